"""Other people's codes for our claims, by tables that are data: `crosswalks/cameo.yaml` of a vocabulary."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from schemas.errors import VocabularyError
from schemas.tags import Position, Stance
from tagging.vocabulary.files import Report, refuse
from tagging.vocabulary.layers import BUILT_IN, CROSSWALKS, highest, layers
from tagging.vocabulary.nodes import compose, convert

CAMEO = f"{CROSSWALKS}/cameo.yaml"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the codes come from."""

    title: str
    author: str
    version: str
    date: str
    publisher: str
    where: str


class Crosswalk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table: every code used with its name, the code of each stance, and finer ones by type (None: there is none)."""

    source: Source
    codes: dict[str, str]
    stances: dict[Stance, str]
    types: dict[str, dict[Stance, str | None]] = {}

    def of(self, stance: Stance, types: Sequence[str]) -> tuple[str, ...]:
        """Gives the codes of a claim, the finer ones alone where there are any."""
        finer = [self.types[kind][stance] for kind in types if stance in self.types.get(kind, {})]
        found = [code for code in finer if code is not None]
        if not found and len(finer) < len(types) and stance in self.stances:
            found = [self.stances[stance]]
        return tuple(dict.fromkeys(found))

    def coded(self, position: Position) -> Position:
        """Gives the claim with its codes."""
        return msgspec.structs.replace(position, cameo=self.of(position.stance, position.types))


def load(folder: Path | None = None) -> Crosswalk:
    """Gives CAMEO's table: a folder's own, else the built-in one. Raises VocabularyError."""
    return load_layers(layers(folder))


def load_layers(folders: Sequence[Path], report: Report = refuse) -> Crosswalk:
    """Gives the table of the highest folder that has one; `report` hears of codes that it does not list."""
    path = highest((BUILT_IN, *folders), CAMEO)
    root = compose(path, CAMEO) if path is not None else None
    if root is None:
        raise VocabularyError(f"{CAMEO} is missing in the vocabulary {folders[-1]}")
    table = convert(root, Crosswalk, CAMEO)
    for place, code in _used(table.stances, table.types):
        if code not in table.codes:
            report(f"{CAMEO}: {place}: {code} is not among `codes`, which names each code that is used")
    return table


def _used(stances: Mapping[Stance, str], types: Mapping[str, Mapping[Stance, str | None]]) -> Iterator[tuple[str, str]]:
    yield from ((f"stances.{stance}", code) for stance, code in stances.items())
    for kind, by_stance in types.items():
        yield from ((f"types.{kind}.{stance}", code) for stance, code in by_stance.items() if code is not None)
