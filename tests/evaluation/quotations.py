"""The quotations of `evaluation/sentences/quotes-*.yaml`: what is said, by whom, by which verb, each for itself."""

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import yaml

from tagging.evaluate.score import Counts
from tagging.tagger import Tagger
from tests.evaluation.reported import NOBODY, Said, bare, read
from tests.tagging.naming import article

FOLDER = Path(__file__).parents[2] / "evaluation" / "sentences"
LAYERS = ("quotes_span", "quotes_speaker", "quotes_verb")


class Quoting(NamedTuple):
    """A passage with what is said in it."""

    name: str
    half: str
    language: str
    text: str
    said: tuple[Said, ...]


def quotings() -> list[Quoting]:
    """Gives the passages of all files, by file and place."""
    found = []
    for path in sorted(FOLDER.glob("quotes-*.yaml")):
        for place, plain in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))["passages"]):
            text, spans = _unmarked(plain["text"])
            told = [words.split() for words in plain["told"]]
            said = tuple(Said(*span, who, verb) for span, (who, verb) in zip(spans, told, strict=True))
            language = path.stem.partition("-")[2]
            found.append(Quoting(f"{path.stem}/{place}", plain["half"], language, text, said))
    return found


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    parts = re.split(r"([{}])", marked)
    text, spans, opened = "", [], 0
    for part in parts:
        if part == "{":
            opened = len(text)
        elif part == "}":
            spans.append((opened, len(text)))
        else:
            text += part
    return text, spans


def measured(tagger: Tagger) -> tuple[dict[tuple[str, str, str], Counts], list[str]]:
    """Gives the counts by layer, half and language, and what is wrong in the half for tuning."""
    counted: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    wrong = []
    for one in quotings():
        found = read(tagger, article(one.text, one.language))
        gold = [Said(*bare(one.text, said.start, said.end), said.speaker, said.verb) for said in one.said]
        tallies = {layer: counted[layer, one.half, one.language] for layer in LAYERS}
        spans = {said[:2] for said in found} & {said[:2] for said in gold}
        _tally(tallies["quotes_span"], len(spans), len(found), len(gold))
        for said in gold:
            other = max(found, key=lambda got: _shared(got, said), default=None)
            met = other if other is not None and 2 * _shared(other, said) >= said.end - said.start else None
            for layer, key in (("quotes_speaker", "speaker"), ("quotes_verb", "verb")):
                expected, got = getattr(said, key), getattr(met, key) if met else NOBODY
                right = expected == got.lower() and expected != NOBODY
                _tally(tallies[layer], right, got != NOBODY, expected != NOBODY)
        if one.half == "tune" and {*found} != {*gold}:
            wrong.append(
                "\n".join([f"{one.name}: {one.text}", *_lines(one.text, "gold", gold), *_lines(one.text, "got", found)])
            )
    return {key: Counts(right, got - right, asked - right) for key, (right, got, asked) in counted.items()}, wrong


def _shared(one: Said, other: Said) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _tally(tally: list[int], right: int, got: int, asked: int) -> None:
    tally[0], tally[1], tally[2] = tally[0] + right, tally[1] + got, tally[2] + asked


def _lines(text: str, what: str, listed: list[Said]) -> list[str]:
    return [f"    {what}: {one.speaker} {one.verb}: {text[one.start : one.end]}" for one in listed]
