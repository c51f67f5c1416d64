"""Who says a quotation by the words that close it or lead to it: `“…,” Biden vowed`, `…, said a diplomat`."""

from bisect import bisect_right

from tagging.positions.scene import Scene
from tagging.reading import Named, Quoted, Reading

_REACH = 14
"""Tokens behind a quotation that can tell who says it."""
_TITLE = 7
"""Tokens between `a` and the word for somebody without a name (`a senior European official`)."""
_QUOTING = ("quot", "cit")
_MARKS = frozenset("\"'—-")
_GOES_ON = frozenset(",?!—-…")
_CLOSES = frozenset(',.;:!?"')


def told(reading: Reading, scenes: list[Scene], quote: Quoted) -> tuple[Named, ...] | None:
    """Gives the speakers that stand right behind the quotation, or before it with a colon; () if they have no name.

    None where nothing there tells. English only: other languages part theirs from a speaker by marks of their own.
    """
    if reading.language.code != "en":
        return None
    behind = _behind(reading, scenes, quote)
    return behind if behind is not None else _before(reading, scenes, quote)


def _behind(reading: Reading, scenes: list[Scene], quote: Quoted) -> tuple[Named, ...] | None:
    words, lists = reading.tokens.norms, reading.language.words
    at, goes_on = quote.last, words[quote.last - 1] in _GOES_ON
    while at < len(words) and (words[at] in _MARKS or words[at] == ","):
        goes_on = goes_on or words[at] == ","
        at += 1
    place = bisect_right(scenes, at, key=lambda scene: scene.sentence.first) - 1
    if not goes_on or at >= len(words) or place < 0:
        return None
    scene = scenes[place]
    reach = min(at + _REACH, len(words))
    end = next((token for token in range(at, reach) if words[token] in _CLOSES), reach)
    named = [one for one in scene.sentence.actors if at <= one.first < end]
    first = named[0] if named else None
    if first and first.first == at and first.id.startswith("person/") and _says(reading, first.last, end):
        return (first,)
    said = [one.cue.first for one in scene.predicates if one.stance == "say" and at <= one.cue.first < end]
    if not said or any(word.startswith(_QUOTING) for word in words[at:end]):
        return None  # "the agency quoted Peskov as saying" is for the rules of quoting
    start = said[0] + 1 if said[0] == at else at
    opening = words[start : start + 2]
    if opening[:1] == ["the"] and lists["outlets"].intersection(opening[1:]):
        return ()
    if not lists["unnamed_before"].intersection(opening[:1]):
        return None
    noun = next((token for token in range(start, min(start + _TITLE, end)) if words[token] in lists["unnamed"]), -1)
    if noun < 0:
        return None
    of = bool(lists["prepositions"].intersection(words[noun + 1 : noun + 2]))  # "an official of the German government"
    whose = [one for one in named if start <= one.first < (end if of else noun) and not one.id.startswith("person/")]
    return tuple(whose[:1])


def _says(reading: Reading, at: int, end: int) -> bool:
    """Whether a verb can stand behind the name: a word that is no preposition, no `and`, no mark."""
    words, lists = reading.tokens.norms, reading.language.words
    word = words[at] if at < end else ""
    written = reading.text[reading.tokens.starts[at] : reading.tokens.ends[at]] if word else ""
    small = lists["prepositions"] | lists["coordinate"] | lists["relative"]
    return word.isalpha() and written.islower() and word not in small


def _before(reading: Reading, scenes: list[Scene], quote: Quoted) -> tuple[Named, ...] | None:
    """Gives the last person of a sentence that ends with a colon right before the quotation."""
    words = reading.tokens.norms
    at = quote.first - 1
    while at >= 0 and words[at] in _MARKS:
        at -= 1
    if at < 0 or words[at] != ":":
        return None
    place = bisect_right(scenes, at, key=lambda scene: scene.sentence.first) - 1
    scene = scenes[place] if place >= 0 else None
    if scene is None or scene.sentence.last > quote.first or scene.sentence.last - at > len(_MARKS):
        return None  # in one sentence the rules for its clauses know better
    people = [one for one in scene.sentence.actors if one.first < at and one.id.startswith("person/")]
    return (people[0],) if len({one.id for one in people}) == 1 else None
