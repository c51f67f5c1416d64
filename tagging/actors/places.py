"""States, organisations and blocs: which of the vocabulary's finds name an actor where they stand."""

import re

from schemas.tags import Mention
from tagging.matcher import Hit
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.meanings import Meaning

_OF_CITY = re.compile(r"[ \u00a0](?:de la |de l['’]|du |d['’]|de |von |of )$")


class Places:
    """Decides by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._event = vocabulary.words("event")
        self._given = vocabulary.given_names
        self._languages = vocabulary.words("language-after-in")

    def mentions(self, passage: Passage) -> list[Mention]:
        """Gives the mentions of states, organisations that need not speak, and blocs, in order."""
        found: list[Mention] = []
        for hit in passage.hits:
            meaning = hit.of("state", "org", "bloc")
            if meaning is None or hit.of("hidden") or not self._counts(passage, hit, meaning):
                continue
            found.append(passage.mention("actor", meaning.id, hit.start, hit.end, f"{meaning.sense} {meaning.phrase}"))
        return found

    def _counts(self, passage: Passage, hit: Hit, meaning: Meaning) -> bool:
        if meaning.kind == "org" and (self._vocabulary.organisations[meaning.id].speaker or meaning.cautious):
            return False
        if meaning.sense == "seats" and self._names_event(passage, hit):
            return False
        return not (meaning.cautious and self._is_a_person(passage, hit))

    def _names_event(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether the city is part of the name of an event or document (Vilnius summit, accords de Minsk)."""
        after = passage.after(hit.stop)
        if after and after[0].form in self._event and passage.text[hit.end : after[0].start] in (" ", "-", "\u00a0"):
            return True
        before = passage.before(hit.place, 3)
        return any(
            word.form in self._event and _OF_CITY.search(passage.text[word.end : hit.start])
            for word in before[:2]
            if _OF_CITY.fullmatch(passage.text[word.end : hit.start])
        )

    def _is_a_person(self, passage: Passage, hit: Hit) -> bool:
        before = passage.before(hit.place)
        if before and before[0].form in self._given and passage.text[before[0].end : hit.start] == " ":
            return before[0].capital
        return False
