"""Articles on disk as a test stream: dates moved to today, and copies that are articles of their own."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from schemas.article import CleanedArticle, make_cleaned


def copy_of(article: CleanedArticle, number: int) -> CleanedArticle:
    """Gives copy `number` of an article: the same text at an address of its own, and so an article of its own.

    Copy 1 is the article itself. The same number always gives the same id, so a stream that is replayed again doubles
    nothing.
    """
    if number == 1:
        return article
    fields = {name: getattr(article, name) for name in article.__struct_fields__}
    for derived in ("article_id", "version_id", "text_hash"):
        del fields[derived]
    return make_cleaned(**{**fields, "url": f"{article.url}#copy-{number}"})


def shift(article: CleanedArticle, by: timedelta, now: datetime) -> CleanedArticle:
    """Gives the article with its date moved; one without a date gets `now`. Its ids stay, since its text does."""
    if article.published is None:
        return msgspec.structs.replace(article, published=now.isoformat(), published_from="given")
    published = datetime.fromisoformat(article.published) + by
    return msgspec.structs.replace(article, published=published.isoformat())


def shift_to(newest: datetime | None, now: datetime) -> timedelta:
    """Gives by how much to move dates so that the newest becomes `now` and the distances stay."""
    return timedelta(0) if newest is None else now - newest


def newest_date(articles: Iterable[CleanedArticle]) -> datetime | None:
    """Gives the newest date of publication among the articles, None where none has any."""
    return max((datetime.fromisoformat(each.published) for each in articles if each.published), default=None)
