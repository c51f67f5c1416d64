"""Articles tagged by hand: `NAME.json` with the tags, beside `NAME.txt` or in a folder of its own."""

import json
from pathlib import Path

import msgspec

from schemas.errors import InputError


class GoldPosition(msgspec.Struct, frozen=True, kw_only=True):
    """A position as a person tagged it; evidence is verbatim and has no offsets."""

    holder: str
    stance: str
    beneficiary: str
    types: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    negated: bool = False
    conditional: bool = False
    quote: str | None = None


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """The tags of one article. `article` is the name of its text file."""

    article: str
    language: str = "und"
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    guarantee_types: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    positions: tuple[GoldPosition, ...] = ()


def load(texts: Path, gold: Path | None = None) -> list[tuple[Path, Gold]]:
    """Gives the articles of a set, each with its text file, by name. `gold` is the folder of the tags if not `texts`.

    Raises InputError where a file is missing or is not of this form.
    """
    folder = gold or texts
    if not folder.is_dir() or not texts.is_dir():
        raise InputError(
            f"{folder if texts.is_dir() else texts} is no folder; a set is a folder of .txt and .json files"
        )
    found = []
    for path in sorted(folder.glob("*.json")):
        tags = _read(path)
        text = texts / tags.article
        if not text.is_file():
            raise InputError(f"{path}: its article {tags.article} is not in {texts}")
        found.append((text, tags))
    if not found:
        raise InputError(f"{folder} holds no .json file with tags")
    return found


def _read(path: Path) -> Gold:
    try:
        return msgspec.convert(json.loads(path.read_text(encoding="utf-8")), Gold)
    except (ValueError, msgspec.ValidationError) as error:
        raise InputError(f"{path}: these are no tags of an article: {error}") from error
