"""Claims carry the codes that CAMEO's codebook has for them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from schemas.errors import VocabularyError
from schemas.tags import Stance
from tagging import lexicon
from tagging.crosswalk import load
from tests.tagging.claiming import positions


@pytest.mark.parametrize(
    ("stance", "types", "codes"),
    [
        # By the definitions of the codebook 1.1b3, chapter 2.
        ("offers", ["troop-presence"], ["0334"]),
        ("demands", ["troop-presence"], ["1034"]),
        ("proposes", ["arms-supply"], ["0232"]),
        ("offers", ["arms-supply", "troop-presence"], ["0332", "0334"]),
        ("offers", ["economic-support"], ["0331"]),
        ("offers", ["nato-membership"], ["032"]),
        ("demands", ["demilitarisation"], ["1056"]),
        ("demands", ["legally-binding"], ["100"]),
        ("demands", ["legally-binding", "troop-presence"], ["1034"]),  # 100 only where nothing finer can be told
        ("offers", ["sanctions"], []),
        ("offers", ["sanctions", "unspecified"], ["030"]),
        ("supports", ["troop-presence"], ["051"]),
        ("rejects", ["troop-presence"], ["120"]),
        ("doubts", ["unspecified"], ["012"]),
    ],
)
def test_a_claim_has_the_codes_of_its_stance_and_types(stance: Stance, types: list[str], codes: list[str]) -> None:
    assert list(load().of(stance, types)) == codes


def test_every_type_and_stance_of_the_table_is_one_of_ours() -> None:
    table = load()
    assert set(table.types) <= set(lexicon.load().subject.types)
    assert set(table.stances) == {"demands", "proposes", "offers", "supports", "rejects", "doubts"}
    assert "Schrodt" in table.source.author


def test_every_code_that_is_named_is_used() -> None:
    table = load()
    finer = {code for by_stance in table.types.values() for code in by_stance.values() if code}
    assert finer | set(table.stances.values()) == set(table.codes)


def test_the_tagger_codes_its_claims() -> None:
    (claim,) = positions("Macron offered to send troops to Ukraine.", "en")
    assert (claim.stance, claim.types, claim.cameo) == ("offers", ("troop-presence",), ("0334",))


def test_a_code_that_is_not_named_is_a_mistake_of_the_vocabulary(tmp_path: Path) -> None:
    built_in = (Path(lexicon.__file__).parents[1] / "vocabulary" / "crosswalks" / "cameo.yaml").read_text()
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "cameo.yaml").write_text(built_in.replace('rejects: "120"', 'rejects: "121"'))
    result = CliRunner().invoke(app, ["vocab", "check", str(tmp_path)])
    assert isinstance(result.exception, VocabularyError)
    assert result.stdout == (
        "crosswalks/cameo.yaml: stances.rejects: 121 is not among `codes`, which names each code that is used\n"
    )
