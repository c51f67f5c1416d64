"""Which kind of line around an article a line is, by what it says (phrases: cues.toml) and by what it looks like."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_PLAINER = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("„", '"'), ("“", '"'), ("”", '"'))
_LEADING = re.compile(r"^[\s>»•·▪■►▶→|*#_-]+(?=\w)")
_SENTENCE = re.compile(r"[.!…][\"')\]]*$")
_NEAR_END = 200
"""Characters at a line's end in which patterns that end there have what they need."""


class _Patterns:
    """Any of several patterns; those that name no case are tried on the line in small letters, at half the cost."""

    def __init__(self, patterns: list[str]) -> None:
        cased = [pattern for pattern in patterns if "(?-i:" in pattern]
        self._small = re.compile(_either(pattern for pattern in patterns if pattern not in cased))
        self._cased = re.compile(_either(cased), re.IGNORECASE) if cased else None

    def match(self, line: str, small: str) -> bool:
        return self._small.match(small) is not None or (self._cased is not None and self._cased.match(line) is not None)


@dataclass(frozen=True)
class _Cue:
    """A kind of line: how it begins; how it ends, if its end holds one of `needs`; how its headings begin."""

    kind: str
    max_words: int
    begins: _Patterns
    ends: _Patterns | None
    needs: tuple[str, ...]
    headings: _Patterns | None

    def fits(self, line: str, small: str) -> bool:
        if self.begins.match(line, small) or self.ends_so(line, small):
            return True
        return self.headings is not None and not _SENTENCE.search(line) and self.headings.match(line, small)

    def ends_so(self, line: str, small: str) -> bool:
        end = small[-_NEAR_END:]
        return self.ends is not None and any(map(end.__contains__, self.needs)) and self.ends.match(line, small)


def _either(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("connectors.text").joinpath("cues.toml").read_text("utf-8"))


def _beginnings(table: dict[str, Any]) -> list[str]:
    return [*table["patterns"], *table.get("headings", ())]


def _load() -> list[_Cue]:
    return [
        _Cue(
            kind,
            table["max_words"],
            _Patterns(table["patterns"]),
            _Patterns(table["endings"]) if "endings" in table else None,
            tuple(table.get("endings_need", ())),
            _Patterns(table["headings"]) if "headings" in table else None,
        )
        for kind, table in _tables().items()
    ]


_CUES = _load()
_WITH_ENDINGS = [cue for cue in _CUES if cue.ends]
# Nearly every line is of no kind: one look for all beginnings tells so.
_BEGINNING = _Patterns([pattern for table in _tables().values() for pattern in _beginnings(table)])
_MOST_WORDS = max(cue.max_words for cue in _CUES)


def plain(line: str) -> str:
    """Gives the line with plain apostrophes and quotes and without a leading bullet or arrow, for matching."""
    if not line.isascii():
        for typographic, ascii_one in _PLAINER:
            line = line.replace(typographic, ascii_one)
    return _LEADING.sub("", line).strip()


def kind_of(line: str) -> str | None:
    """Gives the kind of boilerplate that the line's words say it is (a table of cues.toml), or None."""
    if line.count(" ") > _MOST_WORDS + 1:
        return None
    matched = plain(line)
    words, small = len(matched.split()), matched.lower()
    if _BEGINNING.match(matched, small):
        return next((cue.kind for cue in _CUES if words <= cue.max_words and cue.fits(matched, small)), None)
    return next((cue.kind for cue in _WITH_ENDINGS if words <= cue.max_words and cue.ends_so(matched, small)), None)
