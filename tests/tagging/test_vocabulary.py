"""The vocabulary: what is in it, how mistakes are answered, and that it can be of another subject."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from schemas.errors import VocabularyError
from tagging.vocabulary import BUILT_IN, load
from tagging.vocabulary.compiled import load_layers
from tagging.vocabulary.layers import files_of_names
from tagging.vocabulary.publish import NAMES, schema_file, schemas
from tests.tagging.naming import article, mentions

FIXTURES = Path(__file__).parent / "fixtures"
MISTAKES = {
    "unknown-key": ("names.yaml:4: states.0.capital:", "unknown field"),
    "unknown-section": ("names.yaml:4: countries:", "there are states, organisations"),
    "id-twice": ("names.yaml:4: states.1.id:", "names.yaml:2 already"),
    "id-of-the-wrong-shape": ("names.yaml:4: states.1.id:", "must be written like state/ua"),
    "no-names": ("names.yaml:3:", "missing required field `names`"),
    "office-that-does-not-exist": ("names.yaml:5: persons.0.offices.0:", "no office 'fisheries-minister'"),
    "office-of-an-unknown-state": ("names.yaml:5: persons.0.offices.0:", "no state/no among states"),
    "day-that-does-not-exist": ("names.yaml:8:", "day is out of range"),
    "tenure-that-ends-before-it-starts": ("names.yaml:8:", "before it starts"),
    "tenure-of-the-wrong-shape": ("names.yaml:5: persons.0.offices.0:", "president state/us 2021-01-20/2025-01-20"),
    "not-yaml": ("names.yaml:3:", "is not YAML"),
    "not-utf-8": ("names.yaml:", "is not UTF-8"),
    "a-list-at-the-top": ("names.yaml:1:", "must be a mapping"),
    "key-twice": ("names.yaml:4: names:", "twice"),
    "phrase-that-is-no-text": ("names.yaml:6: blocs.0.names.en.1:", "expected a text"),
    "person-without-a-family-name": ("names.yaml:2: persons.0.family:", "needs a family name"),
    "too-many-forms": ("names.yaml:2:", "more than 400 forms"),
    "contradiction": ("names.yaml:4: Norway:", "means state/no too"),
}


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_a_mistake_is_answered_with_file_line_and_what_would_be_right(mistake: str) -> None:
    place, what = MISTAKES[mistake]
    with pytest.raises(VocabularyError) as caught:
        load_layers([FIXTURES / "vocabulary-mistakes" / mistake])
    assert str(caught.value).startswith(place)
    assert what in str(caught.value)


def test_every_fixture_of_a_mistake_is_tested() -> None:
    assert {folder.name for folder in (FIXTURES / "vocabulary-mistakes").iterdir()} == set(MISTAKES)


def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(VocabularyError, match=r"no \.yaml file"):
        load_layers([tmp_path])


def test_the_built_in_vocabulary_covers_the_subject() -> None:
    vocabulary = load()
    assert len(vocabulary.persons) >= 600
    assert len(vocabulary.states) >= 250
    assert len(vocabulary.organisations) >= 150


def test_the_published_schemas_are_what_the_types_say() -> None:
    for name, schema in schemas().items():
        assert json.loads(schema_file(name).read_text()) == json.loads(json.dumps(schema)), name


def test_every_file_fits_the_published_schema() -> None:
    files = {
        NAMES: files_of_names(BUILT_IN),
        "guarantee-types.schema.json": [BUILT_IN / "guarantee-types.yaml"],
        "claims.schema.json": sorted((BUILT_IN / "claims").glob("*.yaml")),
        "crosswalks.schema.json": sorted((BUILT_IN / "crosswalks").glob("*.yaml")),
    }
    for name, paths in files.items():
        checker = jsonschema.Draft202012Validator(json.loads(schema_file(name).read_text()))
        for path in paths:
            checker.validate(_with_booleans(path))
        assert paths


def _with_booleans(path: Path) -> object:
    """Reads a file as the vocabulary does: all words but true and false stay words."""
    loaded = yaml.load(path.read_text(), Loader=yaml.CBaseLoader)  # noqa: S506 (the base loader makes only texts)
    return _booleans(loaded)


def _booleans(value: object, key: str = "") -> object:
    if isinstance(value, dict):
        return {name: _booleans(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_booleans(item) for item in value]
    return value == "true" if key in ("prominent", "speaker", "shared", "silent") else value


def test_any_change_of_a_file_changes_the_version(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    shutil.copytree(FIXTURES / "mackerel-wars", folder)
    before = load(folder).version
    assert load(folder).version == before
    with (folder / "names.yaml").open("a") as file:
        file.write("# a note\n")
    assert load(folder).version != before


def test_a_vocabulary_of_another_subject_needs_no_other_code() -> None:
    fish = load(FIXTURES / "mackerel-wars")
    text = (
        "The Norwegian fisheries minister told the Fish Gazette that the Mackerel Accord holds. "
        "NEAFC met in Oslo. The Trawlers' Guild said nothing of Putin."
    )
    organisations = {"org/neafc", "org/trawlers-guild"}
    found = {one.id for one in mentions(article(text, published="2023-05-01"), fish)}
    assert found == {"state/no", "person/astrid-havn", "source/fish-gazette", *organisations, "mackerel-accord-2014"}
