"""On which days an article may have been written: its date, or what the text lets one know."""

import re
from collections.abc import Iterable
from datetime import date

from schemas.article import CleanedArticle
from tagging.vocabulary.tenure import Tenure

Days = tuple[tuple[date, date], ...]
"""Spans of days, both ends included, in order."""
_YEAR = re.compile(r"20(?<!\w20)[12]\d\b")
_EARLIEST = date(2021, 2, 1)
"""Where nothing tells the date, an article is taken to be no older than this."""


def window(article: CleanedArticle, held: Iterable[list[Tenure]]) -> Days:
    """Gives the days on which the article may have been written.

    With a date: that day. Without: not before the latest year that it names, and while those held office whom it names
    with their office (`held`: for each such person the tenures that fit), as far as these agree.
    """
    known = _day(article.published or "")
    if known is not None:
        return ((known, known),)
    fetched = _day(article.fetched_at) or date.max
    years = [year for found in _YEAR.findall(f"{article.title} {article.text}") if (year := int(found)) <= fetched.year]
    days: Days = ((max(_EARLIEST, date(max(years), 1, 1)) if years else _EARLIEST, fetched),)
    for tenures in held:
        days = _within(days, tenures) or days
    return days


def overlaps(tenure: Tenure, days: Days) -> bool:
    """Tells whether the tenure holds on any of the days."""
    return any(tenure.overlaps(first, last) for first, last in days)


def _within(days: Days, tenures: list[Tenure]) -> Days:
    """Gives those of the days on which one of the tenures holds."""
    found = sorted(
        (max(first, tenure.start), min(last, tenure.end))
        for first, last in days
        for tenure in tenures
        if tenure.overlaps(first, last)
    )
    return tuple(found)


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
