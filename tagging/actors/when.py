"""On which days an article may have been written: its date, or what the text lets one know."""

import re
from datetime import date

from schemas.article import CleanedArticle
from tagging.actors.names import Named
from tagging.vocabulary import Vocabulary

Window = tuple[date, date]
_YEAR = re.compile(r"\b(20[12]\d)\b")
_EARLIEST = date(2014, 1, 1)


def window(article: CleanedArticle, persons: list[Named], vocabulary: Vocabulary) -> Window:
    """Gives the first and the last day on which the article may have been written.

    With a date: that day. Without: not before the latest year that the text names.
    """
    day = article.published or ""
    if article.published_from != "file":
        try:
            known = date.fromisoformat(day[:10])
        except ValueError:
            pass
        else:
            return known, known
    fetched = _day(article.fetched_at) or date.max
    years = [int(year) for year in _YEAR.findall(f"{article.title} {article.text}")]
    years = [year for year in years if year <= fetched.year]
    first = max(_EARLIEST, date(max(years), 1, 1)) if years else _EARLIEST
    return first, fetched


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
