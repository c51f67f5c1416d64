"""What the rules may know of a guarantee type: they know none by its id."""

from typing import Literal

from msgspec import Struct

Trait = Literal[
    "admission",
    "collective",
    "concession",
    "defence",
    "disarms",
    "form",
    "holds-cues",
    "own-means",
    "pact",
    "passing",
    "standing",
    "troops",
]
"""What the rules may know of a type; `vocabulary/README.md` says what each means."""


class Nature(Struct, frozen=True, gc=False):
    """What the rules know of a type: its traits, the type that it refuses, the one that refuses it, and what it
    becomes where it is for all sides at once.
    """

    traits: frozenset[Trait] = frozenset()
    refuses: str = ""
    refused_by: str = ""
    for_all: str = ""

    def has(self, trait: Trait) -> bool:
        """Tells whether the type has a trait."""
        return trait in self.traits

    @property
    def refuses_admission(self) -> bool:
        """Whether the type is that somebody is not let in."""
        return bool(self.refuses) and "admission" in self.traits

    @property
    def bans(self) -> bool:
        """Whether the type is that something else than admission must not be."""
        return bool(self.refuses) and "admission" not in self.traits

    @property
    def grants_admission(self) -> bool:
        """Whether the type is an admission that another type refuses."""
        return bool(self.refused_by) and "admission" in self.traits

    @property
    def is_only_form(self) -> bool:
        """Whether the type says how a guarantee is given, and neither which nor between how many."""
        return "form" in self.traits and "pact" not in self.traits and "collective" not in self.traits


NOTHING = Nature()
"""The nature of what is no type of the vocabulary."""
