"""A sentence cut into zones: stretches that a comma, a dash or a clause's first word parts from the next.

No parser: a zone is what a reader takes in one breath. `kind` tells how it hangs on what stands before it.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tagging.reading import Reading, Sentence

ZoneKind = Literal[
    "main", "relative", "complement", "subordinate", "condition", "coordinate", "participle", "plain", "colon", "aside"
]
_MARKS = frozenset(",;:()[]—-")
"""Marks that part zones; a hyphen does so only between spaces."""
_NO_PARTICIPLES = frozenset(
    ["something", "nothing", "anything", "everything", "during", "morning", "evening", "beijing", "building", "meeting"]
)
_SKIPPED = frozenset("\"'`…")


class Zone(Struct, frozen=True, gc=False):
    """Tokens `first` to before `last`."""

    first: int
    last: int
    kind: ZoneKind


def cut(reading: Reading, sentence: Sentence) -> list[Zone]:
    """Gives the zones of a sentence in order; the marks between them belong to none."""
    words, language = reading.tokens.norms, reading.language
    zones: list[Zone] = []
    openers = language.words["opens_clause"] if language.code in ("en", "fr") else _MARKS  # elsewhere commas part
    start, mark = sentence.first, ""
    for at, word in enumerate(words[sentence.first : sentence.last], sentence.first):
        if word in _MARKS:
            if word != "-" or _is_dash(reading, at):
                _close(zones, reading, start, at, mark)
                start, mark = at + 1, word
        elif (
            word in openers
            and at > start
            and not _is_inside(sentence, at)
            and _opens_clause(word, words, at, language.words)
        ):
            _close(zones, reading, start, at, mark)
            start, mark = at, "word"
    _close(zones, reading, start, sentence.last, mark)
    return zones


def _is_inside(sentence: Sentence, at: int) -> bool:
    """Whether an actor's name goes on over a token."""
    return at in sentence.actor_at and any(named.first < at < named.last for named in sentence.actors)


def _is_dash(reading: Reading, at: int) -> bool:
    starts, ends, text = reading.tokens.starts, reading.tokens.ends, reading.text
    before, after = text[starts[at] - 1 : starts[at]], text[ends[at] : ends[at] + 1]
    return before.isspace() and after.isspace()


def _opens_clause(word: str, words: list[str], at: int, lists: Mapping[str, frozenset[str]]) -> bool:
    if word in lists["complement"]:
        return words[at - 1] not in lists["prepositions"] and words[at - 1] not in lists["not_clause"]
    if word in lists["only_after_comma"]:
        return False
    if word == "after" and words[at - 1] in lists["be"]:
        return False  # "he was after guarantees"
    if word in lists["rather_participle"]:
        return words[at - 1] == "," or words[at + 1 : at + 2] == ["that"]
    if word in lists["as"] and words[at - 1] in lists["calling"]:
        return False  # "considère comme une menace"
    return word in lists["subordinate"] or word in lists["condition"] or word in lists["relative"]


def _close(zones: list[Zone], reading: Reading, first: int, last: int, mark: str) -> None:
    if first < last:
        zones.append(Zone(first, last, _kind(reading, first, last, mark, bool(zones))))


def _kind(reading: Reading, first: int, last: int, mark: str, later: bool) -> ZoneKind:
    words, lists = reading.tokens.norms, reading.language.words
    at = first
    while at < last and (words[at] in _SKIPPED or words[at] in lists["softeners"]):
        at += 1
    word = words[at] if at < last else ""
    if word in lists["condition"] or (
        at + 1 < last and word in lists["begins_condition"] and f"{word}_{words[at + 1]}" in lists["condition"]
    ):
        return "condition"
    if word in lists["complement"]:
        return "complement"
    if later and _opens_relative(words, at, last, lists):
        return "relative"
    if word in lists["subordinate"] and words[at + 1 : at + 2] != ["well"]:
        return "subordinate"
    if not later:
        return "main"
    if mark in ("(", "[", "—"):
        return "aside"
    if mark in (":", ";"):
        return "colon"
    if word in lists["coordinate"]:
        return "coordinate"
    if is_participle(word, reading.language.code):
        return "participle"
    return "plain"


def _opens_relative(words: list[str], at: int, last: int, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a relative word opens the zone, and is no German article (`, die USA würden helfen`)."""
    if at < last and words[at] in lists["relative"]:
        verbs = lists.get("finite", frozenset())
        if verbs and _closes_with_zu(words, last):
            return False  # ", der Ukraine Garantien zu geben"
        return not any(words[place] in verbs for place in range(at + 1, min(at + 4, last - 1)))
    return (
        bool(lists.get("bound_relative"))
        and at + 1 < last
        and (words[at] in lists["prepositions"] and words[at + 1] in lists["bound_relative"])
    )


def _closes_with_zu(words: list[str], last: int) -> bool:
    """Whether German words end in an infinitive with `zu`: `zu liefern`, `mitzutragen`."""
    while last > 1 and not words[last - 1][0].isalnum():
        last -= 1
    word = words[last - 1]
    return word.endswith("n") and (words[last - 2] == "zu" or "zu" in word[2:-3])


def is_participle(word: str, code: str) -> bool:
    """Whether the word has the shape of a participle that hangs on the subject before it."""
    if code == "en":
        return len(word) > 5 and word.endswith("ing") and word not in _NO_PARTICIPLES
    if code == "fr":
        return len(word) > 5 and word.endswith("ant")
    if code == "ru":
        return len(word) > 5 and word.endswith(("ая", "яя", "вая", "вив", "ав", "ив", "ув", "ев", "вшись", "ясь"))
    if code == "uk":
        return len(word) > 5 and word.endswith(("ючи", "ячи", "учи", "ачи", "вши", "ившись"))
    return False
