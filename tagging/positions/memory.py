"""What a reader carries from one sentence to the next: who spoke last, whom `he`, `it` and `they` mean."""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from tagging.reading import Named

_RECENT = 60
"""Persons among whom `the president` is looked for: the last that were named."""
_LATEST = 6
"""Mentions of persons among which `the two` are the last two."""


@dataclass(slots=True)
class Memory:
    """The last speakers, the last person, state and group that were subjects, and whose document is spoken of.

    `paper` is whose document the sentence before told of, in paragraph `paper_at`.
    """

    speakers: tuple[Named, ...] = ()
    paragraph: int = -9
    person: Named | None = None
    state: Named | None = None
    group: tuple[Named, ...] = ()
    author: Named | None = None
    paper: tuple[Named, ...] = ()
    paper_at: int = -9
    alliance: Named | None = None
    coalition: Named | None = None
    alliances: frozenset[str] = frozenset()
    offices: Callable[[str], tuple[str, ...]] = lambda actor: ()
    is_party: Callable[[str], bool] = lambda actor: False
    persons: list[Named] = field(default_factory=list)

    def named(self, actors: list[Named]) -> None:
        """Remembers which alliance was named last, for `the bloc`."""
        for named in actors:
            if named.id in self.alliances:
                self.alliance = named
            if named.id.startswith("person/"):
                self.persons.append(named)
        del self.persons[:-_RECENT]

    def headed(self, actors: list[Named]) -> None:
        """Remembers the persons of the headline: the first `the president` may be one of them."""
        self.persons += [replace(named, first=-1, last=0) for named in actors if named.id.startswith("person/")]

    def holder(self, offices: frozenset[str], before: int, besides: tuple[Named, ...]) -> Named | None:
        """Gives who was subject, or named, last before a token and holds an office that ends so, none of `besides`."""
        skipped = {one.id for one in besides}
        recent = [*self.persons, *([self.person] if self.person is not None else [])]
        for named in reversed(recent):
            if named.first < before and named.id not in skipped:
                held = self.offices(named.id)
                if any(office.endswith(tuple(offices)) and office != "vice-president" for office in held):
                    return named
        return None

    def subject(self, actors: tuple[Named, ...], *, speaks: bool = False) -> None:
        """Remembers the subject of a cue; `speaks` where a state is named for a person of it (`a US official`)."""
        for named in actors:
            if named.id.startswith("person/") or speaks:
                self.person = named
            if not named.id.startswith("person/"):
                self.state = named
        if len(actors) > 1 or (actors and not actors[0].id.startswith("person/")):
            self.group = actors

    def spoke(self, actors: tuple[Named, ...], paragraph: int) -> None:
        """Remembers who spoke, in which paragraph."""
        self.speakers, self.paragraph = actors, paragraph

    def means(self, pronoun: str) -> tuple[Named, ...]:
        """Gives the actors that the pronoun stands for."""
        if pronoun == "he":
            return (self.person,) if self.person else ()
        if pronoun == "two":
            last = {one.id: one for one in self.persons[-_LATEST:]}
            return tuple(last.values())[-2:] if len(last) > 1 else ()
        if pronoun == "it":
            return (self.state,) if self.state else ()
        if pronoun == "document":
            return (self.author,) if self.author else ()
        if pronoun in ("many", "coalition"):
            return (self.coalition,) if self.coalition else ()
        if pronoun == "alliance":
            return (self.alliance,) if self.alliance else ()
        return self.group if pronoun == "they" else ()
