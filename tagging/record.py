"""A tagged article as one flat JSON object: tags as lists of ids, positions as the hand-tagged sets have them."""

from pathlib import Path
from typing import Any

from schemas.article import CleanedArticle
from schemas.tags import Ground, Mention, Position, Span, Tags


def record(
    article: CleanedArticle, tags: Tags, file: Path | None = None, *, explain: bool = False, text: bool = True
) -> dict[str, Any]:
    """Gives the object that `pledgewire tag --json` prints; without `text` it lacks the text and the mentions in it.

    Evidence and mentions hold `text`, `start` and `end`: code points in `text`, or in what `field` says.
    `explain` adds to each the rule that made it, and to positions the words that they were made from.
    """
    found = {
        "file": str(file) if file is not None else None,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "text_hash": article.text_hash,
        "language": article.language,
        "published": article.published,
        "fetched_at": article.fetched_at,
        "credits": article.credits,
        "article_id": article.article_id,
        "version_id": article.version_id,
        "actors": list(tags.actors),
        "sources": list(tags.sources),
        "guarantee_types": list(tags.guarantee_types),
        "instruments": list(tags.instruments),
        "positions": [_position(position, explain) for position in tags.positions],
        "mentions": [_mention(mention, explain) for mention in tags.mentions],
        "tagger_version": tags.tagger_version,
        "vocabulary_version": tags.vocabulary_version,
    }
    return found if text else {name: value for name, value in found.items() if name not in ("text", "mentions")}


def _position(position: Position, explain: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "holder": position.holder,
        "stance": position.stance,
        "beneficiary": position.beneficiary,
        "types": list(position.types),
        "evidence": [_span(span) for span in position.evidence],
    }
    if position.on_behalf_of:
        found["on_behalf_of"] = position.on_behalf_of
    if position.conditional:
        found["conditional"] = True
    if position.negated:
        found["negated"] = True
    if position.quote:
        found["quote"] = position.quote
    if explain:
        found["cameo"] = list(position.cameo)
        found["rule"] = position.rule
        found["grounds"] = [_ground(ground) for ground in position.grounds]
    return found


def _ground(ground: Ground) -> dict[str, Any]:
    found = {"tells": ground.tells, "id": ground.id, **_span(ground.span), "rule": ground.rule}
    return {**found, "phrase": ground.phrase, "place": ground.place}


def _mention(mention: Mention, explain: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": mention.kind, "id": mention.id, **_span(mention.span)}
    if mention.role:
        found["role"] = mention.role
    if mention.state:
        found["state"] = mention.state
    if explain:
        found["rule"] = mention.rule
    return found


def _span(span: Span) -> dict[str, Any]:
    found: dict[str, Any] = {"text": span.text, "start": span.start, "end": span.end}
    if span.field != "text":
        found["field"] = span.field
    return found
