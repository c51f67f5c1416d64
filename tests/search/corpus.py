"""The articles of corpus.yaml, or of a file like it, as the tagger would hand them on."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from schemas.article import make_cleaned
from schemas.enriched import EnrichedArticle
from schemas.tags import Mention, Position, Span, Tags

FILE = Path(__file__).with_name("corpus.yaml")


AFFAIRS = FILE.with_name("affairs.yaml")


def corpus(file: Path = FILE) -> dict[str, EnrichedArticle]:
    """Gives the articles by their names, in the file's order."""
    return {name: enriched(**about) for name, about in YAML(typ="safe", pure=True).load(file).items()}


def enriched(
    *,
    url: str,
    title: str,
    text: str,
    version: int = 1,
    positions: tuple[dict[str, Any], ...] = (),
    mentions: tuple[tuple[Any, str, str], ...] = (),
    actors: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    instruments: tuple[str, ...] = (),
    language: str = "en",
    fetched_at: str = "2025-04-01T00:00:00Z",
    **about: Any,
) -> EnrichedArticle:
    """Gives an enriched article; evidence and mentions are given as their words."""
    cleaned = make_cleaned(
        url=url, title=title, text=text, language=language, version=version, fetched_at=fetched_at, **about
    )
    claims = []
    for position in positions:
        fields = dict(position)
        evidence = tuple(span(text, words) for words in fields.pop("evidence"))
        claims.append(Position(**{**fields, "types": tuple(fields["types"]), "evidence": evidence}))
    tags = Tags(
        actors=tuple(actors),
        sources=tuple(sources),
        guarantee_types=tuple(types),
        instruments=tuple(instruments),
        positions=tuple(claims),
        mentions=tuple(Mention(kind=kind, id=tag, span=span(text, words)) for kind, tag, words in mentions),
        tagger_version="1",
        vocabulary_version="1",
    )
    return EnrichedArticle(article=cleaned, tags=tags)


def span(text: str, words: str) -> Span:
    """Gives the first place of `words` in `text`."""
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words))
