"""What a form of the vocabulary can mean, and in which letters it must be written to mean it."""

from typing import Literal

from msgspec import Struct

from tagging.normalise import key

Kind = Literal["state", "org", "bloc", "person", "family", "source", "instrument", "office", "word", "hidden"]


_NAMING = ("state", "org", "bloc", "person", "source", "instrument")
_GROUPS = {"org": "state", "bloc": "state", "person": "state"}
"""Kinds among which a form must name one thing only."""


class Meaning(Struct, frozen=True, gc=False):
    """One thing that a form can mean.

    `sense` is the list of the entry it stands in (`names`, `demonyms`, `seats`); `capitals` tells for each of its words
    whether it must begin with a capital; `exact` is the form where its letters must be just so (US, not us);
    `language` is set where a form counts in articles of that language only.
    """

    kind: Kind
    id: str
    sense: str
    phrase: str
    capitals: tuple[bool, ...] = ()
    exact: str = ""
    language: str = ""
    cautious: bool = False

    def fits(self, written: str, letters: str, language: str) -> bool:
        """Tells whether words `written` so, with these first `letters`, can mean this in an article of `language`."""
        if self.language and language not in (self.language, "und"):
            return False
        if self.exact:
            return written == self.exact
        if len(letters) == 1:
            return not (self.capitals[0] and letters.islower())
        return not any(capital and letter.islower() for letter, capital in zip(letters, self.capitals, strict=False))

    def is_like(self, other: "Meaning") -> bool:
        """Tells whether the two are the same but for the phrase that they came from."""
        return (self.kind, self.id, self.sense, self.capitals, self.exact, self.language, self.cautious) == (
            other.kind, other.id, other.sense, other.capitals, other.exact, other.language, other.cautious
        )  # fmt: skip

    def contradicts(self, other: "Meaning") -> bool:
        """Tells whether the two name different things by the same letters, and neither is marked as cautious."""
        return (
            self.id != other.id
            and _GROUPS.get(self.kind, self.kind) == _GROUPS.get(other.kind, other.kind)
            and self.kind in _NAMING
            and self.exact == other.exact
            and not (self.language and other.language and self.language != other.language)
            and not (self.cautious or other.cautious)
        )


def spelled(form: str) -> tuple[str, tuple[bool, ...], str]:
    """Gives a form's key, whether each of its words begins with a capital, and the form itself where it must be exact.

    An abbreviation (two or more capitals, no small letter, no full stop) must be exact.
    """
    normal = key(form)
    capitals = tuple(_is_capital(form, start) for start in _starts(normal))
    letters = [letter for letter in form if letter.isalpha()]
    exact = form if len(letters) > 1 and all(map(str.isupper, letters)) and "." not in form else ""
    return normal, capitals, exact


def _starts(normal: str) -> list[int]:
    return [place for place in range(1, len(normal) - 1) if normal[place] != " " and normal[place - 1] == " "]


def _is_capital(form: str, place: int) -> bool:
    return form[place - 1].isupper()
