"""Offices in the text: whose they are, whom they name, and which person's role they give."""

import re

from msgspec import Struct

from tagging.actors.names import Named
from tagging.actors.when import Days, overlaps
from tagging.matcher import Hit
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.tenure import Tenure

_LEFT = re.compile(r"(?:['’]s|['’])?[ \u00a0]|[-‐‑–]|['’]s? (?:current |incumbent )")
_RIGHT = re.compile(
    r"[ \u00a0]+(?:of (?:the )?|to (?:the )?|de la |de l['’]|du |d['’]|de |des |der |des |von |vom |at (?:the )?|for )",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s? ")
_LEADS = ("president", "prime-minister", "chancellor")
_BARE = re.compile(r"[ \u00a0]+")
_NO_BARE = ("en", "de")
_APPOSITION = re.compile(r",? (?:the |le |la |l['’]|der |die |das |—|– )?|,? ")
_AFTER_NAME = re.compile(r", (?:the |a |an |le |la |l['’]|der |die |who is (?:the )?|current )?|[ ]\(")


class Phrase(Struct, frozen=True, gc=False):
    """An office with its owner: `text[start:end]`, the kinds of office it may be, whose, and whether it is over.

    One that is `silent` has no word for whose it is.
    """

    passage: Passage
    start: int
    end: int
    hit: Hit
    offices: tuple[str, ...]
    owner: str | None
    owner_hit: Hit | None
    past: bool
    silent: bool = False

    @property
    def role(self) -> str:
        """Gives the words of the office alone."""
        return self.passage.text[self.hit.start : self.hit.end]


class Offices:
    """Reads offices by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._past = vocabulary.words("past-office")
        self._aides = vocabulary.words("aide")

    def phrases(self, passage: Passage) -> list[Phrase]:
        """Gives the offices that the passage names, in order."""
        found: list[Phrase] = []
        for place, _ in passage.meant("office"):
            hit = passage.hits[place]
            offices = tuple(dict.fromkeys([meaning.id for meaning in hit.meanings if meaning.kind == "office"]))
            found.append(self._phrase(passage, place, hit, offices))
        return found

    def _phrase(self, passage: Passage, place: int, hit: Hit, offices: tuple[str, ...]) -> Phrase:
        left = passage.hits[place - 1] if place else None
        right = passage.hits[place + 1] if place + 1 < len(passage.hits) else None
        owner = owner_hit = None
        start, end = hit.start, hit.end
        known = [self._vocabulary.offices[id_] for id_ in offices]
        alone = next((office.alone for office in known if office.alone), None)
        if left is not None and _LEFT.fullmatch(passage.text[left.end : hit.start]) and (owner := _owner(left)):
            owner_hit, start = left, left.start
        elif (
            left is not None
            and _POSSESSIVE.fullmatch(passage.text[left.end : hit.start])
            and (owner := self._led(left))
        ):
            owner_hit, start = left, left.start  # "Zelensky's chief of staff" serves the state that Zelensky leads
        elif alone is not None and alone.startswith("org/"):
            owner = alone  # the council of which the office is, in a country that stands behind it
        elif right is not None and (owner := _owner(right)) and self._belongs(passage, hit, right):
            owner_hit, end = right, right.end
        else:
            owner = alone
        first = owner_hit if owner_hit is not None and start < hit.start else hit
        past = self._is_past(passage, first, hit) or self._is_part(
            passage, first, hit if end == hit.end else owner_hit or hit
        )
        silent = any(office.silent for office in known)
        return Phrase(passage, start, end, hit, offices, owner, owner_hit, past, silent)

    def _led(self, hit: Hit) -> str | None:
        """Gives the state that the person leads or led whose name the hit is."""
        people = [
            meaning.id for meaning in hit.meanings if meaning.kind in ("family", "person") and not meaning.cautious
        ]
        return next((state for person in people if (state := self.led_by(person))), None)

    def led_by(self, person: str) -> str | None:
        """Gives the state that a person leads or led."""
        tenures = self._vocabulary.tenures_of.get(person, ())
        return next((tenure.of for tenure in tenures if tenure.office in _LEADS), None)

    def held(self, phrase: Phrase, person: str, days: Days) -> bool:
        """Tells whether the person held the office, of whatever state, on the article's day."""
        kinds = self._kinds(phrase)
        tenures = self._vocabulary.tenures_of.get(person, ())
        return any(tenure.office in kinds and overlaps(tenure, days) for tenure in tenures)

    def _is_part(self, passage: Passage, first: Hit, last: Hit) -> bool:
        """Tells whether the office only says whose office or aide is meant (the office of the president of Ukraine)."""
        before = [word.form for word in passage.before(first.place, 3)]
        if not self._aides.isdisjoint(before) and "and" not in before:
            return True
        possessive = passage.text[last.end : last.end + 2] in ("'s", "’s")
        return any(word.form in self._aides for word in passage.after(last.stop, 2 if possessive else 1))

    def _belongs(self, passage: Passage, hit: Hit, right: Hit) -> bool:
        gap = passage.text[hit.end : right.start]
        if _RIGHT.fullmatch(gap):
            return True
        return passage.language not in _NO_BARE and bool(_BARE.fullmatch(gap))

    def _is_past(self, passage: Passage, first: Hit, hit: Hit) -> bool:
        words = passage.before(hit.place, 2)
        if first is not hit:
            words += passage.before(first.place, 2)
        return any(word.form in self._past for word in words) or any(
            word.form == "elect" for word in passage.after(hit.stop)
        )

    def fitting(self, phrase: Phrase, person: str) -> list[Tenure]:
        """Gives the tenures of a person in the office that stands beside the name; none where it is over."""
        if phrase.past:
            return []
        kinds = self._kinds(phrase)
        return [
            tenure
            for tenure in self._vocabulary.tenures_of.get(person, ())
            if tenure.office in kinds and phrase.owner in (tenure.of, None)
        ]

    def holder(self, phrase: Phrase, days: Days, named: set[str]) -> str | None:
        """Gives the one person who held the office on the article's day; of several, the one whom the text names."""
        if phrase.past or phrase.owner is None:
            return None
        for office in self._kinds(phrase):
            held = [
                tenure.person
                for tenure in self._vocabulary.tenures.get((office, phrase.owner), ())
                if overlaps(tenure, days)
            ]
            people = list(dict.fromkeys(held))
            if len(people) > 1:
                people = [person for person in people if person in named]
            if len(people) == 1:
                return people[0]
            if held:
                return None
        return None

    def _kinds(self, phrase: Phrase) -> list[str]:
        kinds: list[str] = []
        for id_ in phrase.offices:
            office = self._vocabulary.offices[id_]
            if office.shared:
                continue
            if id_ == "leader":
                state = self._vocabulary.states.get(phrase.owner or "")
                organisation = self._vocabulary.organisations.get(phrase.owner or "")
                kinds.append((state or organisation).leader if (state or organisation) else "")  # type: ignore[union-attr]
            else:
                kinds.append(office.means or id_)
        return [kind for kind in kinds if kind]


def _owner(hit: Hit) -> str | None:
    meaning = hit.of("state", "org")
    return meaning.id if meaning else None


def stands_before(phrase: Phrase, named: Named) -> bool:
    """Tells whether the office is the title of the person whose name follows it."""
    if phrase.passage is not named.passage or named.start < phrase.end:
        return False
    return bool(_APPOSITION.fullmatch(phrase.passage.text[phrase.end : named.start]))


def stands_after(phrase: Phrase, named: Named) -> bool:
    """Tells whether the office explains the person whose name stands before it."""
    if phrase.passage is not named.passage or phrase.start < named.end:
        return False
    return bool(_AFTER_NAME.fullmatch(phrase.passage.text[named.end : phrase.start]))
