"""Whose side an actor is on, on whose behalf a person speaks, and whose security a content guarantees."""

from collections.abc import Mapping
from datetime import date

from schemas.tags import Mention
from tagging.positions.contents import Content
from tagging.positions.scene import Scene
from tagging.subject import Subject
from tagging.vocabulary.tenure import Tenure


class Sides:
    """What is known of the actors of one article."""

    def __init__(
        self,
        subject: Subject,
        mentions: list[Mention],
        tenures: Mapping[str, list[Tenure]],
        day: date | None,
    ) -> None:
        self.subject = subject
        self._sides, speaks_for = subject.sides, subject.speaks_for
        self._behalf: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for mention in mentions:
            if mention.state and mention.id.startswith("person/"):
                self._behalf.setdefault(mention.id, speaks_for.get(mention.state, mention.state))
        self._tenures, self._day = tenures, day

    def behalf(self, actor: str) -> str | None:
        """Gives the state or organisation that a person speaks for; None for others and where nothing tells."""
        if not actor.startswith("person/"):
            return None
        if actor not in self._behalf:
            held = [
                one for one in self._tenures.get(actor, ()) if self._day is None or one.overlaps(self._day, self._day)
            ]
            self._behalf[actor] = self.subject.speaks_for.get(held[-1].of, held[-1].of) if held else ""
        return self._behalf[actor] or None

    def offices(self, actor: str) -> tuple[str, ...]:
        """Gives the offices that a person holds on the article's day."""
        held = self._tenures.get(actor, ())
        return tuple(one.office for one in held if self._day is None or one.overlaps(self._day, self._day))

    def hands(self, scene: Scene, content: Content, holder: str) -> str:
        """Gives whether a content is said to be the holder's `own` (`British troops`), an `other`'s, or nothing."""
        near = []
        for index, one in enumerate(scene.sentence.actors):
            if content.first - 3 <= one.first < content.last:
                stands = scene.stands[index]
                if stands.weak or stands.owns or stands.modifies or one.id.startswith("bloc/"):
                    near.append(one.id)
        if not near:
            return ""
        theirs = {holder, self.behalf(holder)}
        if theirs.intersection(near):
            return "own"
        members = self.subject.members
        near = [one for one in near if theirs.isdisjoint(members.get(one, ()))]  # Merz of "European troops"
        return "other" if any(not self.subject.is_party(self.side(one)) for one in near) else ""

    def of_rival(self, scene: Scene, content: Content) -> bool:
        """Whether it is the rival that would be disarmed: `demilitarisation of Russia`, `a demilitarised Russia`."""
        words, lists = scene.reading.tokens.norms, scene.reading.language.words
        return scene.reading.language.code == "en" and any(
            self.side(one.id) == self.subject.rival
            and 0 <= one.first - content.last <= 3
            and all(
                words[at] in lists["of"]
                or words[at] in lists["soft"]
                or len(words[at]) == 1
                or words[at] in ("so", "called")
                for at in range(content.last, one.first)
            )
            for one in scene.sentence.actors
        )

    def side(self, actor: str) -> str:
        """Gives the beneficiary that an actor belongs to, or nothing."""
        known = self._known.get(actor)
        if known is None:
            known = self._sides.get(actor) or self._sides.get(self.behalf(actor) or "", "")
            self._known[actor] = known
        return known
