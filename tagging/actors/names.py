"""Persons by name: a given name beside a family name, a family name alone once the person is known, prominent ones."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from tagging.matcher import Hit
from tagging.passage import Passage, Word
from tagging.vocabulary import Vocabulary

_PATRONYMICS = (
    "ович",
    "евич",
    "йович",
    "івна",
    "овна",
    "евна",
    "ївна",
    "ича",
    "овича",
    "евича",
    "ovich",
    "evich",
    "ovych",
)


class Named(Struct, frozen=True, gc=False):
    """A person named in a passage, from `start` to `end`; `full` where the given name or a whole name stands there."""

    passage: Passage
    person: str
    start: int
    end: int
    hit: Hit
    full: bool
    rule: str


class _Alone(Struct, frozen=True, gc=False):
    """A family name without a given name of any person that has it.

    `trapped` where another given name or a thing's name makes it somebody else's, `titled` where an office or rank
    stands before it.
    """

    passage: Passage
    hit: Hit
    trapped: bool
    titled: bool


def named_persons(passages: list[Passage], vocabulary: Vocabulary, words: "Surroundings") -> list[Named]:
    """Gives the persons that the passages name, in order; who is named in full somewhere is known by family name."""
    found: list[tuple[int, Named]] = []
    alone: list[tuple[int, _Alone]] = []
    known: dict[str, list[tuple[int, int]]] = {}
    for order, passage in enumerate(passages):
        for hit in _and_inside(passage.hits):
            full = _full(passage, hit, vocabulary)
            if full:
                found.append((order, full))
                known.setdefault(full.person, []).append((order, full.start))
            elif hit.of("family"):
                alone.append((order, words.alone(passage, hit)))
    for order, family in alone:
        person, rule = _who(order, family, known)
        if person:
            found.append(
                (order, Named(family.passage, person, family.hit.start, family.hit.end, family.hit, False, rule))
            )
    return [named for _, named in sorted(found, key=lambda pair: (pair[0], pair[1].start))]


def _and_inside(hits: list[Hit]) -> Iterator[Hit]:
    """Gives the finds, and the names inside those of offices (Putin's spokesman)."""
    for hit in hits:
        yield hit
        if hit.inside and hit.of("office"):
            yield from hit.inside


def _full(passage: Passage, hit: Hit, vocabulary: Vocabulary) -> Named | None:
    families = []
    for meaning in hit.meanings:
        if meaning.kind == "person":
            return Named(passage, meaning.id, hit.start, hit.end, hit, True, f"name {meaning.phrase}")
        if meaning.kind == "family":
            families.append(meaning)
    if not families:
        return None
    words = passage.before(hit.place, 4)
    for meaning in families:
        given = vocabulary.given[meaning.id]
        start = _given_start(words, given)
        if start is not None:
            return Named(passage, meaning.id, start, hit.end, hit, True, f"name {passage.text[start : hit.end]}")
    return None


def _given_start(words: list[Word], given: frozenset[str]) -> int | None:
    """Gives where a given name starts that ends the words, a middle name, initial or patronymic allowed after it."""
    for count in range(min(len(words), 3), 1, -1):
        if " ".join([word.form for word in words[-count:]]) in given:
            return words[-count].start
    if words and words[-1].form in given:
        return words[-1].start
    if not words or not words[-1].capital:
        return None
    last = words[-1]
    middle = len(last.form) == 1 or last.form.endswith(_PATRONYMICS)
    for count in (3, 2):
        if len(words) > count - 1 and " ".join(word.form for word in words[-count:-1]) in given and middle:
            return words[-count].start
    initial = len(last.form) == 1 and any(name.startswith(last.form) for name in given)
    return last.start if initial else None


def _who(order: int, family: _Alone, known: dict[str, list[tuple[int, int]]]) -> tuple[str | None, str]:
    """Gives the person whom a family name alone means, and the rule that says so."""
    if family.trapped:
        return None, ""
    candidates = list(dict.fromkeys(meaning.id for meaning in family.hit.meanings if meaning.kind == "family"))
    named = [person for person in candidates if person in known]
    if named:
        here = (order, family.hit.start)
        return max(named, key=lambda person: _last_before(known[person], here)), "family name after the full name"
    prominent = {meaning.id for meaning in family.hit.meanings if meaning.kind == "family" and not meaning.cautious}
    if len(prominent) == 1:
        return prominent.pop(), "family name of a prominent person"
    if family.titled and len(candidates) == 1:
        return candidates[0], "family name after a title"
    return None, ""


def _last_before(places: list[tuple[int, int]], here: tuple[int, int]) -> tuple[int, int]:
    """Gives the last of the places before `here`; a place that is before all others where there is none."""
    index = bisect_right(places, here)
    return places[index - 1] if index else (-1, -places[0][1])


class Surroundings:
    """The lists of the vocabulary that decide whether a family name stands for itself."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._given = vocabulary.given_names | vocabulary.words("given-name")
        self._honorific = vocabulary.words("honorific")
        self._ranks = vocabulary.words("rank")
        self._after = vocabulary.words("after-surname")
        self._never = vocabulary.words("no-name")
        self._where = vocabulary.words("where")

    def alone(self, passage: Passage, hit: Hit) -> _Alone:
        """Gives the family name, and whether another given name or a thing's name makes it somebody else's."""
        before, after = passage.before(hit.place), passage.after(hit.stop)
        previous = before[0] if before and passage.text[before[0].end : hit.start].strip(" -.\u00a0") == "" else None
        if previous is None:
            trapped = ranked = False
        else:
            office = any(near.of("office") for near in _near(passage.hits, previous))
            trapped = not (office or previous.form in self._honorific) and self._is_name(passage, previous, hit)
            ranked = office or previous.form in self._ranks
        if after and passage.text[hit.end : after[0].start] in (" ", "-", "\u00a0"):
            trapped = trapped or after[0].form in self._after
            ranked = ranked and not after[0].capital
        return _Alone(passage, hit, trapped, ranked)

    def _is_name(self, passage: Passage, word: Word, hit: Hit) -> bool:
        if not word.capital or passage.text[word.end : hit.start] == "-" or word.form in self._never:
            return False
        if _near(passage.hits, word):
            return False
        if word.form in self._given:
            return True
        if _is_cyrillic(passage.text[hit.start]) and self._is_elsewhere(passage, word, hit):
            return False
        headline = passage.field == "title" or word.written.isupper()
        return not headline and not passage.opens_sentence(word.start) and "." not in passage.text[word.end : hit.start]

    def _is_elsewhere(self, passage: Passage, word: Word, hit: Hit) -> bool:
        """Whether a word before a Cyrillic name is a place's or a medium's: `на Алясці Путін`, `Fox News Рютте`."""
        before = passage.before(hit.place, 2)
        return not _is_cyrillic(word.written[0]) or (len(before) > 1 and before[0].form in self._where)


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def _near(hits: list[Hit], word: Word) -> list[Hit]:
    """Gives the find that the word is part of, if any."""
    place = bisect_right(hits, word.start, key=lambda hit: hit.start)
    return [hit for hit in hits[max(0, place - 1) : place] if word.end <= hit.end]
