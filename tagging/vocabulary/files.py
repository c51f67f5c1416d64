"""Reads the files of a vocabulary's names, so that a mistake is answered with its file, line and key."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from schemas.errors import VocabularyError
from tagging.vocabulary.entries import SECTIONS, Entry
from tagging.vocabulary.layers import files_of_names
from tagging.vocabulary.nodes import compose, convert, line_of

Report = Callable[[str], None]
"""Hears of a mistake. `refuse` makes an error of the first one; a list's `append` collects them all."""
JOINED = ("words", "hidden", "given_names")
"""Sections whose entries of one id are put together."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands: `file:line`, and the keys that lead to it, such as `persons.3`."""

    entry: Entry
    place: str
    key: str = ""


def refuse(sentence: str) -> None:
    """Raises VocabularyError."""
    raise VocabularyError(sentence)


def read(folders: Sequence[Path], report: Report = refuse) -> dict[str, list[Placed]]:
    """Gives the entries of all files of the folders, by section; an entry of a higher folder stands for a lower one's.

    What is wrong is told to `report` as `file:line: key: what would be right`, and is left out.
    """
    found: dict[str, list[Placed]] = {section: [] for section in SECTIONS}
    for folder in folders:
        here = _folder(folder, report)
        for section, listed in here.items():
            ids = {_id(placed) for placed in listed} - {None} if section not in JOINED else set()
            found[section] = [placed for placed in found[section] if _id(placed) not in ids] + listed
    if not any(files_of_names(folder) for folder in folders):
        report(f"{folders[-1]}: there is no .yaml file in it")
    return found


def _id(placed: Placed) -> str | None:
    return getattr(placed.entry, "id", None)


def _folder(folder: Path, report: Report) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {section: [] for section in SECTIONS}
    for path in files_of_names(folder):
        try:
            for section, placed in _read_file(path, path.relative_to(folder).as_posix(), report):
                found[section].append(placed)
        except VocabularyError as error:
            report(str(error))
    return found


def _read_file(path: Path, name: str, report: Report) -> Iterator[tuple[str, Placed]]:
    root = compose(path, name)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise VocabularyError(f"{name}:1: the file must be a mapping with some of the keys {', '.join(SECTIONS)}")
    for key, value in root.value:
        section = str(key.value)
        kind = SECTIONS.get(section)
        if kind is None:
            report(f"{name}:{line_of(key)}: {section}: unknown key; there are {', '.join(SECTIONS)}")
            continue
        if not isinstance(value, yaml.SequenceNode):
            report(f"{name}:{line_of(value)}: {section}: must be a list of entries")
            continue
        for number, node in enumerate(value.value):
            keys = f"{section}.{number}"
            try:
                yield section, Placed(convert(node, kind, name, keys), f"{name}:{line_of(node)}", keys)
            except VocabularyError as error:
                report(str(error))
