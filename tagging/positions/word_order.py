"""What an English word must be by where it stands: a noun behind an article, an adjective behind `is`."""

from tagging.marks import Kind, Mark
from tagging.phrases import Hit
from tagging.reading import Reading, Sentence

_NAMES: tuple[Kind, ...] = ("strong", "anchor", "bare")
_TURNED = 6
"""Tokens from an adjective to its `is`, and from there to what it is said of."""
_CALLED = 14
"""Tokens over which `called` reaches what it calls something."""


def said_of(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether an English adjective is said of something (`is`, `as`, `called`), not just put before a noun."""
    words, lists = reading.tokens.norms, reading.language.words
    if reading.language.code != "en":
        return True
    if hit.last - hit.first > 1 and words[hit.first] in lists["modals"]:
        return True  # "Ukraine could forget about NATO"
    before = words[max(0, hit.first - 6) : hit.first]
    called = words[max(0, hit.first - _CALLED) : hit.first]
    return any(word in lists["be"] or word in lists["seems"] for word in before) or any(
        word in lists["calling"] for word in called
    )


def noun_place(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether the English word stands where only a noun (or an adjective) can: after an article or a possessive."""
    words, lists = reading.tokens.norms, reading.language.words
    if hit.last - hit.first > 1 or hit.first == 0:
        return False
    at = hit.first - 1
    while at > 0 and words[at] == '"':
        at -= 1
    before = words[at]
    after = words[hit.last] if hit.last < len(words) else ""
    if before in lists["determiners"] or before in ("'s", "'"):
        return not (
            before in ("that", "this", "these", "those", "all", "both", "any")
            and after not in ("for", "to", "of", ",", ".")
        )
    return (
        before in lists["prepositions"] and before not in ("to", "as", "than") and not words[hit.first].endswith("ing")
    )


def bare_behind_be(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether an English word without an ending stands behind `be`, and so is no verb: `would be welcome`."""
    word, before = reading.tokens.norms[hit.first], reading.tokens.norms[max(hit.first - 1, 0)]
    return before in reading.language.words["be"] and not word.endswith(("ed", "ing", "en"))


def turned(reading: Reading, sentence: Sentence, hit: Hit[Mark], marks: list[Mark]) -> Mark | None:
    """Gives the adjective that English puts before what it is said of: `the main threat is Ukraine in NATO`."""
    words, be = reading.tokens.norms, reading.language.words["be"]
    mark = next((one for one in marks if one.form == "adjective"), None)
    if mark is None:
        return None
    is_ = [at for at in range(hit.last, min(hit.last + _TURNED, sentence.last)) if words[at] in be]
    if not is_:
        return None
    near = range(is_[-1] + 1, is_[-1] + _TURNED)
    return mark if any(one.first in near for kind in _NAMES for one in sentence.of(kind)) else None
