"""The articles tagged by hand keep the annotation guide's form, and every piece of evidence is in their text."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.tags import Beneficiary, Stance

FOLDER = Path(__file__).parents[2] / "evaluation"
TYPES = frozenset(
    [
        "nato-membership",
        "nato-non-enlargement",
        "mutual-defence",
        "legally-binding",
        "bilateral-agreement",
        "collective-security",
        "troop-presence",
        "deployment-ban",
        "arms-supply",
        "training-intelligence",
        "air-sea-protection",
        "sanctions",
        "economic-support",
        "neutrality",
        "demilitarisation",
        "ceasefire-monitoring",
        "nuclear-deterrence",
        "eu-membership",
        "unspecified",
    ]
)
KEYS = frozenset(
    [
        "article",
        "title",
        "body_starts",
        "body_ends",
        "not_in_body",
        "published",
        "language",
        "actors",
        "sources",
        "guarantee_types",
        "instruments",
        "positions",
    ]
)
POSITION_KEYS = frozenset(
    ["holder", "stance", "beneficiary", "types", "evidence", "on_behalf_of", "conditional", "negated", "quote"]
)
ACTOR = re.compile(r"(person|org|bloc)/[a-z0-9]+(-[a-z0-9]+)*|state/[a-z]{2}")
FILES = sorted(path for half in ("development", "validation") for path in (FOLDER / half).glob("*.json"))


def load(path: Path) -> tuple[str, dict[str, Any]]:
    return path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def test_both_halves_are_there_and_share_no_article() -> None:
    names = [path.name for path in FILES]
    assert {path.parent.name for path in FILES} == {"development", "validation"}
    assert len(names) == len(set(names))
    assert {path.stem for path in FOLDER.glob("*/*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_article_names_its_text_and_the_parts_of_it(path: Path) -> None:
    text, gold = load(path)
    assert set(gold) == KEYS
    assert gold["article"] == f"{path.stem}.txt"
    assert gold["language"] in {"en", "uk", "ru", "fr", "de"}
    assert gold["published"] is None or re.fullmatch(r"20\d\d-\d\d-\d\d", gold["published"])
    start, end = text.index(gold["body_starts"]), text.rindex(gold["body_ends"])
    assert text.index(gold["title"]) <= start < end
    for boilerplate in gold["not_in_body"]:
        assert boilerplate in text
        assert not any(boilerplate in evidence for each in gold["positions"] for evidence in each["evidence"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tags_are_of_the_guide_and_said_once(path: Path) -> None:
    _, gold = load(path)
    assert all(ACTOR.fullmatch(actor) for actor in gold["actors"])
    assert all(re.fullmatch(r"source/[a-z0-9]+(-[a-z0-9]+)*", source) for source in gold["sources"])
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", instrument) for instrument in gold["instruments"])
    assert set(gold["guarantee_types"]) <= TYPES
    for key in ("actors", "sources", "guarantee_types", "instruments"):
        assert len(gold[key]) == len(set(gold[key])), key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_positions_have_a_named_holder_and_verbatim_evidence(path: Path) -> None:
    text, gold = load(path)
    body = text[text.index(gold["body_starts"]) : text.rindex(gold["body_ends"]) + len(gold["body_ends"])]
    for position in gold["positions"]:
        assert set(position) <= POSITION_KEYS
        assert position["holder"] in gold["actors"]
        assert position["stance"] in get_args(Stance)
        assert position["beneficiary"] in get_args(Beneficiary)
        assert ACTOR.fullmatch(position.get("on_behalf_of", "state/ua"))
        assert position["types"]
        assert set(position["types"]) <= set(gold["guarantee_types"])
        assert position["evidence"]
        assert all(evidence in body for evidence in position["evidence"])
        assert position.get("quote", "") in body
        assert position.get("negated", True) is True
        assert position.get("conditional", True) is True
    keys = [(each["holder"], each["stance"], each["beneficiary"]) for each in gold["positions"]]
    assert len(keys) == len(set(keys))
