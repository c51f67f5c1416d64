"""Finds every form of the vocabulary in a text by one pass of an Aho–Corasick automaton, the longest first.

The automaton runs over normalised text (tagging.normalise), where each form stands between two spaces, so that word
boundaries cost nothing in any script. What it finds is checked against the letters as they were written.
"""

from bisect import bisect_left, insort
from itertools import pairwise
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from msgspec import Struct
from msgspec.structs import replace

from tagging.normalise import Normalised, normalise
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.meanings import Meaning

_BREAKS = frozenset('\n,;:!?()[]«»“”„"—…|/')
"""Marks that no name goes across, unless its own phrase holds them."""


class Hit(Struct, frozen=True, gc=False):
    """A form found: `text[start:end]` of the original, `place` and `stop` its letters in the normalised text.

    `inside` are the shorter forms that it holds.
    """

    start: int
    end: int
    place: int
    stop: int
    meanings: tuple[Meaning, ...]
    inside: tuple["Hit", ...] = ()

    def of(self, *kinds: str) -> Meaning | None:
        """Gives the first meaning of one of these kinds."""
        for meaning in self.meanings:
            if meaning.kind in kinds:
                return meaning
        return None

    @property
    def is_other(self) -> bool:
        """Whether it can be something else than a family name."""
        for meaning in self.meanings:
            if meaning.kind != "family":
                return True
        return False


class Matcher:
    """The automaton over all forms of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._meanings = [tuple(meanings) for meanings in vocabulary.meanings.values()]
        self._starts = [_word_starts(form) for form in vocabulary.meanings]
        self._automaton = AhoCorasick(
            list(vocabulary.meanings), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def hits(self, text: str, language: str, normalised: Normalised | None = None) -> list[Hit]:
        """Gives what the text holds, in order: of overlapping finds the longest."""
        normal = normalised or normalise(text)
        found: list[Hit] = []
        for index, begin, finish in self._automaton.find_matches_as_indexes(normal.text, overlapping=True):
            start, end = normal.span(begin + 1, finish - 1)
            written, places, known = text[start:end], self._starts[index], self._meanings[index]
            if len(places) == 1:
                letters = written[0]
                if len(known) > 1:
                    meanings = tuple([one for one in known if one.fits(written, letters, language)])
                else:
                    meanings = known if known[0].fits(written, letters, language) else ()
            else:
                letters = "".join([text[normal.span(begin + place, begin + place + 1)[0]] for place in places])
                meanings = tuple(
                    [one for one in known if one.fits(written, letters, language) and _whole(written, one.phrase)]
                )
            if meanings:
                found.append(Hit(start, end, begin + 1, finish - 1, meanings))
        return _longest(found)


def _word_starts(form: str) -> tuple[int, ...]:
    """Gives where the words of a form start."""
    return tuple(place + 1 for place, (mark, letter) in enumerate(pairwise(form)) if mark == " " and letter != " ")


def _whole(written: str, phrase: str) -> bool:
    """Tells whether the words stand together: no mark between them that the phrase does not hold itself."""
    if ". " in written and "." not in phrase:
        return False
    return _BREAKS.isdisjoint(written) or all(
        mark not in _BREAKS or mark in phrase or (mark in '“”«»„"' and "«" in phrase) for mark in written
    )


def _longest(found: list[Hit]) -> list[Hit]:
    """Gives the finds that stay, in order: of those that overlap the longest, of equally long ones the first."""
    found.sort(key=_place)
    kept: list[Hit] = []
    group: list[Hit] = []
    reached = 0
    for hit in found:
        if hit.place >= reached and group:
            kept += _settle(group) if len(group) > 1 else group
            group = []
        group.append(hit)
        if hit.stop > reached:
            reached = hit.stop
    return kept + _settle(group)


def _place(hit: Hit) -> tuple[int, int]:
    """Gives what sorts finds by their beginning, the longest of those that begin together first."""
    return hit.place, -hit.stop


_beginning = attrgetter("place")


def _shortness(hit: Hit) -> int:
    """Gives what sorts finds by their length, the longest first."""
    return hit.place - hit.stop


def _settle(group: list[Hit]) -> list[Hit]:
    """Gives the finds of a group that stay; each takes those inside it with it."""
    kept: list[Hit] = []
    for hit in sorted(group, key=_shortness):
        place = bisect_left(kept, hit.stop, key=_beginning)
        if place and kept[place - 1].stop > hit.place:
            around = kept[place - 1]
            if around.place <= hit.place and hit.stop <= around.stop:
                kept[place - 1] = replace(around, inside=(*around.inside, hit))
        else:
            insort(kept, hit, key=_beginning)
    return kept


_made: dict[str, Matcher] = {}


def matcher(vocabulary: Vocabulary) -> Matcher:
    """Gives the matcher of a vocabulary, made once for a process."""
    made = _made.get(vocabulary.version)
    if made is None:
        made = _made[vocabulary.version] = Matcher(vocabulary)
    return made
