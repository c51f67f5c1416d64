"""States, organisations and blocs: which of the vocabulary's finds name an actor where they stand."""

import re

from schemas.tags import Mention
from tagging.actors.speaking import Speaking
from tagging.matcher import Hit
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.meanings import Meaning

_OF_CITY = re.compile(r"[ \u00a0](?:de la |de l['’]|du |d['’]|de |von |of )")
_PORTFOLIO = re.compile(r"[ \u00a0](?:for|à|pour|für) (?:the )?", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"spokes|sprecher|porte-parole", re.IGNORECASE)
_SPACE = (" ", "-", "\u00a0")


class Places:
    """Decides by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._event = vocabulary.words("event")
        self._given = vocabulary.given_names
        self._institution = vocabulary.words("not-a-family-name")
        self._prepositions = vocabulary.words("place-preposition")
        self._speaking = Speaking(vocabulary)

    def mentions(self, passage: Passage) -> list[Mention]:
        """Gives the mentions of states, organisations and blocs, in order."""
        found: list[Mention] = []
        for place, hit in enumerate(passage.hits):
            previous = passage.hits[place - 1] if place else None
            for part, meaning in self._named(hit):
                if self._counts(passage, part, meaning) and not _portfolio(passage, part, previous):
                    rule = f"{meaning.sense} {meaning.phrase}"
                    found.append(passage.mention("actor", meaning.id, part.start, part.end, rule))
        return found

    def _named(self, hit: Hit) -> list[tuple[Hit, Meaning]]:
        """Gives the actor that a find names, and those named in it: the state of a parliament, a plan, a joint name."""
        meaning = hit.of("state", "org", "bloc")
        if (meaning is None and not hit.inside) or hit.of("hidden"):
            return []
        found = [] if meaning is None else [(hit, meaning)]
        if not hit.inside:
            return found
        joint = meaning is not None and meaning.sense == "demonyms" and "-" in meaning.phrase  # Russo-Ukrainian
        instrument = hit.of("instrument") is not None
        owner = self._vocabulary.organisations[meaning.id].state if meaning and meaning.kind == "org" else None
        for part in hit.inside:
            nested = part.of("state", "org")
            if nested is None or nested.sense == "seats":
                continue
            if instrument or nested.id == owner or (joint and nested.kind == "state"):
                found.append((part, nested))
        return found

    def _counts(self, passage: Passage, hit: Hit, meaning: Meaning) -> bool:
        if meaning.kind == "org":
            organisation = self._vocabulary.organisations[meaning.id]
            if meaning.cautious and meaning.id not in passage.surely:
                return False
            if meaning.phrase in organisation.acting and not self._acts(passage, hit):
                return False
            if organisation.speaker and not self._speaking.speaks(passage, hit):
                return False
        if meaning.sense == "seats" and self._names_event(passage, hit):
            return False
        return not (meaning.kind == "state" and meaning.cautious and self._is_a_person(passage, hit))

    def _acts(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether a city stands for an organisation: it is not where or whither somebody is."""
        before = passage.before(hit.place)
        return not (before and before[0].form in self._prepositions)

    def _names_event(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether the city is part of the name of an event or document (Vilnius summit, accords de Minsk)."""
        after = passage.after(hit.stop)
        if after and after[0].form in self._event and passage.text[hit.end : after[0].start] in _SPACE:
            return True
        before = passage.before(hit.place, 3)[:2]
        return any(
            word.form in self._event and _OF_CITY.fullmatch(passage.text[word.end : hit.start]) for word in before
        )

    def _is_a_person(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether a given name stands before the phrase, or a family name after it (Chad Smith)."""
        before, after = passage.before(hit.place), passage.after(hit.stop)
        if before and before[0].form in self._given and passage.text[before[0].end : hit.start] == " ":
            return before[0].capital
        if not after or not after[0].capital or passage.text[hit.end : after[0].start] != " ":
            return False
        headline = passage.field == "title" or after[0].written.isupper()
        return not headline and after[0].form not in self._institution and not passage.known(after[0])


def _portfolio(passage: Passage, hit: Hit, previous: Hit | None) -> bool:
    """Tells whether the place is what an office is for (Assistant Secretary of State for Europe)."""
    return (
        previous is not None
        and previous.of("office") is not None
        and not _SPEAKS_FOR.search(passage.text[previous.start : previous.end])
        and bool(_PORTFOLIO.fullmatch(passage.text[previous.end : hit.start]))
    )
