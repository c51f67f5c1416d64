"""Of what several told of an article's date and authors, whom to believe first."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from schemas.provenance import AuthorsTold, DateTold, Source

_FIRST: tuple[Source, ...] = ("given", "json-ld", "meta", "feed", "page", "file", "url", "text")
"""What machines are told beats what is shown; a feed tells of many articles, JSON-LD of one."""
_AHEAD = timedelta(days=1)
_SAME_DAY = timedelta(hours=38)
"""A day alone may begin anywhere on Earth: 24 hours, and 14 of zones to either side at most."""
_NOBODY = re.compile(
    r"(?:admin\w*|root|author|webmaster|unknown|anonymous|none|null|user\d*|redaktion|r[ée]daction|editor(?:ial)?|newsroom|"
    r"news ?desk|staff(?: writer| reporter)?|online|web ?desk|team|редакция|редакція)",
    re.IGNORECASE,
)


def dates(told: Iterable[DateTold], now: datetime) -> tuple[DateTold, ...]:
    """Gives the dates in the order in which they are believed, each once.

    A source is believed by its kind; but a moment told to the second goes before a day alone that it falls on, and what
    lies more than a day ahead of `now` goes last.
    """
    ranked = sorted(dict.fromkeys(told), key=lambda one: (_at(one) > now + _AHEAD, _FIRST.index(one.source)))
    if ranked and not ranked[0].exact:
        finer = next((one for one in ranked if one.exact and _on(ranked[0], one)), None)
        if finer is not None:
            ranked.remove(finer)
            ranked.insert(0, finer)
    return tuple(ranked)


def authors(told: Iterable[AuthorsTold], outlets: Iterable[str | None]) -> tuple[AuthorsTold, ...]:
    """Gives the bylines in the order in which they are believed; those that name a person go first."""
    names = {_bare(outlet) for outlet in outlets if outlet}
    kept = [one for one in dict.fromkeys(told) if one.names]
    return tuple(sorted(kept, key=lambda one: (not _names_person(one, names), _FIRST.index(one.source))))


def _names_person(told: AuthorsTold, outlets: set[str]) -> bool:
    return any(_bare(name) not in outlets and not _NOBODY.fullmatch(name.strip()) for name in told.names)


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name.removeprefix("www.")).lower()


def _at(told: DateTold) -> datetime:
    return datetime.fromisoformat(told.moment).astimezone(UTC)


def _on(day: DateTold, exact: DateTold) -> bool:
    return -timedelta(hours=14) <= _at(exact) - _at(day) < _SAME_DAY
