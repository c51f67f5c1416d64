"""Text to article: the one pass that both text files and pages go through."""

import re
from dataclasses import dataclass

from connectors.text import dateline, dates, head
from connectors.text.body import body
from connectors.text.characters import one_line, tidy
from connectors.text.layout import Paragraph, paragraph, paragraphs

BETWEEN = "\n\n"
"""What stands between two paragraphs of a cleaned text; no paragraph holds a line end."""

LONGEST_INPUT = 1_000_000
"""Characters of a text that are looked at: several times what is kept of an article."""
MOST_PARAGRAPHS = 5_000
NEAR_TOP = 4
"""Paragraphs of which one may begin with a dateline: a standfirst may stand above it."""

_SIGNED = re.compile(
    r"\s*[(\[]?(?:(?:Additional |With )?[Rr]eporting(?: and [Ww]riting)? by|[Ww]riting by|[Ee]diting by) [A-Z]"
    r"[^\n]{3,300}$"
)


@dataclass(frozen=True)
class Parts:
    """An article told apart. `text` has no boilerplate; `credits` are lines that name sources; dates are ISO 8601."""

    title: str
    text: str
    dateline: str | None = None
    credits: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


def from_text(raw: str) -> Parts:
    """Gives the parts of a whole text whose first lines hold the title; `text` is empty where none is left."""
    lines = paragraphs(tidy(raw[:LONGEST_INPUT]))[:MOST_PARAGRAPHS]
    return _parts(head.read(lines), lines)


def from_body(title: str, raw: str) -> Parts:
    """Gives the parts of a text whose title is known, as an extractor or a feed gives it."""
    lines = paragraphs(tidy(raw[:LONGEST_INPUT]))[:MOST_PARAGRAPHS]
    title = one_line(title)
    return _parts(head.after(lines, 0, title), lines)


def from_page(title: str, raw: str) -> Parts:
    """Gives the parts of what an extractor took from a page, which has little left to be taken away."""
    lines = paragraphs(tidy(raw[:LONGEST_INPUT]))[:MOST_PARAGRAPHS]
    title = one_line(title)
    return _parts(head.after(lines, 0, title), lines, extracted=True)


def _parts(top: head.Head, lines: list[Paragraph], *, extracted: bool = False) -> Parts:
    above = lines[: top.rest]
    standing = [line for line in above if line.kind is None and line.text != top.title] if extracted else []
    below, signed = _unsigned([*standing, *lines[top.rest :]])
    kept, sources = body(below, top.title, extracted=extracted)
    told_above = (line.text for line in above if line.text != top.title)
    place = next(filter(dateline.is_dateline, told_above), None)
    if kept and place is None and dateline.is_dateline(kept[0]):
        place = kept.pop(0)
    for index, line in enumerate(kept[:NEAR_TOP] if place is None else ()):
        place, kept[index] = dateline.split(line)
        if place:
            break
    told = dates.find(place) if place else None
    return Parts(
        title=top.title,
        text=BETWEEN.join(kept),
        dateline=place,
        credits="\n".join(dict.fromkeys([*sources, *signed])) or None,
        published=top.published or (told[0] if told else None),
        authors=top.authors,
    )


def _unsigned(lines: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """Cuts `Reporting by …; Editing by …` off the end of a paragraph and gives it apart."""
    left, signed = [], []
    for line in lines:
        match = _SIGNED.search(line.text) if line.kind is None and " by " in line.text else None
        if match is None or match.start() == 0:
            left.append(line)
            continue
        left.append(paragraph(line.text[: match.start()]))
        signed.append(match[0].strip())
    return left, signed
