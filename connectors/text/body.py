"""The body of an article among its paragraphs: where it ends, and which lines inside it do not belong to it."""

import re

from connectors.text.appeals import is_appeal, is_biography
from connectors.text.layout import CLEAR_PROSE_WORDS, NAME, NAME_WORD, Paragraph
from connectors.text.repetition import repeated

LEAST_BEFORE_END = 40
"""Words of prose that must stand before a comment form for it to be the article's end (else it is a link to one)."""

MOST_LABEL_WORDS = 2
"""Words of a label that may stand between the title and the first sentence."""

_WRITER = re.compile(rf"{NAME},? (?:in|à|aus|в|у) {NAME_WORD}")
_LINK_WITH_SOURCE = re.compile(r"\s[–—|-]\s(?:[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w'’.-]*)(?:\s[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w'’.-]*){0,2}$")
_LEAST_LINK_WORDS = 6
_MOST_LINK_WORDS = 16


def body(paragraphs: list[Paragraph], title: str, *, extracted: bool = False) -> tuple[list[str], list[str]]:
    """Gives the paragraphs of the body, and the lines after it that name sources.

    Where an extractor has been before (`extracted`), lists of links are gone, and headings in a row are the article's.
    """
    upto = _cut_at_end(paragraphs)
    kept = _without_links(upto, extracted=extracted)
    kept = _without_appeals(kept)
    sources = [line.text for line in upto if line.kind == "credit"]
    kept = [line for line in kept if line.kind is None or (line.kind == "credit" and line.words >= CLEAR_PROSE_WORDS)]
    kept = _without_repetitions(kept, title)
    kept = _trimmed(kept)
    return [line.text for line in kept], [line for line in sources if line not in {one.text for one in kept}]


def _cut_at_end(paragraphs: list[Paragraph]) -> list[Paragraph]:
    words = 0
    for index, line in enumerate(paragraphs):
        if line.kind == "end" and words >= LEAST_BEFORE_END:
            # An agency's line may stand below the form's heading; user comments never count as one.
            return paragraphs[:index]
        if line.prose:
            words += line.words
    return paragraphs


def _without_links(paragraphs: list[Paragraph], *, extracted: bool) -> list[Paragraph]:
    """Drops headlines of other articles: those below `Also read`, those with a source or a time, and runs of them."""
    kept: list[Paragraph] = []
    below = boxed = begun = False
    for index, line in enumerate(paragraphs):
        below, boxed = below or line.kind == "related", boxed or line.kind == "newsletter"
        if line.kind == "related":
            continue
        if line.kind is None and line.heading:
            listed = bool(kept) and kept[-1].text.endswith(":")
            if below or (boxed and not line.stop):
                continue
            apart = not extracted and _stands_apart(paragraphs, index, begun=begun)
            if apart or (not extracted and not listed and _is_link(paragraphs, index, begun=begun)):
                continue
        elif line.prose:
            below, boxed, begun = False, False, True
        kept.append(line)
    return kept


def _without_appeals(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Drops appeals, and the heading above each."""
    appeals = [is_appeal(line.text) for line in paragraphs]
    below = [*appeals, False][1:]
    return [
        line
        for line, appeal, heads in zip(paragraphs, appeals, below, strict=True)
        if not appeal and not (heads and line.heading)
    ]


def _stands_apart(paragraphs: list[Paragraph], index: int, *, begun: bool) -> bool:
    """Whether a heading is the caption of the picture above, a label above the article, or has its own date below."""
    line = paragraphs[index]
    if index > 0 and paragraphs[index - 1].names_picture and not line.stop:
        return True
    if not begun:
        return line.words <= MOST_LABEL_WORDS or _WRITER.fullmatch(line.text) is not None
    return any(one.kind == "date" for one in paragraphs[index + 1 : index + 2])


def _is_link(paragraphs: list[Paragraph], index: int, *, begun: bool) -> bool:
    line = paragraphs[index]
    if line.words < _LEAST_LINK_WORDS or line.text[0] in "\"“„«‘'":
        return False
    if _LINK_WITH_SOURCE.search(line.text):
        return True
    if line.words > _MOST_LINK_WORDS:
        return False
    before, after = paragraphs[max(index - 1, 0) : index], paragraphs[index + 1 : index + 2]
    if not begun or any(one.text[0].islower() for one in [line, *after]):
        return False  # a standfirst, or a line that was broken amid a sentence
    around = before + after
    return any(
        near.kind is None and near.heading and _LEAST_LINK_WORDS <= near.words <= _MOST_LINK_WORDS for near in around
    )


def _without_repetitions(paragraphs: list[Paragraph], title: str) -> list[Paragraph]:
    """Drops pull quotes and captions that say again what a longer paragraph, an earlier one, or the title says."""
    again = repeated(paragraphs)
    return [line for index, line in enumerate(paragraphs) if index not in again and line.text != title]


def _trimmed(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Drops what follows the last sentence: headlines of other articles, labels, and who the author is."""
    kept = list(paragraphs)
    while kept and any(line.prose for line in kept[:-1]):
        last, before = kept[-1], kept[-2]
        ends_list = last.listed and (before.listed or before.text.endswith(":"))
        if (last.prose or ends_list or (last.stop and not last.heading)) and not is_biography(last.text):
            break
        kept.pop()
    return kept
