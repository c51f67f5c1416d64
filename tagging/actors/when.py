"""On which days an article may have been written: its date, or what the text lets one know."""

import re
from collections.abc import Iterable
from datetime import date

from schemas.article import CleanedArticle
from tagging.vocabulary.tenure import Tenure

Window = tuple[date, date]
_YEAR = re.compile(r"\b(20[12]\d)\b")
_EARLIEST = date(2021, 1, 1)
"""Where nothing tells the date, an article is taken to be no older than this."""


def window(article: CleanedArticle, held: Iterable[list[Tenure]]) -> Window:
    """Gives the first and the last day on which the article may have been written.

    With a date: that day. Without: not before the latest year that it names, and while those held office whom it names
    with their office (`held`: for each such person the tenures that fit), as far as these agree.
    """
    known = _day(article.published or "")
    if known is not None:
        return known, known
    fetched = _day(article.fetched_at) or date.max
    years = [year for found in _YEAR.findall(f"{article.title} {article.text}") if (year := int(found)) <= fetched.year]
    first, last = max(_EARLIEST, date(max(years), 1, 1)) if years else _EARLIEST, fetched
    for tenures in held:
        fitting = [tenure for tenure in tenures if tenure.overlaps(first, last)]
        if fitting:
            first = max(first, min(tenure.start for tenure in fitting))
            last = min(last, max(tenure.end for tenure in fitting))
    return first, last


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
