"""Whether a line says again what another paragraph of the same article says: pull quotes, repeated captions."""

import re
from itertools import pairwise

LEAST_WORDS = 6
MOST_WORDS = 45
ENOUGH_PAIRS = 0.6
"""Share of a pull quote's neighbouring words that must be neighbours in the paragraph it was pulled from."""
WHOLE_PAIRS = 0.95
"""The same where the line is a full sentence, which an article may well resume in other words."""

_BRACKETED = re.compile(r"\[[^\]]*\]")


def _pairs(text: str) -> list[tuple[str, str]]:
    words = re.findall(r"\w+", _BRACKETED.sub(" ", text).lower())
    return list(pairwise(words))


def is_repeated(line: str, others: list[str], *, whole: bool) -> bool:
    """Whether `line` repeats one of the `others`; `whole` asks for all of it and not just most."""
    pairs = _pairs(line)
    if not LEAST_WORDS - 1 <= len(pairs) <= MOST_WORDS:
        return False
    needed = (WHOLE_PAIRS if whole else ENOUGH_PAIRS) * len(pairs)
    for other in others:
        known = set(_pairs(other))
        if sum(pair in known for pair in pairs) >= needed:
            return True
    return False
