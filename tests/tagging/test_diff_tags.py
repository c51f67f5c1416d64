"""What changes between two taggers is told claim by claim."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from schemas.claim_changes import claim_changes
from schemas.errors import InputError, UsageError
from schemas.tags import Position, Span, Stance

ROOT = Path(__file__).parents[2]
CLIMATE = str(Path(__file__).parent / "fixtures" / "climate-finance")
SEED = str(ROOT / "seeds" / "004_85cb5a85d81a0c31.txt")


def claim(
    holder: str, stance: Stance, *types: str, words: str = "so it says", beneficiary: str = "ukraine"
) -> Position:
    return Position(
        holder=holder,
        stance=stance,
        beneficiary=beneficiary,  # type: ignore[arg-type]
        types=types,
        evidence=(Span(text=words, start=0, end=len(words)),),
    )


OFFER = claim("state/fr", "offers", "troop-presence")
OTHER_STANCE = claim("state/fr", "supports", "troop-presence")
TURNED = claim("state/fr", "rejects", "troop-presence")
OTHER_HOLDER = claim("state/de", "offers", "troop-presence")
UNLIKE = claim("state/ru", "demands", "neutrality", words="another sentence", beneficiary="russia")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([OFFER], [OFFER], []),
        ([], [OFFER], [("added", ())]),
        ([OFFER], [], [("dropped", ())]),
        ([OFFER], [OTHER_STANCE], [("changed", ("stance",))]),
        ([OFFER], [TURNED], [("changed", ("stance",))]),
        ([OFFER], [OTHER_HOLDER], [("changed", ("holder",))]),
        ([OFFER], [UNLIKE], [("added", ()), ("dropped", ())]),
        ([OFFER, UNLIKE], [UNLIKE, OFFER], []),
        ([OFFER], [claim("state/fr", "offers", "arms-supply", "troop-presence")], [("changed", ("types",))]),
        ([OFFER], [claim("state/fr", "offers", "troop-presence", words="said anew")], [("changed", ("evidence",))]),
        ([OFFER, TURNED], [TURNED], [("dropped", ())]),
    ],
)
def test_a_claim_is_added_dropped_or_changed(
    before: list[Position], after: list[Position], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(one.kind, one.fields) for one in claim_changes(before, after)] == expected


def test_a_sentence_that_only_moved_is_no_change() -> None:
    moved = Position(
        **{name: getattr(OFFER, name) for name in OFFER.__struct_fields__ if name != "evidence"},
        evidence=(Span(text="so it says", start=100, end=110),),
    )
    assert claim_changes([OFFER], [moved]) == ()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--quiet", *words])


def compared(*words: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    result = run("diff-tags", "--json", *words)
    assert result.exit_code == 0, result.output
    *articles, last = map(json.loads, result.stdout.splitlines())
    return articles, last["counts"]


@pytest.fixture
def without_russia(tmp_path: Path) -> str:
    """A vocabulary that calls Russia by another name, so that nobody finds it."""
    folder = tmp_path / "without-russia"
    folder.mkdir()
    (folder / "names.yaml").write_text("states:\n- {id: state/ru, names: {en: [Ruritania]}}\n")
    return str(folder)


def test_two_vocabularies_differ_where_one_lacks_a_name(without_russia: str) -> None:
    ((article,), counts) = compared("--from", "rules", "--to", without_russia, SEED)
    assert "state/ru" in article["layers"]["actors"]["dropped"]
    before, after = ([one[side] for one in article["claims"] if side in one] for side in ("before", "after"))
    assert ("state/ru", "demands", "russia") in {(one["holder"], one["stance"], one["beneficiary"]) for one in before}
    assert "state/ru" not in {one["holder"] for one in after}
    assert counts["articles"] == counts["differing"] == 1
    assert counts["added"] + counts["dropped"] + counts["changed"] == len(article["claims"])


def test_another_subject_drops_every_claim_and_the_way_back_adds_them() -> None:
    ((article,), counts) = compared("--from", "rules", "--to", CLIMATE, SEED)
    assert {one["kind"] for one in article["claims"]} == {"dropped"}
    back = compared("--from", CLIMATE, "--to", "rules", SEED)[1]
    assert (back["added"], back["dropped"]) == (counts["dropped"], 0)


def test_a_tagger_does_not_differ_from_itself() -> None:
    articles, counts = compared("--from", "rules", "--to", "rules", str(ROOT / "seeds"))
    assert articles == []
    assert (counts["articles"], counts["differing"], counts["added"], counts["dropped"]) == (5, 0, 0, 0)


def test_saved_tags_are_a_side_and_their_texts_are_tagged_again(tmp_path: Path, without_russia: str) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text(run("tag", "--json", "--explain", "--vocabulary", without_russia, SEED).stdout)
    ((article,), counts) = compared("--from", str(old))
    assert "state/ru" in article["layers"]["actors"]["added"]
    assert counts["missing"] == 0


def test_saved_tags_without_texts_need_the_articles_beside_them(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text(run("tag", "--json", "--no-text", SEED).stdout)
    assert "Furthermore, Russia demands" not in json.loads(old.read_text()).get("text", "")
    assert compared("--from", str(old), SEED)[1]["same"] >= 2
    assert compared("--from", str(old))[1] | {"layers": {}, "missing": 1} == {
        **dict.fromkeys(("articles", "differing", "same", "added", "dropped", "changed"), 0),
        "layers": {},
        "missing": 1,
    }


def test_a_person_reads_what_changed() -> None:
    shown = run("diff-tags", "--from", "rules", "--to", CLIMATE, SEED).stdout
    assert "  - state/ru demands nato-non-enlargement for russia\n" in shown
    assert "      Furthermore, Russia demands that Ukraine never join NATO" in shown
    assert "1 of 1 articles differ" in shown


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (("--from", "nobody", SEED), UsageError, "--from nobody: give a file of saved tags"),
        ((), UsageError, "say which articles"),
        (("--topic", SEED), UsageError, "give one of the two"),
        (("--from", SEED.replace(".txt", ".jsonl")), UsageError, "give a file of saved tags"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(words: tuple[str, ...], kind: type, said: str) -> None:
    result = run("diff-tags", *words)
    assert isinstance(result.exception, kind)
    assert said in str(result.exception)


def test_a_line_that_is_no_article_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('\n{"article_id": "1"}\n')
    result = run("diff-tags", "--from", str(bad))
    assert isinstance(result.exception, InputError)
    assert f"{bad}:2: " in str(result.exception)


def test_the_tags_of_the_last_release_can_be_read_and_cover_the_seeds() -> None:
    counts = compared("--from", str(ROOT / "evaluation" / "released-tags.jsonl"), str(ROOT / "seeds"))[1]
    assert counts["articles"] == 5
