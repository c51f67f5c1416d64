"""`pledgewire tag` as its users meet it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app

ROOT = Path(__file__).parents[2]
GOLD_KEYS = {"holder", "stance", "beneficiary", "types", "evidence", "on_behalf_of", "conditional", "negated", "quote"}


def tagged(*arguments: str, given: bytes | None = None) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["tag", *arguments, "--json"], input=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_there_is_one_object_a_line_for_each_seed_with_the_file_it_came_from() -> None:
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert [Path(str(found["file"])).name for found in tagged(str(ROOT / "seeds"))] == [seed.name for seed in seeds]


def test_every_evidence_and_every_mention_resolves_to_the_very_characters() -> None:
    spans = 0
    for found in tagged(str(ROOT / "seeds")):
        evidence = [span for position in found["positions"] for span in position["evidence"]]  # type: ignore[attr-defined]
        for span in [*evidence, *found["mentions"]]:  # type: ignore[misc]
            where = str(found[span.get("field", "text")])
            assert where[span["start"] : span["end"]] == span["text"] != ""
            spans += 1
    assert spans > 100


def test_positions_have_the_keys_of_the_hand_tagged_sets_and_no_others() -> None:
    for found in tagged(str(ROOT / "seeds")):
        for position in found["positions"]:  # type: ignore[attr-defined]
            assert set(position) <= GOLD_KEYS
            assert {"holder", "stance", "beneficiary", "types", "evidence"} <= set(position)
        for layer in ("actors", "sources", "guarantee_types", "instruments"):
            assert all(isinstance(each, str) for each in found[layer])  # type: ignore[attr-defined]


def test_standard_input_is_tagged_as_the_same_file_is() -> None:
    seed = ROOT / "seeds" / "004_85cb5a85d81a0c31.txt"
    (from_file,), (from_stdin,) = tagged(str(seed)), tagged("-", given=seed.read_bytes())
    for key in ("title", "text", "text_hash", "actors", "positions"):
        assert from_stdin[key] == from_file[key]


@pytest.mark.parametrize("given", [b"", b"\x00\x01\x02\x00", b"\n\n\n"])
def test_what_holds_no_article_is_refused_with_a_sentence(given: bytes, tmp_path: Path) -> None:
    file = tmp_path / "nothing.txt"
    file.write_bytes(given)
    result = CliRunner().invoke(app, ["tag", str(file)])
    assert result.exit_code != 0
    assert str(file) in result.stderr
    assert result.stdout == ""


def on_80_columns(*arguments: str) -> str:
    result = CliRunner(env={"FORCE_COLOR": "1", "COLUMNS": "80"}).invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)


def test_on_a_terminal_a_sentence_stays_below_the_claim_that_it_belongs_to() -> None:
    printed = on_80_columns("tag", str(ROOT / "seeds" / "000_5de1a66a5a730a72.txt"))
    sentence = printed[printed.index("    Negotiating some sort") : printed.index("on Dec. 5.")].splitlines()
    assert len(sentence) == 3
    assert all(line.startswith("    ") and len(line) <= 80 for line in sentence)


def test_the_measures_can_be_read_in_80_columns() -> None:
    printed = on_80_columns("evaluate")
    assert "…" not in printed
    assert {"precision", "recall", "F1", "invented", "missed", "guarantee", "types"} <= set(printed.split())
    assert max(map(len, printed.splitlines())) <= 80
