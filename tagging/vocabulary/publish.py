"""The JSON Schemas of the vocabulary's files: `python -m tagging.vocabulary.publish` writes them beside the files."""

import json
from pathlib import Path
from typing import Any

import msgspec

from tagging.crosswalk import Crosswalk
from tagging.lexicon import LanguageFile
from tagging.subject import TypesFile
from tagging.vocabulary.entries import SECTIONS
from tagging.vocabulary.layers import BUILT_IN

NAMES = "vocabulary.schema.json"
OF_CLAIMS: dict[str, type[msgspec.Struct]] = {
    "guarantee-types.schema.json": TypesFile,
    "claims.schema.json": LanguageFile,
    "crosswalks.schema.json": Crosswalk,
}
"""The schemas of `guarantee-types.yaml`, and of each file in `claims/` and in `crosswalks/`."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Gives every JSON Schema (2020-12) by the name of its file, as the types define it."""
    return {NAMES: _of_names(), **{name: _of(name, kind) for name, kind in OF_CLAIMS.items()}}


def schema_file(name: str) -> Path:
    """Gives the file that holds a published schema."""
    return BUILT_IN / name


def _of_names() -> dict[str, Any]:
    """A file of names: any of the lists."""
    kinds = list(SECTIONS.values())
    entries, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": _DIALECT,
        "$id": "urn:pledgewire:vocabulary",
        "title": "vocabulary",
        "description": "A file of names: any of these lists. How phrases are written: README.md.",
        "type": "object",
        "properties": {
            section: {"type": "array", "items": entry} for section, entry in zip(SECTIONS, entries, strict=True)
        },
        "additionalProperties": False,
        "$defs": definitions,
    }


def _of(name: str, kind: type[msgspec.Struct]) -> dict[str, Any]:
    (schema,), definitions = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    title = name.removesuffix(".schema.json")
    return {"$schema": _DIALECT, "$id": f"urn:pledgewire:{title}", "title": title, **schema, "$defs": definitions}


def main() -> None:
    """Writes the schemas to their files."""
    for name, schema in schemas().items():
        schema_file(name).write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
