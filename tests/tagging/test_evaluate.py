"""Measuring: what counts as the same position, F1 and its interval, and files that are refused."""

import json
from pathlib import Path

import pytest

from schemas.errors import InputError
from schemas.tags import Position, Span, Stance
from tagging import lexicon, vocabulary
from tagging.evaluate import baselines
from tagging.evaluate.gold import Gold, GoldPosition, load
from tagging.evaluate.match import lenient, pairs, strict
from tagging.evaluate.mistakes import mistakes
from tagging.evaluate.report import measure, measure_baseline
from tagging.evaluate.score import Counts, interval, total
from tagging.tagger import load as load_tagger
from tests.tagging.naming import article


def found(holder: str, stance: Stance = "demands", behalf: str | None = None) -> Position:
    span = Span(text="x", start=0, end=1)
    return Position(
        holder=holder,
        stance=stance,
        beneficiary="ukraine",
        types=("unspecified",),
        evidence=(span,),
        on_behalf_of=behalf,
    )


def gold(holder: str, stance: str = "demands", behalf: str | None = None) -> GoldPosition:
    return GoldPosition(
        holder=holder, stance=stance, beneficiary="ukraine", types=("unspecified",), on_behalf_of=behalf
    )


def test_a_state_counts_for_its_person_and_the_other_way_round() -> None:
    assert lenient(found("state/fr"), gold("person/emmanuel-macron", behalf="state/fr"))
    assert lenient(found("person/emmanuel-macron", behalf="state/fr"), gold("state/fr"))


def test_one_person_does_not_count_for_another_of_the_same_state() -> None:
    assert not lenient(found("person/a", behalf="state/ru"), gold("person/b", behalf="state/ru"))


def test_stances_on_the_same_side_count_as_one_only_leniently() -> None:
    assert lenient(found("state/ua", "supports"), gold("state/ua", "demands"))
    assert not strict(found("state/ua", "supports"), gold("state/ua", "demands"))
    assert not lenient(found("state/ua", "rejects"), gold("state/ua", "demands"))


def test_no_position_is_counted_twice() -> None:
    one = found("state/ua")
    assert len(pairs((one,), (gold("state/ua"), gold("state/ua")), strict)) == 1


def test_as_many_pairs_are_made_as_can_be() -> None:
    person, state = found("person/a", behalf="state/ru"), found("state/ru")
    wanted = (gold("state/ru"), gold("person/a", behalf="state/ru"))
    assert len(pairs((state, person), wanted, lenient)) == 2


def test_f1_is_the_harmonic_mean() -> None:
    counts = Counts(right=6, invented=2, missed=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_to_find_and_nothing_given_is_right() -> None:
    assert Counts().f1 == 1.0


def test_counts_are_summed_over_articles() -> None:
    assert total([Counts(1, 2, 3), Counts(4, 5, 6)]) == Counts(5, 7, 9)


def test_the_interval_is_the_same_each_time_and_holds_the_score() -> None:
    counts = [Counts(3, 1, 0), Counts(1, 0, 2), Counts(2, 2, 2)]
    low, high = interval(counts)
    assert interval(counts) == (low, high)
    assert low <= total(counts).f1 <= high


def test_a_set_without_tags_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.json file"):
        load(tmp_path)


def test_tags_without_their_article_are_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"article": "a.txt"}))
    with pytest.raises(InputError, match=r"its article a\.txt is not in"):
        load(tmp_path)


def test_a_file_that_is_no_json_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match="no tags of an article"):
        load(tmp_path)


CITY = "The Vilnius summit ended. Macron offered Ukraine peacekeepers as a security guarantee."


def test_keywords_count_wherever_they_stand() -> None:
    found = baselines.keywords(vocabulary.load(), lexicon.load(vocabulary.BUILT_IN)).tag(article(CITY))
    assert "state/lt" in found.actors
    assert "state/lt" not in load_tagger().tag(article(CITY)).actors
    assert [(one.holder, one.stance) for one in found.positions] == [("person/emmanuel-macron", "supports")]


def test_a_baseline_is_measured_by_language_on_the_layers_that_it_has() -> None:
    gold = Gold(article="a.txt", language="en", actors=("state/ua", "person/emmanuel-macron"))
    other = Gold(article="b.txt", language="de", actors=("state/ua",))
    whole = baselines.keywords(vocabulary.load(), lexicon.load(vocabulary.BUILT_IN))
    english = whole._replace(layers=("actors",), language="en")
    report = measure_baseline(english, [(article(CITY), gold), (article("Die Ukraine.", "de"), other)])
    assert report.layers() == ["actors"]
    assert report.languages() == ["en"]
    assert [report.score("actors")[name] for name in ("right", "invented", "missed")] == [2, 1, 0]


def test_spacy_is_no_baseline_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "find_spec", lambda name: None)
    assert baselines.spacy(vocabulary.load()) is None


def test_a_mistake_says_the_words_that_it_rests_on_or_that_tell_what_was_missed() -> None:
    missed = GoldPosition(
        holder="state/fr",
        stance="offers",
        beneficiary="ukraine",
        types=("troop-presence",),
        evidence=("It sends soldiers.",),
    )
    gold = Gold(article="a.txt", guarantee_types=("troop-presence",), positions=(missed,))
    tags = load_tagger().tag(article("Macron spoke."))
    told = {(one.layer, one.kind): one.evidence for one in mistakes(tags, gold)}
    assert told["actors", "invented"].startswith("Macron <")
    assert told["guarantee_types", "missed"] == "It sends soldiers."


def test_a_report_names_its_baselines_beside_the_layers() -> None:
    gold = Gold(article="a.txt", language="en", actors=("state/ua",))
    given = article("Ukraine.")
    whole = baselines.keywords(vocabulary.load(), lexicon.load(vocabulary.BUILT_IN))
    report = measure([(given, load_tagger().tag(given), gold)])._replace(
        baselines={"keywords": measure_baseline(whole, [(given, gold)])}
    )
    assert report.document()["baselines"]["keywords"]["languages"]["en"]["actors"]["f1"] == 1
