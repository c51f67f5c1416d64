"""Which kind of line around an article a line is, by what it says (phrases: cues.toml) and by what it looks like."""

import re
import tomllib
from importlib import resources

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "„": '"', "“": '"', "”": '"'})
_LEADING = re.compile(r"^[\s>»•·▪■►▶→|*#_-]+(?=\w)")


_SENTENCE = re.compile(r"[.!…][\"')\]]*$")


def _load() -> list[tuple[str, int, "re.Pattern[str]", "re.Pattern[str] | None"]]:
    text = resources.files("connectors.text").joinpath("cues.toml").read_text("utf-8")
    return [
        (kind, table["max_words"], _any(table["patterns"]), _any(table["headings"]) if "headings" in table else None)
        for kind, table in tomllib.loads(text).items()
    ]


def _any(patterns: list[str]) -> "re.Pattern[str]":
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


_CUES = _load()
_MOST_WORDS = max(most for _, most, *_ in _CUES)


def plain(line: str) -> str:
    """Gives the line with plain apostrophes and quotes and without a leading bullet or arrow, for matching."""
    return _LEADING.sub("", line.translate(_APOSTROPHES)).strip()


def kind_of(line: str) -> str | None:
    """Gives the kind of boilerplate that the line's words say it is (a table of cues.toml), or None."""
    if line.count(" ") > _MOST_WORDS + 1:
        return None
    matched = plain(line)
    words = len(matched.split())
    sentence = _SENTENCE.search(matched) is not None
    for kind, most, always, headings in _CUES:
        if words <= most and (always.match(matched) or (headings and not sentence and headings.match(matched))):
            return kind
    return None
