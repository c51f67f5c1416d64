"""The published JSON Schemas (2020-12) of the messages: `python -m schemas.publish` writes them beside this file."""

import json
from pathlib import Path
from typing import Any

import msgspec

from schemas.alert import Alert, Indexed
from schemas.article import CleanedArticle
from schemas.correction import Correction
from schemas.enriched import EnrichedArticle
from schemas.feed_state import FeedState
from schemas.file_state import FileState
from schemas.ledger import Told
from schemas.messages import ALERT, CLEANED, CORRECTION, ENRICHED, FEED, FILE, INDEXED, LEDGER, RECEIVER, SAVED
from schemas.receiver_state import ReceiverState
from schemas.saved import SavedSearch

FOLDER = Path(__file__).parent
MESSAGES: dict[str, type] = {
    CLEANED: CleanedArticle,
    ENRICHED: EnrichedArticle,
    FEED: FeedState,
    FILE: FileState,
    LEDGER: Told,
    CORRECTION: Correction,
    INDEXED: Indexed,
    SAVED: SavedSearch,
    ALERT: Alert,
    RECEIVER: ReceiverState,
}


def json_schema(topic: str) -> dict[str, Any]:
    """Gives the JSON Schema of a topic's values, as the types define it."""
    (schema,), definitions = msgspec.json.schema_components([MESSAGES[topic]], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:pledgewire:{topic}",
        "title": topic,
        **schema,
        "$defs": definitions,
    }


def schema_file(topic: str) -> Path:
    """Gives the file that holds the published schema of a topic."""
    return FOLDER / f"{topic}.schema.json"


def main() -> None:
    """Writes every schema to its file."""
    for topic in MESSAGES:
        schema_file(topic).write_text(json.dumps(json_schema(topic), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
