"""Which folders make up a vocabulary: the built-in one, and somebody's own laid over it or instead of it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from schemas.errors import VocabularyError
from tagging.vocabulary.nodes import compose, convert

BUILT_IN = Path(__file__).parent.parent.parent / "vocabulary"
MANIFEST = "vocabulary.yaml"
CLAIMS = ("claims", "guarantee-types.yaml")
"""What in a folder is the language of claims, which tagging.lexicon reads."""
CROSSWALKS = "crosswalks"
"""What in a folder tells other people's codes for our tags, which tagging.crosswalk reads."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`vocabulary.yaml` of a folder: what it lies over. `note` is for the people who edit it."""

    over: Literal["built-in", "nothing"] = "built-in"
    note: str = ""


def layers(folder: Path | None = None) -> tuple[Path, ...]:
    """Gives the folders of a vocabulary, lowest first: what a higher one says of an id or a file holds.

    None is the built-in one; another folder is laid over it, unless its `vocabulary.yaml` says `over: nothing`.
    Raises VocabularyError where the folder or its manifest cannot be read.
    """
    if folder is None or folder.resolve() == BUILT_IN:
        return (BUILT_IN,)
    folder = folder.resolve()
    if not folder.is_dir():
        raise VocabularyError(f"{folder}: no such folder; a vocabulary is a folder of YAML files")
    return (folder,) if _manifest(folder).over == "nothing" else (BUILT_IN, folder)


def highest(folders: Sequence[Path], name: str) -> Path | None:
    """Gives the file of that name which holds: that of the highest folder that has one."""
    return next((path for folder in reversed(folders) if (path := folder / name).is_file()), None)


def files(folder: Path) -> list[Path]:
    """Gives every YAML file of a folder."""
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def files_of_names(folder: Path) -> list[Path]:
    """Gives the files that list names: all but the manifest, the language of claims and the crosswalks."""
    apart = (*CLAIMS, CROSSWALKS, MANIFEST)
    return [path for path in files(folder) if path.relative_to(folder).parts[0] not in apart]


def content_hash(folders: Sequence[Path]) -> str:
    """Gives 16 hexadecimal characters that change with any file of the vocabulary.

    The built-in files count for every vocabulary: the language of claims that a folder lacks is theirs.
    """
    hashes = [_hash(folder) for folder in dict.fromkeys((BUILT_IN, *folders))]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256(":".join(hashes).encode()).hexdigest()[:16]


def _hash(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in files(folder):
        content = path.read_bytes()
        hashed.update(f"{path.relative_to(folder).as_posix()}:{len(content)}:".encode())
        hashed.update(content)
    return hashed.hexdigest()[:16]


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    root = compose(path, MANIFEST) if path.is_file() else None
    return Manifest() if root is None else convert(root, Manifest, MANIFEST)
