"""What a vocabulary is about: guarantee types with what the rules may know of them, parties, who is on whose side.

The rules know no type by its id: what they do with one follows from its traits and from the type that it refuses.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from schemas.tags import Beneficiary
from tagging.nature import NOTHING, Nature, Trait
from tagging.vocabulary.files import Report
from tagging.vocabulary.lines import Source

UNSPECIFIED = "unspecified"
"""The type of what says that it is a guarantee and not which."""
NOBODY = "nobody"
"""The side of a party that a vocabulary does not have: no actor is on it."""


class GuaranteeType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One guarantee type: its id, what it means, whom it is for by default, what the rules know of it (`traits`, the
    type that it `refuses`, the one that it is where it is `for_all` sides, the organisations that it is admission
    `into`), and its phrases by language. `labels` are what other languages than English call it; English takes the id.
    """

    id: str
    means: str
    labels: dict[str, str] = {}
    for_: str = msgspec.field(name="for", default="")
    traits: tuple[Trait, ...] = ()
    refuses: str = ""
    for_all: str = ""
    into: tuple[str, ...] = ()
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    later: dict[str, str] = {}
    against: dict[str, str] = {}
    unlike: dict[str, str] = {}


class Parties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which beneficiary is the one whose security is asked for (`guarded`), against whom and who is given what that one
    gives up (`rival`), and who lives beside them (`neighbours`).
    """

    guarded: Beneficiary
    rival: Beneficiary
    neighbours: Beneficiary


class TypesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`guarantee-types.yaml`. `coalitions` are organisations that are there to give guarantees; `speaks_for` says whose
    word that of an organisation or bloc is; `members` are the states that would give what a bloc gives.
    """

    macros: dict[str, dict[str, str]] = {}
    anchors: dict[str, str]
    bare: dict[str, str] = {}
    excluded: dict[str, str] = {}
    frames: dict[str, str] = {}
    types: tuple[GuaranteeType, ...]
    beneficiaries: dict[Beneficiary, tuple[str, ...]]
    parties: Parties | None = None
    coalitions: tuple[str, ...] = ()
    speaks_for: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}


class Subject(NamedTuple):
    """A types file put together. The parties are sides; a side is a beneficiary that actors belong to."""

    types: Mapping[str, GuaranteeType]
    natures: Mapping[str, Nature]
    places: Mapping[str, str]
    """Where each type stands: `file:line`."""
    sides: Mapping[str, str]
    """The side of each actor that has one (`state/ua`: `ukraine`)."""
    guarded: str
    rival: str
    neighbours: str
    coalitions: frozenset[str]
    speaks_for: Mapping[str, str]
    members: Mapping[str, frozenset[str]]
    """By bloc the states of which it consists."""
    doors: Mapping[str, frozenset[str]]
    """By organisation the types that are admission into it."""

    def is_party(self, side: str) -> bool:
        """Tells whether a side is one of the two whose guarantees are spoken of."""
        return side in (self.guarded, self.rival)

    def nature(self, kind: str) -> Nature:
        """Gives what the rules know of a type: nothing of one that the file lacks."""
        return self.natures.get(kind, NOTHING)


def put_together(found: Source, report: Report) -> tuple[TypesFile, Subject]:
    """Gives a types file as it stands and put together; `report` hears of what contradicts itself, with file and line.

    Raises VocabularyError where the file is not of its form.
    """
    file = found.read(TypesFile)
    for mistake in _mistakes(file, found):
        report(mistake)
    parties = file.parties
    refused_by = {one.refuses: one.id for one in file.types if one.refuses}
    doors: dict[str, frozenset[str]] = {}
    for one in file.types:
        for organisation in one.into:
            doors[organisation] = doors.get(organisation, frozenset()) | {one.id}
    return file, Subject(
        types={one.id: one for one in file.types},
        natures={
            one.id: Nature(frozenset(one.traits), one.refuses, refused_by.get(one.id, ""), one.for_all)
            for one in file.types
        },
        places={one.id: found.place(("types", number)) for number, one in enumerate(file.types)},
        sides={actor: side for side, actors in file.beneficiaries.items() for actor in actors},
        guarded=parties.guarded if parties else NOBODY,
        rival=parties.rival if parties else NOBODY,
        neighbours=parties.neighbours if parties else NOBODY,
        coalitions=frozenset(file.coalitions),
        speaks_for=file.speaks_for,
        members={bloc: frozenset(states) for bloc, states in file.members.items()},
        doors=doors,
    )


def actors_named(file: TypesFile) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """Gives the ids of actors that a types file names, with the keys that lead to them."""
    for number, one in enumerate(file.types):
        yield ("types", number, "into"), one.into
    for side, actors in file.beneficiaries.items():
        yield ("beneficiaries", side), actors
    yield ("coalitions",), file.coalitions
    for actor, other in file.speaks_for.items():
        yield ("speaks_for", actor), (actor, other)
    for bloc, states in file.members.items():
        yield ("members", bloc), (bloc, *states)


def _mistakes(file: TypesFile, found: Source) -> Iterator[str]:
    ids = {one.id for one in file.types}
    for number, one in enumerate(file.types):
        for key, other in (("refuses", one.refuses), ("for_all", one.for_all)):
            if other and other not in ids:
                yield f"{found.place(('types', number, key))}: types.{number}.{key}: there is no type {other!r} here"
        if file.parties is None and (one.refuses or "concession" in one.traits):
            key = "refuses" if one.refuses else "traits"
            yield (
                f"{found.place(('types', number, key))}: types.{number}.{key}: what is refused or given up is so for "
                "somebody: say in `parties` who is `guarded`, `rival` and `neighbours`"
            )
