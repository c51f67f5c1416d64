"""Persons whom the vocabulary does not know: told by the shape of the sentence, precision first.

A name is two to four words with capitals. It is a person where its first word is a given name and an office, a speech
verb or an apposition stands beside it; without a given name, where an office stands before it and speech beside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from schemas.tags import Mention
from tagging.actors.beside import heads_a_line, works_somewhere
from tagging.actors.identity import person_id
from tagging.actors.offices import Phrase
from tagging.normalise import key
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.declension import languages_of

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚА-ЯЁІЇЄҐ"
_REST = rf"[\w]*(?:[’'ʼ-][{_UPPER}]?[\w]+)*"
_WORD = rf"[{_UPPER}]{_REST}"
_PARTICLES = ("de", "da", "di", "del", "della", "dos", "du", "la", "le", "von", "van", "der", "den", "ten", "ter", "zu",
              "bin", "ben", "al", "el", "ul")  # fmt: skip
_NAME = re.compile(
    rf"[{_UPPER}](?<![\w’'-].){_REST}(?: (?:(?:{'|'.join(_PARTICLES)}) ){{0,3}}(?:[{_UPPER}]\.(?= )|{_WORD})){{1,4}}"
)
_FEWEST = 2
"""Words of a name."""
_BEFORE, _AFTER, _CLOSE = 40, 50, 5
_NEAR, _INSTITUTION = 3, 9
"""Words after a name among which its verb of saying is looked for; more where an institution stands between."""
_CLAUSE = re.compile(r"[.;:!?\n]")
_POSSESSIVE = ("'s", "’s")


class _Name(Struct, frozen=True, gc=False):
    passage: Passage
    start: int
    end: int
    words: tuple[str, ...]


class Unknown:
    """Finds them by the lists of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._given = vocabulary.given_names | vocabulary.words("given-name")
        self._speech = vocabulary.words("speech")
        self._cited = tuple(f" {phrase}" for phrase in vocabulary.words("according"))
        self._honorific = vocabulary.words("honorific")
        self._never = vocabulary.words("no-name") | vocabulary.words("not-a-family-name")
        self._offices = vocabulary.offices

    def mentions(
        self, passages: list[Passage], phrases: list[Phrase], known: list[tuple[Passage, int, int]]
    ) -> list[Mention]:
        """Gives the mentions of unknown persons; `known` are the spans that name somebody the vocabulary knows."""
        found: list[Mention] = []
        for passage in passages:
            taken = [(start, end) for part, start, end in known if part is passage]
            offices = _Offices([phrase for phrase in phrases if phrase.passage is passage])
            for name in self._names(passage, taken):
                rule, phrase = self._person(name, offices)
                id_ = person_id(name.words) if rule else None
                if id_ is None:
                    continue
                role = phrase.role if phrase else None
                owner = phrase.owner if phrase and phrase.owner and phrase.owner.startswith("state/") else None
                found.append(passage.mention("actor", id_, name.start, name.end, rule, role, owner))
        return found

    def _names(self, passage: Passage, taken: list[tuple[int, int]]) -> Iterator[_Name]:
        """Gives the runs of words with capitals that nothing of the vocabulary takes part in."""
        spans = sorted(passage.others + taken)
        starts = [start for start, _ in spans]
        for match in _NAME.finditer(passage.text):
            start, end = match.span()
            near = spans[max(0, bisect_right(starts, start) - 2) : bisect_left(starts, end)]
            # Offices and states stand before a name (Estonian MP Jaan Kask), other names after it.
            for first, last in _gaps(start, end, near):
                name = self._trimmed(passage, first, last)
                if name:
                    yield name

    def _trimmed(self, passage: Passage, first: int, last: int) -> _Name | None:
        words = passage.text[first:last].split(" ")
        if len(words) < _FEWEST:
            return None
        while words and (not words[0] or words[0] in _POSSESSIVE or self._is_title(words[0])):
            first += len(words.pop(0)) + 1
        while words and (not words[-1] or words[-1] in _PARTICLES):
            last -= len(words.pop()) + 1
        if len(words) < _FEWEST or self._is_phrase(words):
            return None
        if len([word for word in words if word not in _PARTICLES and len(word) > 2]) < _FEWEST:
            return None
        return _Name(passage, first, last, tuple(words))

    def _is_title(self, word: str) -> bool:
        form = key(word).strip()
        return form in self._never or form in self._honorific

    def _is_phrase(self, words: list[str]) -> bool:
        """Tells whether the words are no name: all capitals, or a word that ends names of institutions."""
        return all(word.isupper() for word in words) or any(key(word).strip() in self._never for word in words)

    def _person(self, name: _Name, offices: "_Offices") -> tuple[str, Phrase | None]:
        """Gives the rule by which the name is a person's, and the office beside it."""
        given = key(name.words[0]).strip() in self._given
        before, after = offices.before(name), offices.after(name)
        speaks = self._speaks(name)
        if not given and not before and not after and not (speaks and _works(name)):
            return "", None
        if languages_of(" ".join(name.words)) and not speaks:
            return "", None  # the name may stand in another case, and its id would be wrong
        if given and before:
            return "office before an unknown name", before
        if given and speaks:
            return "unknown name that speaks", before or after
        if given and after:
            return "office after an unknown name", after
        if speaks and not languages_of(" ".join(name.words)) and _works(name):
            return "unknown name that speaks for an institution", before or after
        if before and (speaks or not self._shared(before)) and name.passage.field == "text":
            return "office before an unknown name", before
        if after and speaks and name.passage.field == "text":
            return "office after an unknown name that speaks", after
        return "", None

    def _shared(self, phrase: Phrase) -> bool:
        return all(self._offices[office].shared and office == "official" for office in phrase.offices)

    def _speaks(self, name: _Name) -> bool:
        text = name.passage.text
        clause = key(_CLAUSE.split(text[max(0, name.start - _BEFORE) : name.start])[-1]).rstrip().removesuffix(" the")
        if clause.endswith(self._cited) or clause.rpartition(" ")[2] in self._speech:
            return True
        if heads_a_line(text, name.start, name.end):
            return True
        following = _CLAUSE.split(text[name.end : name.end + _AFTER * 2], maxsplit=1)[0]
        if following.startswith((",", " (")):
            _, closing, rest = following[1:].partition("," if following[0] == "," else ")")
            following = rest if closing else following
        reach = _INSTITUTION if _works(name) else _NEAR
        return any(word in self._speech for word in key(following).split()[:reach])


class _Offices:
    """The offices of one passage, found by where they stand."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._by_start = sorted(phrases, key=lambda phrase: phrase.start)
        self._by_end = sorted(phrases, key=lambda phrase: phrase.end)

    def before(self, name: _Name) -> Phrase | None:
        """Gives the office that stands right before the name."""
        place = bisect_right(self._by_end, name.start, key=lambda phrase: phrase.end) - 1
        if place < 0:
            return None
        phrase = self._by_end[place]
        between = name.passage.text[phrase.end : name.start] if name.start - phrase.end <= _CLOSE else "far"
        return phrase if between.strip(" ,") in ("", "Sir") else None

    def after(self, name: _Name) -> Phrase | None:
        """Gives the office in the apposition that follows the name."""
        text = name.passage.text
        if text[name.end : name.end + 2] not in (", ", " ("):
            return None
        place = bisect_right(self._by_start, name.end, key=lambda phrase: phrase.start)
        if place == len(self._by_start) or self._by_start[place].start > name.end + _AFTER:
            return None
        between = text[name.end : self._by_start[place].start]
        return self._by_start[place] if "," not in between[1:] and not _CLAUSE.search(between) else None


def _works(name: _Name) -> bool:
    return name.passage.field == "text" and works_somewhere(name.passage.text, name.end)


def _gaps(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Gives what of `start`, `end` the sorted spans leave free."""
    for first, last in taken:
        if start < first < end:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
