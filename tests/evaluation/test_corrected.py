"""Corrections held against tags: what is mended and what is wrong still. No server is needed."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from schemas.article import CleanedArticle, make_cleaned
from schemas.correction import Correction, Stated, identified
from schemas.tags import Position, Tags
from tagging.evaluate.corrected import Corrected, measure, still

TEXT = "Macron offered to send troops to Ukraine. Putin rejected any foreign troops there."
ARTICLE = make_cleaned(
    url="https://news.example/a", title="Troops", text=TEXT, language="en", fetched_at="2025-03-01T00:00:00Z", version=1
)
OFFER = Stated(
    holder="person/emmanuel-macron", stance="offers", beneficiary="ukraine", types=("troop-presence",),
    on_behalf_of="state/fr",
)  # fmt: skip


def said(article: CleanedArticle = ARTICLE, by: str = "Olena", **fields: object) -> Correction:
    origin = {name: getattr(article, name) for name in ("article_id", "version_id", "text_hash", "url")}
    plain = {"correction_id": "0" * 32, "by": by, "at": "2025-03-02T00:00:00Z", **origin, **fields}
    return identified(msgspec.convert(msgspec.to_builtins(plain), Correction))


def position(stance: str, *types: str, holder: str = "person/emmanuel-macron", behalf: str = "state/fr") -> Position:
    sentence = TEXT[: TEXT.index(".") + 1]
    plain = {"holder": holder, "stance": stance, "beneficiary": "ukraine", "types": types, "on_behalf_of": behalf,
             "evidence": [{"text": sentence, "start": 0, "end": len(sentence)}]}  # fmt: skip
    return msgspec.convert(plain, Position)


def right(**fields: object) -> Stated:
    return msgspec.structs.replace(OFFER, **fields)


@pytest.mark.parametrize(("correction", "tags", "wrong"), [
    (said(about="actor", tag="state/pl"), Tags(actors=("state/pl",)), ["invented"]),
    (said(about="actor", tag="state/pl"), Tags(), []),
    (said(about="actor", right_tag="state/pl"), Tags(), ["missed"]),
    (said(about="actor", right_tag="state/pl"), Tags(actors=("state/pl",)), []),
    (said(about="source", tag="source/a", right_tag="source/b"), Tags(sources=("source/a",)), ["invented", "missed"]),
    (said(about="source", tag="source/a", right_tag="source/b"), Tags(sources=("source/b",)), []),
    (said(about="instrument", tag="a-b"), Tags(guarantee_types=("a-b",)), []),
    (said(about="claim", claim=OFFER), Tags(positions=(position("offers", "troop-presence"),)), ["invented"]),
    (said(about="claim", claim=OFFER), Tags(positions=(position("supports", "troop-presence"),)), []),
    (said(about="claim", claim=OFFER), Tags(positions=(position("offers", "sanctions", behalf="org/eu"),)), []),
    (said(about="claim", claim=OFFER, right_claim=right(stance="supports")),
     Tags(positions=(position("offers", "troop-presence"),)), ["invented", "missed"]),
    (said(about="claim", claim=OFFER, right_claim=right(stance="supports")),
     Tags(positions=(position("supports", "troop-presence", "sanctions"),)), []),
    (said(about="claim", claim=OFFER, right_claim=right(types=("sanctions",))),
     Tags(positions=(position("offers", "troop-presence"),)), ["invented", "missed"]),
    (said(about="claim", claim=OFFER, right_claim=right(types=("troop-presence", "sanctions"))),
     Tags(positions=(position("offers", "troop-presence"),)), ["missed"]),
    (said(about="claim", claim=OFFER, right_claim=right(types=("sanctions",))),
     Tags(positions=(position("offers", "sanctions"),)), []),
    (said(about="claim", right_claim=OFFER), Tags(), ["missed"]),
    (said(about="quote", claim=OFFER, quote=TEXT[: TEXT.index(".") + 1]),
     Tags(positions=(position("offers", "troop-presence"),)), ["invented"]),
    (said(about="quote", claim=OFFER, quote="Another sentence."),
     Tags(positions=(position("offers", "troop-presence"),)), []),
])  # fmt: skip
def test_a_correction_is_mended_or_wrong_still(correction: Correction, tags: Tags, wrong: list[str]) -> None:
    assert [mistake.kind for mistake in still(correction, tags)] == wrong


def test_the_same_word_of_two_readers_counts_once_and_one_without_a_text_apart() -> None:
    twice = [said(by=name, about="actor", tag="state/pl") for name in ("Olena", "Petro")]
    other = said(about="actor", right_tag="state/de")
    tags = Tags(actors=("state/pl",))
    report = measure([*((Corrected(correction=one, article=ARTICLE), tags) for one in twice),
                      (Corrected(correction=other), None)])  # fmt: skip
    assert report.document()["layers"] == {"actors": {"mended": 0, "wrong": 1, "unknown": 1}}


def test_the_id_follows_from_who_says_what_and_not_from_remark_or_day() -> None:
    one = said(about="actor", tag="state/pl")
    again = identified(msgspec.structs.replace(one, remark="Again.", at="2026-01-01T00:00:00Z"))
    assert again.correction_id == one.correction_id
    assert said(by="Petro", about="actor", tag="state/pl").correction_id != one.correction_id
    assert said(about="actor", right_tag="state/pl").correction_id != one.correction_id


def evaluate(*words: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cli", "evaluate", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2]
    )


def test_a_file_of_corrections_is_measured_without_a_server(tmp_path: Path) -> None:
    right_one = said(about="actor", right_tag="person/emmanuel-macron")
    wrong_one = said(about="actor", right_tag="person/nobody-known", remark="in \x1b[31mred")
    file = tmp_path / "corrections.jsonl"
    lines = (Corrected(correction=one, article=ARTICLE) for one in (right_one, wrong_one))
    file.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    as_json = json.loads(evaluate("--corrections", "--from", str(file), "--json", cwd=tmp_path).stdout)
    assert as_json["layers"] == {"actors": {"mended": 1, "wrong": 1, "unknown": 0}}
    shown = evaluate("--corrections", "--from", str(file), cwd=tmp_path).stdout
    assert "https://news.example/a actors missed: person/nobody-known" in shown
    assert "\x1b[31m" not in shown


@pytest.mark.parametrize(("words", "code", "told"), [
    (("--from", "x"), 2, "add --corrections"), (("--corrections", "--errors"), 2, "leave out"),
    (("--corrections", "--from", "{file}"), 4, "corrections.jsonl:2"),
    (("--corrections", "--from", "/nothing/there"), 4, "cannot be read"),
])  # fmt: skip
def test_what_cannot_be_is_told_in_a_sentence(tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    file = tmp_path / "corrections.jsonl"
    file.write_text("\n{}\n")
    done = evaluate(*(word.format(file=file) for word in words), cwd=tmp_path)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (code, True, False)
