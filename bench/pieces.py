"""Pieces that a page's text must hold, and those that it must not: scored as trafilatura scores itself."""

import re
from typing import Any


def flat(text: str) -> str:
    """Gives a text with single spaces, as trafilatura's evaluation compares it."""
    return re.sub(r"\s+", " ", text).strip()


def score(texts: list[str], wanted: list[dict[str, Any]]) -> dict[str, float | int]:
    """Gives F1, precision and recall over the pieces of all pages."""
    true = false = missed = 0
    for text, item in zip(texts, wanted, strict=True):
        have = flat(text)
        found = sum(flat(piece) in have for piece in item["with"])
        true, missed = true + found, missed + len(item["with"]) - found
        false += sum(flat(piece) in have for piece in item["without"])
    return {
        "f1": round(2 * true / (2 * true + false + missed), 4),
        "precision": round(true / (true + false), 4),
        "recall": round(true / (true + missed), 4),
        "found": true,
        "wrong": false,
        "missed": missed,
    }
