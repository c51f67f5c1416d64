"""`pledgewire clean`."""

import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from schemas.messages import CLEANED
from schemas.publish import json_schema

SEEDS = Path(__file__).parents[2] / "seeds"


def clean(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Runs the command."""
    command = [sys.executable, "-m", "cli", "clean", *arguments]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, check=False)


def test_json_has_one_object_a_line_that_fits_the_schema() -> None:
    ended = clean("--json", str(SEEDS))
    assert ended.returncode == 0
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(lines) == 5
    for line in lines:
        Draft202012Validator(json_schema(CLEANED)).validate(line)


def test_people_get_title_facts_and_text_without_boilerplate() -> None:
    ended = clean(str(SEEDS / "004_85cb5a85d81a0c31.txt"))
    lines = ended.stdout.splitlines()
    assert lines[0] == "The Foreign Minister says that, security guarantees should be for “all sides”."
    assert "  credits: Sources: Deutsche Welle, Sky News, RIA Novosti, Reuters" in lines
    assert "Also read" not in ended.stdout


def test_standard_input_is_read_and_the_address_believed() -> None:
    text = (SEEDS / "001_3e045bda72be8ec2.txt").read_text("utf-8")
    ended = clean("--json", "--url", "https://herald.example/a?utm_source=x", "-", stdin=text)
    assert json.loads(ended.stdout)["url"] == "https://herald.example/a"


def test_what_cannot_be_cleaned_gets_a_sentence_and_code_four() -> None:
    ended = clean("-", stdin="Share this")
    assert ended.returncode == 4
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        "pledgewire: standard input: holds no article (no text is left when boilerplate is taken away)",
        "pledgewire: nothing that was handed in holds an article",
    ]
    assert clean("nowhere").stderr == "pledgewire: nowhere: there is no such file or folder\n"
    assert clean("--url", "ftp://x/", "-", stdin="x").returncode == 4


def test_an_escape_sequence_in_an_article_does_not_reach_the_terminal() -> None:
    text = (
        "A title\x1b]0;owned\x07 of it\nThe two sides have signed a treaty \x1b[31mon guarantees\u202e in Geneva today."
    )
    ended = clean("-", stdin=text)
    assert "\x1b" not in ended.stdout
    assert "\u202e" not in ended.stdout
