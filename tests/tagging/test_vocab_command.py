"""`pledgewire vocab` as its users meet it, and vocabularies laid over the built-in one."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.context import Context
from cli.main import app, main
from cli.stack import again
from cli.vocabulary_option import lay
from schemas.errors import VocabularyError
from schemas.tags import Position
from tagging.tagger import load
from tagging.vocabulary import BUILT_IN
from tests.tagging.naming import article

FIXTURES = Path(__file__).parent / "fixtures"
CLIMATE = FIXTURES / "climate-finance"
ROOT = Path(__file__).parents[2]


def vocab(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["vocab", *words], input=given)


def asked(*words: str, given: str | None = None) -> Any:
    result = vocab(*words, "--json", given=given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def folder(tmp_path: Path, **files: str) -> Path:
    """Writes a vocabulary: `names` is names.yaml, `claims_en` claims/en.yaml."""
    for name, content in files.items():
        path = tmp_path / f"{name.replace('claims_', 'claims/').replace('guarantee_types', 'guarantee-types')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_the_built_in_vocabulary_and_those_of_the_tests_are_right() -> None:
    for each in (BUILT_IN, CLIMATE, FIXTURES / "mackerel-wars"):
        result = vocab("check", str(each))
        assert result.exit_code == 0, result.output
        assert str(each) in result.stdout


def test_all_mistakes_are_told_at_once_with_file_line_and_key(tmp_path: Path) -> None:
    names = """\
persons:
- {id: person/kim-one, given: [Kim], family: [Onesson]}
- {id: person/kim-two, given: [Kim], family: [Twosson], aliases: [Twos]}
- {id: Kim Three, family: [Threesson]}
- {id: person/kim-four, given: [Kim], family: [Foursson], offices: [shoe-minister state/no 2020/..]}
organisations:
- {id: org/shoes, names: {en: [Shoe Union]}, state: state/zz}
"""
    claims = (
        (BUILT_IN / "claims" / "en.yaml")
        .read_text()
        .replace("\ncues:\n  say:\n    verb: |\n", "\ncues:\n  say:\n    verb: |\n      ~3 opens with a gap\n")
    )
    line = claims.splitlines().index("      ~3 opens with a gap") + 1
    result = vocab("check", str(folder(tmp_path, names=names, claims_en=claims)))
    assert isinstance(result.exception, VocabularyError)
    assert result.stdout.splitlines() == [
        f"claims/en.yaml:{line}: cues.say.verb: ~3 opens with a gap: "
        "'~3 opens with a gap' must begin with a word that has to be there",
        "names.yaml:3: persons.1.aliases: object contains unknown field `aliases`",
        "names.yaml:4: persons.2.id: must be written like person/emmanuel-macron",
        "names.yaml:5: persons.3.offices.0: there is no office 'shoe-minister' in `offices`",
        "names.yaml:7: organisations.0.state: there is no state/zz among states",
    ]
    assert "has 5 mistakes" in str(result.exception)


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("anchors: {en: shoe guarantee}\ntypes: []\nbeneficiaries: {moon: [state/no]}\n", "guarantee-types.yaml:3: "),
        (
            "anchors: {en: shoe guarantee}\ntypes:\n- id: shoes\nbeneficiaries: {}\n",
            "guarantee-types.yaml:3: types.0: ",
        ),
        ("anchors: {en: '@boots guarantee'}\ntypes: []\nbeneficiaries: {}\n", "guarantee-types.yaml:1: anchors.en: "),
        (
            "anchors: {en: shoe}\ntypes: []\nbeneficiaries: {other: [org/nobody]}\n",
            "guarantee-types.yaml:3: beneficiaries.other: there is no org/nobody",
        ),
        (
            "anchors: {en: shoe}\ntypes:\n- {id: shoes, means: shoes, traits: [passing, walking]}\nbeneficiaries: {}\n",
            "guarantee-types.yaml:3: types.0.traits.1: there is no 'walking'",
        ),
        (
            "anchors: {en: shoe}\ntypes:\n- {id: shoes, means: shoes, for_all: boots}\nbeneficiaries: {}\n",
            "guarantee-types.yaml:3: types.0.for_all: there is no type 'boots'",
        ),
        (
            "anchors: {en: shoe}\ntypes:\n- id: barefoot\n  means: bare\n  traits: [concession]\nbeneficiaries: {}\n",
            "guarantee-types.yaml:5: types.0.traits: what is refused or given up is so for somebody",
        ),
        (
            "anchors: {en: shoe}\ntypes: []\nbeneficiaries: {}\ncoalitions: [org/nobody]\n",
            "guarantee-types.yaml:4: coalitions: there is no org/nobody",
        ),
        (
            "anchors: {en: shoe}\ntypes: []\nbeneficiaries: {}\nspeaks_for:\n  org/nato: org/nobody\n",
            "guarantee-types.yaml:5: speaks_for.org/nato: there is no org/nobody",
        ),
    ],
)
def test_mistakes_in_guarantee_types_have_their_line_too(tmp_path: Path, types: str, expected: str) -> None:
    result = vocab("check", str(folder(tmp_path, guarantee_types=types)))
    assert isinstance(result.exception, VocabularyError)
    assert result.stdout.startswith(expected)


def test_a_mistake_ends_the_command_with_the_exit_code_of_vocabularies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = folder(tmp_path, names="persons: [{id: person/x}]\n")
    monkeypatch.setattr("sys.argv", ["pledgewire", "vocab", "check", str(bad)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3


@pytest.mark.parametrize(
    ("alias", "identity"),
    [
        ("person/sergei-ryabkov", "person/sergei-ryabkov"),
        ("Ryabkov", "person/sergei-ryabkov"),
        ("Рябкова", "person/sergei-ryabkov"),
        ("Сергей Рябков", "person/sergei-ryabkov"),
        ("Selenskyj", "person/volodymyr-zelensky"),
        ("Зеленського", "person/volodymyr-zelensky"),
        ("der Kreml", "state/ru"),
        ("L’OTAN", "org/nato"),
        ("budapest-memorandum-1994", "budapest-memorandum-1994"),
        ("troop-presence", "troop-presence"),
    ],
)
def test_an_entry_is_shown_under_any_alias_in_any_script(alias: str, identity: str) -> None:
    found = {entry["entry"]["id"]: entry for entry in asked("show", alias)["entries"]}
    assert identity in found


@pytest.mark.parametrize("identity", ["person/sergei-ryabkov", "troop-presence"])
def test_what_is_shown_stands_where_it_is_said_to_stand(identity: str) -> None:
    (found,) = asked("show", identity)["entries"]
    name, _, line = found["place"].rpartition(":")
    assert identity in (BUILT_IN / name).read_text().splitlines()[int(line) - 1]


def test_a_phrase_of_claims_is_shown_with_its_stance() -> None:
    phrases = asked("show", "ruled out")["phrases"]
    assert ("en", "cue", "against.verb") in {(one["language"], one["kind"], one["name"]) for one in phrases}


def test_what_is_not_there_is_answered_with_what_is_near() -> None:
    result = vocab("show", "person/sergei-ryabkof")
    assert result.exit_code != 0
    assert "person/sergei-ryabkov" in str(result.exception)


def test_a_sentence_is_tried_with_all_that_was_heard_in_it() -> None:
    text = "Macron ruled out sending troops to Ukraine as part of security guarantees, but offered air policing."
    found = asked("test", text)
    claims = {(one["holder"], one["stance"], *one["types"]) for one in found["positions"]}
    macron = "person/emmanuel-macron"
    assert claims == {(macron, "rejects", "troop-presence"), (macron, "offers", "air-sea-protection")}
    assert {"cue", "strong"} <= {one["kind"] for one in found["heard"]}
    assert all(one["place"] and one["phrase"] for one in found["heard"])


def test_where_there_is_no_claim_it_is_told_what_is_missing() -> None:
    (note,) = asked("test", "Macron will send a football to Berlin.")["notes"]
    assert "anchor" in note


def test_a_person_is_added_by_a_folder_laid_over_ours(tmp_path: Path) -> None:
    names = """\
persons:
- {id: person/ada-newcomer, given: [Ada], family: [Newcomer], offices: [foreign-minister state/no 2031-01-01/..]}
"""
    mine = folder(tmp_path, names=names)
    text = "Ada Newcomer rejected NATO troops in Ukraine as a security guarantee, and Macron offered them."
    with_hers = asked("test", text, "--vocabulary", str(mine))
    assert {"person/ada-newcomer", "person/emmanuel-macron"} <= set(with_hers["actors"])
    without = asked("test", text)
    assert with_hers["vocabulary_version"] != without["vocabulary_version"]
    shown = vocab("show", "Newcomer", "--vocabulary", str(mine))
    assert "foreign-minister state/no" in shown.stdout


def test_an_entry_of_ours_is_replaced_by_one_of_the_same_id(tmp_path: Path) -> None:
    mine = folder(tmp_path, names="persons:\n- {id: person/emmanuel-macron, given: [Manu], family: [Makroni]}\n")
    found = asked("test", "Manu Makroni and Emmanuel Macron met in NATO.", "--vocabulary", str(mine))
    spans = [one["text"] for one in found["mentions"] if one["id"] == "person/emmanuel-macron"]
    assert spans == ["Manu Makroni"]


def claims(text: str, language: str, title: str) -> set[tuple[str, str, str]]:
    made = article(text, language, title=title, published="2025-09-05")
    found: tuple[Position, ...] = load(CLIMATE).tag(made).positions
    return {(one.holder, one.stance, kind) for one in found for kind in one.types}


def test_another_subject_is_a_folder_and_no_code() -> None:
    text = (
        "Small island states demanded loss and damage payments at the summit. Germany offered adaptation finance. "
        "The United States rejected compensation for storms. Mia Tidewater called for sea walls to be paid for."
    )
    assert claims(text, "en", "Climate finance: the talks") == {
        ("bloc/small-island-states", "demands", "loss-and-damage"),
        ("state/de", "offers", "adaptation-finance"),
        ("state/us", "rejects", "loss-and-damage"),
        ("person/mia-tidewater", "demands", "adaptation-finance"),
    }
    text = "Die Inselstaaten fordern Entschädigungen. Deutschland lehnt Entschädigungen ab."
    assert claims(text, "de", "Klimafinanzierung") == {
        ("bloc/small-island-states", "demands", "loss-and-damage"),
        ("state/de", "rejects", "loss-and-damage"),
    }


def test_a_vocabulary_of_another_subject_hears_nothing_of_ours() -> None:
    text = "Zelensky demanded security guarantees and NATO troops in Ukraine."
    assert claims(text, "en", "Security guarantees for Ukraine") == set()


def test_the_vocabulary_of_the_configuration_counts_where_none_is_given(tmp_path: Path) -> None:
    config = tmp_path / "pledgewire.yaml"
    config.write_text(f"vocabulary: {CLIMATE}\n")
    page = tmp_path / "page.txt"
    page.write_text(
        "Climate finance\n\nGermany offered adaptation finance to Fiji, the chancellor said on Monday in Bonn.\n"
    )
    result = CliRunner().invoke(app, ["--config", str(config), "tag", "--json", str(page)])
    assert json.loads(result.stdout)["guarantee_types"] == ["adaptation-finance"]


def test_a_vocabulary_given_to_one_command_reaches_those_that_it_starts() -> None:
    shared = Context()
    lay(shared, CLIMATE)
    assert f"vocabulary={CLIMATE}" in again(shared, "work")
    assert shared.config.vocabulary == CLIMATE


@pytest.mark.parametrize("command", ["tag", "evaluate", "work", "up", "demo", "retag"])
def test_every_command_that_makes_tags_takes_a_vocabulary(command: str) -> None:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, [command, "--help"])
    assert "--vocabulary" in result.stdout


def test_a_label_of_what_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    names = "labels:\n- {of: person/nobody, called: {de: Niemand}}\n- {of: org/nato, called: {english: Nato}}\n"
    result = vocab("check", str(folder(tmp_path, names=names)))
    assert result.stdout.splitlines() == [
        "names.yaml:2: labels.0.of: there is no person/nobody in the vocabulary",
        "names.yaml:3: labels.1.called: must be written like en",
    ]
