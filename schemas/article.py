"""A cleaned article: the value of `news.article.cleaned.v1`."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from schemas.ids import article_id, text_hash, version_id
from schemas.provenance import AuthorsTold, Charset, Dateline, DateTold, Moment, Source

MAX_TEXT = 200_000
"""Characters of text kept of one article: far over any news story, far under Kafka's limit for a message."""
MAX_TITLE = 1_000

Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", description="128 bits in hexadecimal, made from content")]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 in hexadecimal")]
DateFrom = Source
Mojibake = Literal["mended", "seen"]


class CleanedArticle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of one article, cleaned: title and text without boilerplate, and what is known of its origin.

    `text` is the body alone; the title stands apart. All offsets of later tags count Unicode code points in `text`
    (or in `title` where a span says so). `text_hash` pins the two.
    """

    article_id: Id
    version_id: Id
    text_hash: Sha256
    url: Annotated[str, Meta(min_length=1, max_length=2_048, description="canonical address; file articles: seed:…")]
    title: Annotated[str, Meta(max_length=MAX_TITLE)]
    text: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$", description="ISO 639, `und` where it is not known")]
    fetched_at: Moment
    version: Annotated[int, Meta(ge=0, description="milliseconds since 1970; the greater of two is the newer text")]
    published: Moment | None = None
    published_from: Annotated[DateFrom | None, Meta(description="where the date was found")] = None
    authors: tuple[str, ...] = ()
    publisher: Annotated[str | None, Meta(description="the outlet's name as the page or feed gives it")] = None
    site: Annotated[str | None, Meta(description="the host the article came from, without www.")] = None
    dateline: Annotated[str | None, Meta(description="place or agency line that stood before the body")] = None
    credits: Annotated[str | None, Meta(description="the lines that name sources or agencies around the body")] = None
    feed_url: str | None = None
    authors_from: Annotated[Source | None, Meta(description="where the authors were found")] = None
    dates_told: Annotated[tuple[DateTold, ...], Meta(description="most believed first; the first is `published`")] = ()
    authors_told: Annotated[tuple[AuthorsTold, ...], Meta(description="most believed first")] = ()
    dateline_parts: Annotated[Dateline | None, Meta(description="what `dateline` says")] = None
    image: Annotated[str, Meta(max_length=2_048, description="address of the picture that stands for it")] | None = None
    section: Annotated[str, Meta(max_length=200, description="where the outlet files it")] | None = None
    paywalled: Annotated[bool | None, Meta(description="whether it is for subscribers, where the page says so")] = None
    charset: Annotated[Charset | None, Meta(description="how its bytes were read, where that was not plain UTF-8")] = (
        None
    )
    mojibake: Annotated[Mojibake | None, Meta(description="letters decoded wrongly before: mended here, or left")] = (
        None
    )
    feed_tags: Annotated[tuple[str, ...], Meta(description="the subscriber's own words for the feed it came by")] = ()


def make_cleaned(*, url: str, title: str, text: str, **rest: Any) -> CleanedArticle:
    """Gives a CleanedArticle whose ids and hash follow from `url`, `title` and `text`, so that they cannot disagree.

    `rest` are its other fields.
    """
    hashed, identity = text_hash(title, text), article_id(url)
    return CleanedArticle(
        article_id=identity,
        version_id=version_id(identity, hashed),
        text_hash=hashed,
        url=url,
        title=title,
        text=text,
        **rest,
    )
