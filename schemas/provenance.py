"""Where what is known of an article came from, and what its bytes and its dateline say: parts of a cleaned article."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Moment = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$",
        description="ISO 8601 with a zone",
    ),
]
Source = Literal["feed", "page", "url", "text", "file", "given", "json-ld", "meta"]
"""Who told it: the feed, JSON-LD, a meta element, what the page shows, its address, the text, whoever handed it in."""

Day = Annotated[
    str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="its year is told, or the nearest to the publication")
]
CharsetFrom = Literal["mark", "declared", "sniffed"]


class DateTold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A moment of publication as somebody told it."""

    source: Source
    moment: Annotated[Moment, Meta(description="in UTC; midnight where no more than a day was told")]
    written: Annotated[str, Meta(max_length=100, description="as it was written, with its zone where it has one")] = ""
    exact: Annotated[bool, Meta(description="whether a time of day and its zone were told")] = False


class AuthorsTold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Names of authors as somebody told them."""

    source: Source
    names: tuple[str, ...]


class Dateline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a dateline says, each part as it is written."""

    place: str | None = None
    date: str | None = None
    day: Day | None = None
    agency: str | None = None


class Charset(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How bytes became text, where that was not plain UTF-8."""

    encoding: str
    source: Annotated[
        CharsetFrom, Meta(description="a byte order mark, what server or page declared, or the bytes themselves")
    ]
    broken: Annotated[int, Meta(ge=0, description="bytes that no letter explains, now U+FFFD")] = 0
