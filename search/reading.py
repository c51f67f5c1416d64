"""What Elasticsearch answers, read into our own types."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from schemas.tags import Ground
from search.answer import About, Claim, ClaimHit, Evidence, Hit, Passage
from search.passages import Markers, marks_in, passage
from search.question import Question

Found = Mapping[str, Any]


def article_hit(found: Found, question: Question, number: int) -> Hit:
    """Gives the article in a hit, the `number`th (from 0) of its page; passages and claims are added later."""
    return Hit(
        rank=(question.page - 1) * question.size + number + 1,
        score=found.get("_score") if question.order == "relevance" else None,
        article=about(found["_source"]),
    )


def with_passages(hit: Hit, found: Found, around: Markers) -> Hit:
    """Gives the hit with the passages and the marks of its title that were found for it."""
    titles = _highlighted(found, "title", around)
    return replace(
        hit,
        title_marks=marks_in(hit.article.title, titles),
        passages=tuple(_highlighted(found, "text", around)),
    )


def about(source: Found) -> About:
    """Gives what a document tells of its article."""
    return About(
        article_id=source["article_id"],
        title=source["title"],
        url=source["url"],
        when=source["when"],
        published=source.get("published"),
        site=source.get("site"),
        country=source.get("country"),
        publisher=source.get("publisher"),
        language=source.get("language"),
        sources=tuple(source.get("sources", ())),
        feed_tags=tuple(source.get("feed_tags", ())),
        story_id=source.get("story_id"),
    )


def claim(found: Found, around: Markers | None) -> Claim:
    """Gives the claim in a hit; `around` tells the marks in its evidence."""
    source = found["_source"]
    passages = _highlighted(found, "evidence", around) if around else []
    return Claim(
        id=source["position_id"],
        holder=source["holder"],
        on_behalf_of=source.get("on_behalf_of"),
        stance=source["stance"],
        direction=source["direction"],
        beneficiary=source["beneficiary"],
        types=tuple(source["types"]),
        conditional=source["conditional"],
        negated=source["negated"],
        quote=source.get("quote"),
        rule=source.get("rule"),
        cameo=tuple(source.get("cameo", ())),
        grounds=msgspec.convert(source.get("grounds", ()), tuple[Ground, ...]),
        evidence=tuple(
            Evidence(
                span["text"],
                span["start"],
                span["end"],
                span.get("field", "text"),
                marks_in(span["text"], passages),
            )
            for span in source["spans"]
        ),
    )


def claim_hit(found: Found, rank: int, around: Markers | None) -> ClaimHit:
    """Gives the claim in a hit, and what it tells of its article."""
    return ClaimHit(rank=rank, score=found.get("_score"), claim=claim(found, around), article=about(found["_source"]))


def _highlighted(found: Found, field: str, around: Markers) -> list[Passage]:
    return [passage(marked, around) for marked in found.get("highlight", {}).get(field, ())]
