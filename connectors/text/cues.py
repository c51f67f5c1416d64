"""Which kind of line around an article a line is, by what it says (phrases: cues.toml) and by what it looks like."""

import re
import tomllib
from importlib import resources

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "„": '"', "“": '"', "”": '"'})
_LEADING = re.compile(r"^[\s>»•·▪■►▶→|*#_-]+(?=\w)")


def _load() -> list[tuple[str, int, "re.Pattern[str]"]]:
    text = resources.files("connectors.text").joinpath("cues.toml").read_text("utf-8")
    return [
        (kind, table["max_words"], re.compile("|".join(f"(?:{pattern})" for pattern in table["patterns"]), re.I))
        for kind, table in tomllib.loads(text).items()
    ]


_CUES = _load()


def plain(line: str) -> str:
    """Gives the line with plain apostrophes and quotes and without a leading bullet or arrow, for matching."""
    return _LEADING.sub("", line.translate(_APOSTROPHES)).strip()


def kind_of(line: str) -> str | None:
    """Gives the kind of boilerplate that the line's words say it is (a table of cues.toml), or None."""
    matched = plain(line)
    words = len(matched.split())
    for kind, most, pattern in _CUES:
        if words <= most and pattern.match(matched):
            return kind
    return None
