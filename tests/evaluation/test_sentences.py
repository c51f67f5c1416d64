"""The passages tagged by hand keep their form, and the tagger keeps what it reached on them."""

from typing import get_args

import pytest
import yaml

from schemas.tags import Stance
from tagging.evaluate.score import total
from tagging.tagger import load as load_tagger
from tests.evaluation.passages import Passage, counts, passages, tagged
from tests.evaluation.quotations import FOLDER, Quoting, measured, quotings
from tests.evaluation.test_hand_tagged_sets import ACTOR, TYPES

ALL = passages()
STANCES = frozenset(get_args(Stance))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_passage_is_tagged_in_the_guides_terms(one: Passage) -> None:
    assert one.half in ("tune", "measure")
    assert set(one.gold.guarantee_types) <= TYPES
    assert all(ACTOR.fullmatch(actor) for actor in one.gold.actors)
    assert all(source.startswith("source/") for source in one.gold.sources)
    for position in one.gold.positions:
        assert ACTOR.fullmatch(position.holder)
        assert position.stance in STANCES
        assert position.types
        assert set(position.types) <= TYPES


@pytest.mark.parametrize("one", quotings(), ids=lambda one: one.name)
def test_what_is_said_has_words_a_speaker_or_none_and_a_verb_of_the_text(one: Quoting) -> None:
    assert one.half in ("tune", "measure")
    for said in one.said:
        assert one.text[said.start : said.end].strip()
        assert said.speaker == "-" or ACTOR.fullmatch(said.speaker)
        assert said.verb == "-" or said.verb in one.text


def test_every_passage_has_a_name_of_its_own() -> None:
    assert len({one.name for one in ALL}) == len(ALL)


def test_the_tagger_keeps_what_it_reached_on_each_half() -> None:
    floors = yaml.safe_load((FOLDER / "floors.yaml").read_text(encoding="utf-8"))
    counted = counts(tagged()) | measured(load_tagger(None))[0]
    for layer, halves in floors.items():
        for half, floor in halves.items():
            reached = total(got for key, got in counted.items() if key[:2] == (layer, half))
            assert reached.f1 >= floor, f"{layer}, {half}: F1 {reached.f1:.3f} is under {floor}"
