"""`pledgewire tag` and `evaluate` as a person types them."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEYS = {"holder", "stance", "beneficiary", "types", "evidence", "on_behalf_of", "conditional", "negated", "quote"}
ALWAYS = {"holder", "stance", "beneficiary", "types", "evidence"}
LAYERS = ("actors", "sources", "guarantee_types", "instruments")


def pledgewire(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *words], input=given, capture_output=True, cwd=ROOT, timeout=120, check=False
    )


def test_json_has_one_object_a_line_in_the_form_of_the_gold() -> None:
    answer = pledgewire("tag", "seeds", "--json")
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(records) == 5
    for record in records:
        assert all(isinstance(tag, str) for layer in LAYERS for tag in record[layer])
        assert {"title", "text", "text_hash", "language", "tagger_version", "vocabulary_version", "file"} <= set(record)
        for position in record["positions"]:
            assert set(position) >= ALWAYS
            assert set(position) <= KEYS
            for evidence in position["evidence"]:
                field = record[evidence.get("field", "text")]
                assert field[evidence["start"] : evidence["end"]] == evidence["text"]


def test_standard_input_is_tagged_too() -> None:
    text = b"Guarantees\n\nPresident Zelensky demanded security guarantees for Ukraine on Monday in Kyiv, he said.\n"
    answer = pledgewire("tag", "-", "--json", given=text)
    assert "state/ua" in json.loads(answer.stdout)["actors"]


def test_without_json_a_claim_stands_with_its_sentence() -> None:
    answer = pledgewire("tag", "seeds/004_85cb5a85d81a0c31.txt").stdout.decode()
    assert "state/ru demands nato-non-enlargement for russia" in answer
    assert "Furthermore, Russia demands that Ukraine never join NATO" in answer


def test_explain_names_the_rule() -> None:
    answer = pledgewire("tag", "seeds/004_85cb5a85d81a0c31.txt", "--explain").stdout.decode()
    assert "rule: want.verb" in answer


def test_explain_marks_the_words_and_names_phrase_and_line() -> None:
    answer = pledgewire("tag", "seeds/004_85cb5a85d81a0c31.txt", "--explain").stdout.decode()
    assert "[Russia](holder) [demands](stance) that [Ukraine never join NATO](guarantee)" in answer
    assert "“demands”  want.verb finite  demand|demands|demanded|demanding  claims/en.yaml:" in answer


def test_explain_gives_programs_the_same() -> None:
    (line,) = pledgewire("tag", "seeds/004_85cb5a85d81a0c31.txt", "--explain", "--json").stdout.splitlines()
    record = json.loads(line)
    assert all(mention["rule"] for mention in record["mentions"])
    for position in record["positions"]:
        assert {ground["tells"] for ground in position["grounds"]} >= {"holder", "guarantee"}
        for ground in position["grounds"]:
            assert record[ground.get("field", "text")][ground["start"] : ground["end"]] == ground["text"]


def test_a_file_that_is_not_there_is_answered_with_one_sentence() -> None:
    answer = pledgewire("tag", "nowhere.txt")
    assert answer.returncode == 4
    assert answer.stderr.decode().startswith("pledgewire: nowhere.txt")
    assert "Traceback" not in answer.stderr.decode()


def test_evaluate_gives_one_document_with_every_layer() -> None:
    answer = json.loads(pledgewire("evaluate", "--json").stdout)
    assert answer["articles"] == 5
    assert {"actors", "guarantee_types", "positions", "positions_strict", "evidence"} <= set(answer["layers"])
    assert all(answer["layers"]["actors"][name] is not None for name in ("precision", "recall", "f1", "f1_low"))
