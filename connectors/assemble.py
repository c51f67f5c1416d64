"""Parts of an article and what else is known of it, put together as a cleaned article."""

from datetime import UTC, datetime

from msgspec import Struct

from connectors import addresses
from connectors.refused import Refused
from connectors.text import language
from connectors.text.article import BETWEEN, Parts
from connectors.text.characters import one_line
from connectors.text.layout import word_count
from schemas.article import MAX_TEXT, MAX_TITLE, CleanedArticle, DateFrom, make_cleaned

LEAST_WORDS = 8
"""Words below which a text is no article."""
_LONGEST_NAME = 200
_MOST_AUTHORS = 20


class Known(Struct, frozen=True, kw_only=True):
    """What is known of an article beside its text. `published` is believed before a date that the text tells."""

    url: str | None = None
    published: str | None = None
    published_from: DateFrom | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    feed_url: str | None = None


def moment(now: datetime) -> str:
    """Gives a moment as ISO 8601 in UTC with seconds."""
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def assemble(parts: Parts, known: Known, *, now: datetime, where: str, stem: str) -> CleanedArticle | Refused:
    """Gives the article, or why there is none.

    Its version is `now` in milliseconds since 1970. `stem` names it where no web address is known; `where` is how a
    refusal calls it.
    """
    text, title = _bounded(parts.text), one_line(parts.title)[:MAX_TITLE]
    if word_count(text) < LEAST_WORDS:
        return Refused(where=where, why="holds no article (no text is left when boilerplate is taken away)")
    url = addresses.canonical(known.url) if known.url else None
    told = known.published is None and parts.published is not None
    return make_cleaned(
        url=url or addresses.of_file(stem, title),
        title=title,
        text=text,
        language=known.language or language.detect(title, text),
        fetched_at=moment(now),
        version=int(now.timestamp() * 1000),
        published=parts.published if told else known.published,
        published_from="text" if told else known.published_from,
        authors=_names(known.authors or parts.authors),
        publisher=one_line(known.publisher)[:_LONGEST_NAME] if known.publisher else None,
        site=addresses.site(url) if url else None,
        dateline=parts.dateline,
        credits=parts.credits,
        feed_url=known.feed_url,
    )


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    tidied = (one_line(name)[:_LONGEST_NAME] for name in names[:_MOST_AUTHORS])
    return tuple(dict.fromkeys(name for name in tidied if name))


def _bounded(text: str) -> str:
    """Cuts a text that is too long at the end of a paragraph."""
    if len(text) <= MAX_TEXT:
        return text
    cut = text.rfind(BETWEEN, 0, MAX_TEXT)
    return text[: cut if cut > 0 else MAX_TEXT]
