"""Persons: by name, by office, with the role that the text gives them."""

from bisect import bisect_left

from schemas.article import CleanedArticle
from schemas.tags import Mention
from tagging.actors.again import named_again
from tagging.actors.byline import is_byline
from tagging.actors.names import Named, Surroundings, named_persons
from tagging.actors.offices import Offices, Phrase, stands_after, stands_before
from tagging.actors.unknown import Unknown
from tagging.actors.when import window
from tagging.actors.whose import owned
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary


class Persons:
    """Finds persons by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._surroundings = Surroundings(vocabulary)
        self._offices = Offices(vocabulary)
        self._unknown = Unknown(vocabulary)

    def mentions(self, article: CleanedArticle, passages: list[Passage], *, security: bool) -> list[Mention]:
        """Gives the mentions of persons in the passages of the article; unknown ones where it is of `security`."""
        named = [
            one
            for one in named_persons(passages, self._vocabulary, self._surroundings)
            if not is_byline(one.passage, one.start)
        ]
        phrases = [phrase for part in passages for phrase in self._offices.phrases(part)]
        roles: dict[int, Phrase] = {}
        alone: list[Phrase] = []
        neighbours = Neighbours(named, passages)
        for phrase in phrases:
            title_of = neighbours.title_of(phrase)
            if title_of is None:
                alone.append(phrase)
            else:
                roles.setdefault(title_of, phrase)
        days = window(article, (self._offices.fitting(phrase, named[place].person) for place, phrase in roles.items()))
        people = {person.person for person in named}
        found = [mention for phrase in phrases for mention in _implied_owner(phrase)]
        for phrase in alone:
            whose = owned(
                phrase, named, self._offices.led_by, lambda office, person: self._offices.held(office, person, days)
            )
            if isinstance(whose, str):
                found += self._by_office(phrase, whose)
            else:
                meant = whose or phrase
                found += self._by_office(meant, self._offices.holder(meant, days, people))
        found += [self._by_name(person, roles.get(place)) for place, person in enumerate(named)]
        if security or named:
            spans = [(one.passage, one.start, one.end) for one in named]
            unknown = self._unknown.mentions(passages, phrases, spans)
            found += [*unknown, *named_again(passages, unknown, spans)]
        return found

    def _by_office(self, phrase: Phrase, person: str | None) -> list[Mention]:
        if person is None:
            return []
        rule = f"office {phrase.role} of {phrase.owner}"
        return [
            phrase.passage.mention(
                "actor", person, phrase.start, phrase.end, rule, phrase.role, self._state(phrase.owner)
            )
        ]

    def _by_name(self, person: Named, phrase: Phrase | None) -> Mention:
        role = phrase.role if phrase else None
        state = self._state(phrase.owner) if phrase else None
        return person.passage.mention("actor", person.person, person.start, person.end, person.rule, role, state)

    def _state(self, owner: str | None) -> str | None:
        """Gives the state of an office's owner: itself, or the one whose organisation it is."""
        if owner is None or owner.startswith("state/"):
            return owner
        organisation = self._vocabulary.organisations.get(owner)
        return organisation.state if organisation else None


def _implied_owner(phrase: Phrase) -> list[Mention]:
    """Gives the state that an office names without a word of its own (Kremlin spokesman, Pentagon chief)."""
    if phrase.owner is None or phrase.owner_hit is not None or phrase.silent:
        return []
    rule = f"office {phrase.role}"
    return [phrase.passage.mention("actor", phrase.owner, phrase.hit.start, phrase.hit.end, rule)]


class Neighbours:
    """Finds the persons who stand beside an office."""

    def __init__(self, named: list[Named], passages: list[Passage]) -> None:
        self._named = named
        self._order = {id(passage): order for order, passage in enumerate(passages)}
        self._starts = [(self._order[id(person.passage)], person.start) for person in named]

    def title_of(self, phrase: Phrase) -> int | None:
        """Gives the place in `named` of the person whose title or apposition the office is."""
        order = self._order[id(phrase.passage)]
        following = bisect_left(self._starts, (order, phrase.end))
        if following < len(self._named) and stands_before(phrase, self._named[following]):
            return following
        previous = bisect_left(self._starts, (order, phrase.start)) - 1
        if previous >= 0 and phrase.owner and stands_after(phrase, self._named[previous]):
            return previous
        return None
