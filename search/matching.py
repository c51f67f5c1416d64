"""Which of some articles a saved search finds: its own query of Elasticsearch, narrowed to these articles.

So a saved search finds what `search` and `positions` find, on every server: there is no second reading of a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from schemas.saved import What
from schemas.tags import Position
from search import query, reading
from search.answer import About, ClaimHit
from search.claim_keys import keys_for, keys_of
from search.passages import Markers, passage
from search.query import Asked, Body
from search.question import Question
from search.revisions import Revision, revisions_of

MOST_FOUND = 5_000
"""Results of one request; with more, the articles are asked for in two halves."""


class ArticleMatch(Struct, frozen=True, kw_only=True):
    """An article that was found, with what it claims, and what its revisions changed."""

    article: About
    stated: tuple[Position, ...]
    revisions: tuple[Revision, ...]
    keys: frozenset[str] | None = None

    def is_beside(self, claim: Position) -> bool:
        """Whether a claim lacks what the question asks of claims, so that it is not why the article was found."""
        return self.keys is not None and self.keys.isdisjoint(keys_of(claim))


def request(what: What, asked: Asked, articles: Sequence[str]) -> Body:
    """Gives the request for what a question finds in these articles, those that came first in front."""
    body = query.articles(asked) if what == "articles" else query.positions(asked)
    for name in ("timeout", "collapse", "from"):
        body.pop(name, None)
    if what == "articles":
        body["_source"] = [*body["_source"], "stated", "revisions"]
    tie = "article_id" if what == "articles" else "position_id"
    ours = {"terms": {"article_id": list(articles)}}
    return {
        **body,
        "query": {"bool": {"must": [body["query"]], "filter": [ours]}},
        "size": MOST_FOUND,
        "sort": [{"when": "asc"}, {"article_id": "asc"}, {tie: "asc"}],
    }


def too_many(found: Mapping[str, Any]) -> bool:
    """Whether an answer does not hold all that was found."""
    return bool(found["hits"]["total"]["value"] > len(found["hits"]["hits"]))


def articles(found: Mapping[str, Any], asked: Asked) -> Iterator[ArticleMatch]:
    """Gives the articles of an answer."""
    question = asked.question
    wanted = _keys(question) if question.about_a_claim or question.types else None
    for hit in found["hits"]["hits"]:
        try:
            stated = msgspec.convert(hit["_source"].get("stated", ()), tuple[Position, ...])
        except msgspec.ValidationError:
            stated = ()
        yield ArticleMatch(
            article=reading.about(hit["_source"]),
            stated=stated,
            revisions=revisions_of(hit["_source"]),
            keys=wanted,
        )


def claims(found: Mapping[str, Any]) -> Iterator[ClaimHit]:
    """Gives the claims of an answer."""
    for rank, hit in enumerate(found["hits"]["hits"], start=1):
        yield reading.claim_hit(hit, rank, None)


def passages(found: Mapping[str, Any], around: Markers) -> Iterator[tuple[str, str]]:
    """Gives the best passage of each article in an answer to `query.passages_of`, by the article's id."""
    for hit in found["hits"]["hits"]:
        for marked in hit.get("highlight", {}).get("text", ())[:1]:
            yield hit["_id"], passage(marked, around).text


def _keys(question: Question) -> frozenset[str]:
    sides = keys_for(
        parties=question.parties,
        types=question.types,
        stances=question.stances,
        beneficiaries=question.beneficiaries,
        conditional=question.conditional,
    )
    return frozenset(sides)
