"""One field of an article with what the matcher found in it, and the small questions that the rules ask of it."""

import dataclasses
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from schemas.tags import Field, Kind, Mention, Span
from tagging.matcher import Hit, Matcher
from tagging.normalise import Normalised, normalise
from tagging.vocabulary.meanings import Kind as MeaningKind
from tagging.vocabulary.meanings import Meaning

_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[.!?…]*[\"”»“’')\]]*\s+)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“«])(?:[A-ZА-ЯІЇЄ]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|St|No|Maj|Brig|Adm|Capt|Sgt|U\.S|U\.K|U\.N|D\.C|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc|Jr|Sr|bzw|ca|г|ст|ім|им|т\.д|т\.п|M|Mme)\.$"
)


_LONGEST = 600
"""Letters to each side of a place that are looked at as its sentence, so that a text without stops costs no more."""
_OPENING = 12
"""Letters of marks that may stand before the first word of a sentence."""


class Word(Struct, frozen=True, gc=False):
    """A word of the passage: its normalised form, its letters as written and their span."""

    form: str
    written: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Tells whether it begins with a capital letter."""
        return self.written[:1].isupper()


@dataclass(frozen=True)
class Passage:
    """`field` says which text of the article this is; `hits` are what the vocabulary knows in it, in order."""

    field: Field
    text: str
    language: str
    normal: Normalised
    hits: list[Hit] = dataclasses.field(default_factory=list)

    @cached_property
    def _ends(self) -> list[int]:
        return [
            found.end()
            for found in _SENTENCE_END.finditer(self.text)
            if found[0][0] == "\n" or not _ABBREVIATION.search(self.text, max(0, found.start() - 8), found.start() + 1)
        ]

    @cached_property
    def _by_kind(self) -> dict[str, list[tuple[int, Meaning]]]:
        found: defaultdict[str, list[tuple[int, Meaning]]] = defaultdict(list)
        for place, hit in enumerate(self.hits):
            kind = ""
            for meaning in hit.meanings:
                if meaning.kind == kind:
                    continue
                kind, told = meaning.kind, found[meaning.kind]
                if not told or told[-1][0] != place:
                    told.append((place, meaning))
        return found

    @cached_property
    def surely(self) -> set[str]:
        """The ids of what it names by a form that needs no other to be believed."""
        return {meaning.id for hit in self.hits for meaning in hit.meanings if not meaning.cautious}

    @cached_property
    def others(self) -> list[tuple[int, int]]:
        """The spans of what the vocabulary knows and that can be no family name, in order."""
        return [(hit.start, hit.end) for hit in self.hits if hit.is_other]

    def meant(self, kind: MeaningKind) -> Sequence[tuple[int, Meaning]]:
        """Gives the places in `hits` of those that can mean a thing of one kind, each with the first such meaning."""
        return self._by_kind.get(kind, ())

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Gives the span of the sentence, roughly, that holds `start`, `end`; of a very long one what is near."""
        ends = self._ends
        place = bisect_right(ends, start)
        first = ends[place - 1] if place else 0
        last = ends[place] if place < len(ends) else len(self.text)
        return max(first, start - _LONGEST), max(min(last, end + _LONGEST), end)

    def opens_sentence(self, start: int) -> bool:
        """Tells whether nothing but marks stands between `start` and the beginning of its sentence."""
        first, _ = self.sentence(start, start)
        return start - first < _OPENING and not any(letter.isalnum() for letter in self.text[first:start])

    def known(self, word: Word) -> bool:
        """Tells whether the word is part of something that the vocabulary knows and that is no family name."""
        place = bisect_right(self.hits, word.start, key=lambda hit: hit.start) - 1
        return place >= 0 and word.end <= self.hits[place].end and self.hits[place].is_other

    def before(self, place: int, count: int = 1) -> list[Word]:
        """Gives up to `count` words that stand right before normalised `place`, each joined to the next."""
        words: list[Word] = []
        normal = self.normal.text
        follower = self.normal.span(place, place + 1)[0]
        while len(words) < count:
            stop = place
            while stop > 0 and normal[stop - 1] == " ":
                stop -= 1
            if stop <= 0:
                break
            place = normal.rfind(" ", 0, stop) + 1
            start, end = self.normal.span(place, stop)
            if not joined(self.text[end:follower]):
                break
            words.append(Word(normal[place:stop], self.text[start:end], start, end))
            follower = start
        words.reverse()
        return words

    def after(self, stop: int, count: int = 1) -> list[Word]:
        """Gives up to `count` words that stand right after normalised `stop`, each joined to the one before."""
        words: list[Word] = []
        normal = self.normal.text
        size = len(normal)
        previous = self.normal.span(stop - 1, stop)[1]
        while len(words) < count:
            while stop < size and normal[stop] == " ":
                stop += 1
            if stop >= size:
                break
            begin, stop = stop, normal.find(" ", stop)
            start, end = self.normal.span(begin, stop)
            if not joined(self.text[previous:start]):
                break
            words.append(Word(normal[begin:stop], self.text[start:end], start, end))
            previous = end
        return words

    def mention(
        self, kind: Kind, id_: str, start: int, end: int, rule: str, role: str | None = None, state: str | None = None
    ) -> Mention:
        """Gives a mention of the words from `start` to `end`."""
        span = Span(text=self.text[start:end], start=start, end=end, field=self.field)
        return Mention(kind=kind, id=id_, span=span, rule=rule, role=role, state=state)


_JOINED = re.compile(r"[ \u00a0\u202f\u2009\u00ad\u200b]{1,3}|\. ?|[-‐‑–’'ʼ]|[’']s? ")


def joined(gap: str) -> bool:
    """Tells whether what stands between two words leaves them one phrase: spaces, a hyphen, an initial's full stop."""
    return gap == " " or _JOINED.fullmatch(gap) is not None


def passage(name: Field, text: str, language: str, found: Matcher) -> Passage:
    """Gives the field `name` of an article, matched."""
    normal = normalise(text)
    return Passage(name, text, language, normal, found.hits(text, language, normal))
