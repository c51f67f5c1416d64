"""What stands before the body: the title, who wrote it, when, and the labels around them."""

import re
from dataclasses import dataclass

from connectors.text import dates
from connectors.text.layout import NAME, Paragraph, sentences

LONGEST_TITLE_WORDS = 40
LEAST_TITLE_WORDS = 4
LEAST_FIRST_WORDS = 6
"""Words from which the very first line is a title although it begins as a list of links does."""
LEAST_STANDFIRST_WORDS = 7
FAR = 12
"""Paragraphs after which no title is looked for any more."""

_KINDS_OF_NO_TITLE = {"share", "notice", "end", "tags", "copyright", "newsletter", "caption", "video", "byline", "date",
                      "number"}  # fmt: skip
_AFTER_TITLE = {"byline", "date"}
_BY = re.compile(
    r"^\W*(?:by|par|von|автор\w*|текст|author|written by|posted by|reporter|story by|por|autor)\s*[:,]?\s+", re.I
)
_BETWEEN = re.compile(r"\s*(?:,|&|;|\b(?:and|et|und|та|и|і|y)\b)\s*")
_NAME = re.compile(NAME)
_DESK = re.compile(r"[A-ZÀ-ÞА-ЯЁЄІЇҐ]{2}")  # BBC News, ARD-Studio: no person, unless all names are in capitals


@dataclass(frozen=True)
class Head:
    """The title ("" where there is none), the date and authors that lines told, and the index where the body begins."""

    title: str
    published: str | None
    authors: tuple[str, ...]
    rest: int


def read(paragraphs: list[Paragraph]) -> Head:
    """Gives the head of a text whose title is among its first lines."""
    at = _title(paragraphs)
    if at is None:
        return after(paragraphs, 0, "")
    above = paragraphs[:at]
    found = after(paragraphs, at + 1, paragraphs[at].text)
    published = next(filter(None, (dates.date_line(line.text) for line in above)), found.published)
    return Head(found.title, published, next(filter(None, map(names, above)), found.authors), found.rest)


def after(paragraphs: list[Paragraph], start: int, title: str) -> Head:
    """Gives the head whose title is known and whose other lines are those from `start` to the body or a standfirst."""
    published: str | None = None
    authors: tuple[str, ...] = ()
    rest, begun = start, False
    standfirst = False
    for index, line in enumerate(paragraphs[start : start + FAR], start):
        if line.prose and standfirst:
            break
        published, authors = published or told_date(line), authors or names(line)
        standfirst = standfirst or line.prose
        if standfirst:
            continue  # who wrote it, and when, may stand below a standfirst of whole sentences
        pictured = paragraphs[index - 1].names_picture if index else False
        begun = begun or (_begins_body(line) and line.text not in title and not pictured)
        rest = rest if begun else index + 1
    return Head(title, published, authors, rest if any(line.prose for line in paragraphs[rest:]) else start)


def _title(paragraphs: list[Paragraph]) -> int | None:
    """The first line that may be a title; after short labels the first longer one, if no date or byline parts them."""
    candidates = [i for i, line in enumerate(paragraphs[:FAR]) if _may_be_title(line, i)]
    if not candidates:
        return None
    first = candidates[0]
    before = paragraphs[:first]
    if any(line.prose and line.words >= LONGEST_TITLE_WORDS for line in before):
        return None
    for index in candidates:
        line = paragraphs[index]
        if line.prose or line.sentence or any(one.kind in _AFTER_TITLE for one in paragraphs[first:index]):
            break
        if line.words >= LEAST_TITLE_WORDS:
            return index
    return first


def _may_be_title(line: Paragraph, index: int) -> bool:
    if line.kind in _KINDS_OF_NO_TITLE:
        return False
    if line.kind in ("related", "credit"):
        long = line.words >= (LEAST_TITLE_WORDS + 1 if ":" in line.text else LEAST_FIRST_WORDS)
        if not long or (":" not in line.text and index > 0):
            return False
    return line.words <= LONGEST_TITLE_WORDS and (line.words <= 20 or sentences(line.text) <= 1)


def _begins_body(line: Paragraph) -> bool:
    """A standfirst, or a sentence too short to be prose by its length; labels and breadcrumbs are neither."""
    return line.kind is None and (line.words >= LEAST_STANDFIRST_WORDS or (line.sentence and line.words >= 3))


def told_date(line: Paragraph) -> str | None:
    """Gives the moment of a line that is a date, alone or after an author's name."""
    alone = dates.date_line(line.text)
    if alone is not None or line.kind != "byline":
        return alone
    found = dates.find(line.text)
    return found[0] if found else None


def names(line: Paragraph) -> tuple[str, ...]:
    """Gives the names in a byline such as `By Ann Lee and Ivo Ban, BBC News`."""
    return names_in(line.text) if line.kind == "byline" else ()


def names_in(byline: str) -> tuple[str, ...]:
    """Gives what looks like a person's name in a byline, without what stands around it."""
    whole = re.split(r"\s*[|–—]\s*|\s+-\s+", _BY.sub("", byline))[0]
    parts = [re.split(r"\s+in\s", part)[0].strip(" .,") for part in _BETWEEN.split(whole)]
    return tuple(part for part in parts if _NAME.fullmatch(part) and (part.isupper() or not _DESK.match(part)))
