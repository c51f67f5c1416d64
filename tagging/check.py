"""Every mistake of a vocabulary at once: names and the language of claims, each file by itself and all together."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from schemas.errors import VocabularyError
from tagging import crosswalk, lexicon
from tagging.lexicon import Lexicon
from tagging.subject import TypesFile, actors_named
from tagging.vocabulary.checks import check
from tagging.vocabulary.compiled import Vocabulary
from tagging.vocabulary.entries import Label, Office, Organisation, State
from tagging.vocabulary.files import read
from tagging.vocabulary.layers import content_hash, highest, layers
from tagging.vocabulary.lines import Source


class Checked(Struct, frozen=True, kw_only=True):
    """A vocabulary that was checked. `mistakes` read `file:line: key: what would be right`, in the order of the files.

    `entries` counts each list's entries, `phrases` those of each language of claims.
    """

    folders: tuple[str, ...]
    version: str
    entries: dict[str, int]
    languages: tuple[str, ...]
    types: tuple[str, ...]
    mistakes: tuple[str, ...]


def check_all(folder: Path | None = None) -> Checked:
    """Gives what a vocabulary holds and every mistake in it (None: the built-in one).

    Raises VocabularyError only where the folder or its manifest cannot be read at all.
    """
    folders = layers(folder)
    found: list[str] = []
    sections = read(folders, found.append)
    check(sections, found.append)
    vocabulary = Vocabulary(sections, content_hash(folders), found.append)
    found += _of_entries(vocabulary)
    claims = _lexicon(folders, found)
    found += _of_actors(vocabulary, lexicon.types_of(folders)) if claims else ()
    found += _of_crosswalk(folders)
    return Checked(
        folders=tuple(map(str, folders)),
        version=vocabulary.version,
        entries={section: len(listed) for section, listed in sections.items() if listed},
        languages=tuple(claims.languages) if claims else (),
        types=tuple(claims.subject.types) if claims else (),
        mistakes=tuple(sorted(dict.fromkeys(found), key=_place)),
    )


def _place(mistake: str) -> tuple[str, int]:
    found = re.match(r"([^:]*):(\d+):", mistake)
    return (found[1], int(found[2])) if found else (mistake.partition(":")[0], 0)


def _lexicon(folders: Sequence[Path], found: list[str]) -> Lexicon | None:
    try:
        return lexicon.load_layers(folders, found.append)
    except VocabularyError as error:
        # A vocabulary of names alone is none to tag claims with, but no mistake in a file.
        if highest(folders, lexicon.TYPES) is not None:
            found.append(str(error))
        return None


def _of_crosswalk(folders: Sequence[Path]) -> list[str]:
    found: list[str] = []
    try:
        crosswalk.load_layers(folders, found.append)
    except VocabularyError as error:
        found.append(str(error))
    return found


def _of_entries(vocabulary: Vocabulary) -> Iterator[str]:
    """What an entry says of another one that is not there."""
    known_ids = {getattr(placed.entry, "id", "") for _, placed in vocabulary.placed()}
    for _, placed in vocabulary.placed():
        entry, here = placed.entry, f"{placed.place}: {placed.key}"
        if isinstance(entry, Label) and entry.of not in known_ids:
            yield f"{here}.of: there is no {entry.of} in the vocabulary"
        if isinstance(entry, State | Organisation) and entry.leader and entry.leader not in vocabulary.offices:
            yield f"{here}.leader: there is no office {entry.leader!r} in `offices`"
        if isinstance(entry, Organisation) and entry.state and entry.state not in vocabulary.states:
            yield f"{here}.state: there is no {entry.state} among states"
        if isinstance(entry, Office):
            known = vocabulary.states | vocabulary.organisations
            if entry.means and entry.means not in vocabulary.offices:
                yield f"{here}.means: there is no office {entry.means!r} in `offices`"
            if entry.alone and entry.alone not in known:
                yield f"{here}.alone: there is no {entry.alone} among states and organisations"


def _of_actors(vocabulary: Vocabulary, types: Source) -> Iterator[str]:
    """What the types file says of an actor that is not there."""
    known = {getattr(placed.entry, "id", "") for _, placed in vocabulary.placed()}
    for keys, actors in actors_named(types.read(TypesFile)):
        for actor in actors:
            if actor not in known:
                yield f"{types.place(keys)}: {'.'.join(map(str, keys))}: there is no {actor} in the vocabulary"
