"""The JSON Schema of the vocabulary's files: `python -m tagging.vocabulary.publish` writes it beside them."""

import json
from pathlib import Path
from typing import Any

import msgspec

from tagging.vocabulary.entries import SECTIONS
from tagging.vocabulary.layers import BUILT_IN

FILE = "vocabulary.schema.json"


def json_schema() -> dict[str, Any]:
    """Gives the JSON Schema (2020-12) that every file of names fits, as the types define it."""
    kinds = list(SECTIONS.values())
    entries, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
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


def schema_file() -> Path:
    """Gives the file that holds the published schema."""
    return BUILT_IN / FILE


def main() -> None:
    """Writes the schema to its file."""
    schema_file().write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
