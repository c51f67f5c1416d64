"""What comes back from a search: plain data, ready to be shown or printed as JSON."""

from typing import Any

from msgspec import Struct

from schemas.tags import Ground

Marks = tuple[tuple[int, int], ...]
"""Start and end (code points) of what was found within a text."""


class Passage(Struct, frozen=True):
    """A piece of an article's text, and where in this piece the words asked for are."""

    text: str
    marks: Marks = ()


class Evidence(Struct, frozen=True):
    """A sentence that says a claim: `article.<field>[start:end] == text`; marks are within `text`."""

    text: str
    start: int
    end: int
    field: str = "text"
    marks: Marks = ()


class Claim(Struct, frozen=True, kw_only=True):
    """Who says what of which guarantee for whom, with the sentences that say so."""

    id: str
    holder: str
    stance: str
    direction: str
    beneficiary: str
    types: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    on_behalf_of: str | None = None
    conditional: bool = False
    negated: bool = False
    quote: str | None = None
    rule: str | None = None
    cameo: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


class About(Struct, frozen=True, kw_only=True):
    """The article that a result is about. `published` may be unknown; `when` is then the time it was fetched."""

    article_id: str
    title: str
    url: str
    when: str
    published: str | None = None
    site: str | None = None
    country: str | None = None
    publisher: str | None = None
    language: str | None = None
    sources: tuple[str, ...] = ()
    feed_tags: tuple[str, ...] = ()
    story_id: str | None = None


class Hit(Struct, frozen=True, kw_only=True):
    """An article that was found. `score` is None where results are not ranked by it.

    `also_in` counts the other outlets that have the same story, `first_seen` is when its first article came.
    """

    rank: int
    score: float | None
    article: About
    also_in: int = 0
    first_seen: str | None = None
    title_marks: Marks = ()
    passages: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()


class ClaimHit(Struct, frozen=True, kw_only=True):
    """A claim that was found, and the article it stands in."""

    rank: int
    score: float | None
    claim: Claim
    article: About


class Count(Struct, frozen=True):
    """How many articles (or claims) have a value."""

    value: str
    count: int


Facets = dict[str, tuple[Count, ...]]


class Bucket(Struct, frozen=True):
    """How many there are from `start` (ISO 8601, UTC) to the next bucket's."""

    start: str
    count: int


class Timeline(Struct, frozen=True):
    """Counts over time, in UTC; `interval` is hour, day, week, month, quarter or year."""

    interval: str
    buckets: tuple[Bucket, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """Articles found. `notes` are sentences for the person: what was odd, or what would find more."""

    total: int
    page: int
    size: int
    hits: tuple[Hit, ...] = ()
    facets: Facets | None = None
    timeline: Timeline | None = None
    notes: tuple[str, ...] = ()


class ClaimAnswer(Struct, frozen=True, kw_only=True):
    """Claims found."""

    total: int
    page: int
    size: int
    hits: tuple[ClaimHit, ...] = ()
    facets: Facets | None = None
    timeline: Timeline | None = None
    notes: tuple[str, ...] = ()


class Whole(Struct, frozen=True, kw_only=True):
    """One article with all that is known of it: the document as it is kept, and its claims."""

    document: dict[str, Any]
    claims: tuple[Claim, ...] = ()
