"""`pledgewire tag` as its users meet it."""

import json
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
