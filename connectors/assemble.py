"""Parts of an article and what else is known of it, put together as a cleaned article."""

from datetime import UTC, datetime

from msgspec import Struct

from connectors import addresses, belief, told_dates
from connectors.refused import Refused
from connectors.text import dateline_parts, language
from connectors.text.article import BETWEEN, Parts
from connectors.text.characters import one_line
from connectors.text.layout import word_count
from schemas.article import MAX_TEXT, MAX_TITLE, CleanedArticle, DateFrom, Mojibake, make_cleaned
from schemas.provenance import AuthorsTold, Charset, DateTold

LEAST_WORDS = 8
"""Words below which a text is no article."""
_LONGEST_NAME = 200
_MOST_NAMES = 20
_MOST_TOLD = 12


class Known(Struct, frozen=True, kw_only=True):
    """What is known of an article beside its text.

    `published` and `authors` are what `published_from` told (None: whoever handed the article in), `dates` and
    `bylines` what others did; connectors.belief says who is believed.
    """

    url: str | None = None
    published: str | None = None
    published_from: DateFrom | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    feed_url: str | None = None
    feed_tags: tuple[str, ...] = ()
    dates: tuple[DateTold, ...] = ()
    bylines: tuple[AuthorsTold, ...] = ()
    image: str | None = None
    section: str | None = None
    paywalled: bool | None = None
    charset: Charset | None = None
    mojibake: Mojibake | None = None


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
    dates, bylines = _dates(parts, known, now), _bylines(parts, known, url)
    published = dates[0].moment if dates else None
    return make_cleaned(
        url=url or addresses.of_file(stem, title),
        title=title,
        text=text,
        language=known.language or language.detect(title, text),
        fetched_at=moment(now),
        version=int(now.timestamp() * 1000),
        published=published,
        published_from=dates[0].source if dates else None,
        dates_told=dates,
        authors=bylines[0].names if bylines else (),
        authors_from=bylines[0].source if bylines else None,
        authors_told=bylines,
        publisher=one_line(known.publisher)[:_LONGEST_NAME] if known.publisher else None,
        site=addresses.site(url) if url else None,
        dateline=parts.dateline,
        dateline_parts=dateline_parts.read(parts.dateline, published) if parts.dateline else None,
        credits=parts.credits,
        feed_url=known.feed_url,
        feed_tags=_names(known.feed_tags),
        image=known.image,
        section=known.section,
        paywalled=known.paywalled,
        charset=known.charset,
        mojibake=known.mojibake,
    )


def _dates(parts: Parts, known: Known, now: datetime) -> tuple[DateTold, ...]:
    told = [
        told_dates.told(known.published_from or "given", known.published) if known.published else None,
        told_dates.told("text", parts.published) if parts.published else None,
    ]
    return belief.dates([*filter(None, told), *known.dates], now)[:_MOST_TOLD]


def _bylines(parts: Parts, known: Known, url: str | None) -> tuple[AuthorsTold, ...]:
    source = known.published_from or ("feed" if known.feed_url else "given")
    told = [
        AuthorsTold(source=source, names=known.authors),
        AuthorsTold(source="text", names=parts.authors),
        *known.bylines,
    ]
    tidied = [AuthorsTold(source=one.source, names=_names(one.names)) for one in told]
    return belief.authors(tidied, (known.publisher, addresses.site(url) if url else None))[:_MOST_TOLD]


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    tidied = (one_line(name)[:_LONGEST_NAME] for name in names[:_MOST_NAMES])
    return tuple(dict.fromkeys(name for name in tidied if name))


def _bounded(text: str) -> str:
    """Cuts a text that is too long at the end of a paragraph."""
    if len(text) <= MAX_TEXT:
        return text
    cut = text.rfind(BETWEEN, 0, MAX_TEXT)
    return text[: cut if cut > 0 else MAX_TEXT]
