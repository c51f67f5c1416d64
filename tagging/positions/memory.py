"""What a reader carries from one sentence to the next: who spoke last, whom `he`, `it` and `they` mean."""

from dataclasses import dataclass

from tagging.reading import Named


@dataclass(slots=True)
class Memory:
    """The last speakers, the last person, state and group that were subjects, and whose document is spoken of."""

    speakers: tuple[Named, ...] = ()
    paragraph: int = -9
    person: Named | None = None
    state: Named | None = None
    group: tuple[Named, ...] = ()
    author: Named | None = None
    alliance: Named | None = None

    def named(self, actors: list[Named]) -> None:
        """Remembers which alliance was named last, for `the bloc`."""
        for named in actors:
            if named.id in ("org/nato", "org/eu"):
                self.alliance = named

    def subject(self, actors: tuple[Named, ...]) -> None:
        """Remembers the subject of a cue."""
        for named in actors:
            if named.id.startswith("person/"):
                self.person = named
            else:
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
        if pronoun == "it":
            return (self.state,) if self.state else ()
        if pronoun == "document":
            return (self.author,) if self.author else ()
        if pronoun == "alliance":
            return (self.alliance,) if self.alliance else ()
        return self.group if pronoun == "they" else ()
