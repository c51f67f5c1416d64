"""What a page's meta elements say of its article: OpenGraph, Dublin Core, and what publishing systems write."""

from lxml.html import HtmlElement
from msgspec import Struct

MOST = 500
"""Elements that are read; a page has some dozens."""
_LONGEST = 2_048

DATES = (
    *("article:published_time", "og:published_time", "datepublished", "og:article:published_time", "parsely-pub-date"),
    *(
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "article:published",
    ),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "article.published", "date"),
)
AUTHORS = (
    *(
        "article:author",
        "author",
        "authors",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
    ),
    *("citation_author", "og:article:author"),
)
TITLES = ("og:title", "parsely-title", "sailthru.title", "dc.title", "headline", "twitter:title", "title")
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "twitter:site")
IMAGES = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")
SECTIONS = ("article:section", "parsely-section", "sailthru.section", "dc.subject.section", "section")
LOCALES = ("og:locale",)
TIERS = ("article:content_tier",)
_KNOWN = frozenset((*DATES, *AUTHORS, *TITLES, *OUTLETS, *IMAGES, *SECTIONS, *LOCALES, *TIERS))
_FREE = {"free": True, "metered": False, "locked": False}


class PageMeta(Struct, frozen=True):
    """The contents of the elements that are known, by name; of each name all, in the page's order."""

    values: dict[str, list[str]]

    def all(self, names: tuple[str, ...]) -> list[str]:
        """Gives everything under these names, the first name first."""
        return [value for name in names for value in self.values.get(name, ())]

    def first(self, names: tuple[str, ...]) -> str | None:
        """Gives the first of it."""
        return next(iter(self.all(names)), None)

    @property
    def is_free(self) -> bool | None:
        """Whether anybody may read all of the article, where the page says so."""
        return _FREE.get((self.first(TIERS) or "").lower())


def read(tree: HtmlElement) -> PageMeta:
    """Gives what the page's meta elements say."""
    found: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number >= MOST:
            break
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name in _KNOWN and (content := (element.get("content") or "").strip()[:_LONGEST]):
            found.setdefault(name, []).append(content)
    return PageMeta(found)
