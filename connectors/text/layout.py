"""Lines of a text as paragraphs, each with what can be seen of it: its kind, its length, whether it is a sentence."""

import re
from dataclasses import dataclass

from connectors.text import dates
from connectors.text.cues import kind_of

_CLOSING = "\"'”’»“)]"
_QUOTES = tuple('"”»“')
_QUOTED_ENDS = tuple(quote + after for quote in _QUOTES for after in ".,;")
_FULL_STOPS = tuple(".!?…。！？।؟۔")
_STOPS = (*_FULL_STOPS, ":", ";")
_SENTENCE_END = re.compile(r"[。！？।؟۔]|[.!?…][\"'”’»“)\]]*(?=\s+[\"'“„«‘(\[—–-]*\w|$)")
_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LIST_ITEM = re.compile(r"^(?:[-–—•·▪■●*|]|\d{1,2}[.)])\s+\S")
WRAP_COLUMNS = 100
_SAYING = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
NAME_WORD = r"[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w'’.-]*"
NAME = rf"{NAME_WORD}(?: (?:de|von|van|der|la|al|{NAME_WORD})){{1,3}}"
"""A person's name as bylines write it."""
_NAMES = re.compile(rf"{NAME}(?:(?:\s*[,&]\s*|\s+(?:and|et|und|та|и|і)\s+){NAME})*")
LEAST_PROSE_WORDS = 8
CLEAR_PROSE_WORDS = 25
MOST_CREDIT_WORDS = 3


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or one line that stood alone. `kind` is the boilerplate that its words say it is, or None."""

    text: str
    kind: str | None
    words: int
    stop: bool

    @property
    def prose(self) -> bool:
        """Whether it reads like a sentence of an article, and not like a heading, a link or a label."""
        if self.kind is not None:
            return False
        return self.words >= CLEAR_PROSE_WORDS or (self.stop and self.words >= LEAST_PROSE_WORDS)

    @property
    def sentence(self) -> bool:
        """Whether it ends as a sentence ends, and not just with a closing quote or a colon."""
        return self.text.rstrip(_CLOSING).endswith(_FULL_STOPS)

    @property
    def names_picture(self) -> bool:
        """Whether it says whose a picture is and nothing else: a line without a stop after it is the caption."""
        return self.kind == "caption" and self.words <= MOST_CREDIT_WORDS

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list."""
        return _LIST_ITEM.match(self.text) is not None

    @property
    def heading(self) -> bool:
        """Whether it could be a heading or a link: no sentence, or a question alone."""
        return not self.prose and not self.listed and (not self.stop or self.text.endswith(("?", "”", "»", '"')))


def paragraph(text: str) -> Paragraph:
    """Gives the paragraph that a line is."""
    return Paragraph(text, kind_of(text) or _seen(text), word_count(text), _stops(text))


def _stops(text: str) -> bool:
    """Whether a line ends as a sentence does, or with a closing quote."""
    return text.rstrip(_CLOSING).endswith(_STOPS) or text[-1:] in _QUOTES or text[-2:] in _QUOTED_ENDS


def _seen(text: str) -> str | None:
    """Gives the kind of a line that is known by its looks: a date, a name beside a date, no letter at all."""
    beside = dates.beside(text)
    if dates.is_clock(text) or (beside is not None and _SAYING.search(beside) is None):
        return "date"
    if _LETTER.search(text) is None:
        return "number"
    return "byline" if beside is not None and _NAMES.fullmatch(beside.strip(" |–—,·•-")) else None


def word_count(text: str) -> int:
    """Gives the words of a text; two Chinese, Japanese or Korean characters count as one."""
    words = len(text.split())
    return words if text.isascii() else words + len(_CHARACTER.findall(text)) // 2


def sentences(text: str) -> int:
    """Gives about how many sentences a paragraph has."""
    return len(_SENTENCE_END.findall(text))


def paragraphs(text: str) -> list[Paragraph]:
    """Gives the paragraphs of a tidied text: its lines, or its blocks where the lines were broken at a column."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        found += [" ".join(lines)] if _wrapped(lines) else lines
    return [paragraph(line) for line in found if re.search(r"[^\W_]", line)]


def _wrapped(lines: list[str]) -> bool:
    """Whether a block is one paragraph broken at a column: full lines that end amid a sentence."""
    if len(lines) < 2:
        return False
    widest = max(map(len, lines))
    if widest > WRAP_COLUMNS or widest < 30 or any(len(line) < widest * 0.6 for line in lines[:-1]):
        return False
    if any(_LIST_ITEM.match(line) for line in lines[1:]):
        return False
    open_ends = sum(not _stops(line) for line in lines[:-1])
    lower = sum(line[0].islower() for line in lines[1:])
    return lower > 0 and open_ends * 2 > len(lines) - 1
