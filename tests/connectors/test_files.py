"""Files, folders and standard input."""

import gzip
import io
import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors import file_reader, files
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import InputError
from schemas.messages import encode

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BODY = "France offered troops to Ukraine on Monday.\nRussia rejected the offer at once, its spokesman told reporters."
HTML = """<!doctype html><html lang="en"><head><title>France offers troops | The Herald</title>
<meta property="og:site_name" content="The Herald"><link rel="canonical" href="https://herald.example/troops?utm_source=x">
</head><body><article><h1>France offers troops</h1><p>France offered troops to Ukraine on Monday as part of security
guarantees that would begin with a ceasefire.</p><p>Russia rejected the offer at once, its spokesman told reporters in
Moscow, and said that any such force would be a target.</p></article></body></html>"""


def articles(*paths: Path, now: datetime = NOW) -> list[CleanedArticle]:
    """Reads what must all be articles."""
    found = list(files.read(paths, now=now))
    assert all(isinstance(one, CleanedArticle) for one in found), found
    return [one for one in found if isinstance(one, CleanedArticle)]


def refusals(*paths: Path) -> list[str]:
    """Reads what must all be refused."""
    found = list(files.read(paths, now=NOW))
    assert all(isinstance(one, Refused) for one in found), found
    return [str(one) for one in found]


def test_a_folder_gives_its_articles_in_the_order_of_their_names() -> None:
    found = articles(SEEDS)
    assert [one.url.split(":")[1] for one in found] == sorted(path.stem for path in SEEDS.glob("*.txt"))
    assert {one.fetched_at for one in found} == {"2026-01-02T03:04:05Z"}
    assert {one.version for one in found} == {1767323045000}


def test_the_same_files_elsewhere_and_later_are_the_same_articles_and_versions(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "elsewhere" / "deeper")
    here, there = articles(SEEDS), articles(tmp_path, now=NOW + timedelta(days=1))
    assert [(one.article_id, one.version_id) for one in here] == [(one.article_id, one.version_id) for one in there]
    assert all(old.version < new.version for old, new in zip(here, there, strict=True))


def test_a_corrected_text_is_a_newer_version_of_the_same_article(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"France offers troops\n{BODY}")
    (before,) = articles(file)
    file.write_text(f"France offers troops\n{BODY} Corrected.")
    (after,) = articles(file, now=NOW + timedelta(seconds=1))
    assert after.article_id == before.article_id
    assert after.version_id != before.version_id
    assert after.version > before.version


def test_two_articles_in_files_of_one_name_stay_two(tmp_path: Path) -> None:
    for folder, title in (("2022", "France offers troops"), ("2023", "Poland offers troops")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text(f"{title}\n{BODY}")
    assert len({one.article_id for one in articles(tmp_path)}) == 2


def test_html_is_cleaned_and_its_own_address_believed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML)
    (found,) = articles(tmp_path)
    assert found.url == "https://herald.example/troops"
    assert found.title == "France offers troops"
    assert found.publisher == "The Herald"
    assert found.site == "herald.example"
    assert found.text.startswith("France offered troops to Ukraine on Monday")


def test_json_lines_of_other_tools_are_understood(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"url": "https://a.example/1", "title": "France offers", "text": BODY, "date": "2025-03-01T10:00:00+01:00"},
        {"link": "https://a.example/2", "headline": "F", "body": BODY, "author": {"name": "Ann Lee"}, "lang": "en-GB"},
        {"url": "https://a.example/3", "html": HTML},
        {"text": f"France offers troops\n{BODY}"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    first, second, third, fourth = articles(tmp_path)
    assert (first.url, first.published, first.published_from) == (
        "https://a.example/1",
        "2025-03-01T09:00:00Z",
        "given",
    )
    assert (second.authors, second.language) == (("Ann Lee",), "en")
    assert third.url == "https://a.example/3"  # the canonical address of another site is not believed
    assert fourth.title == "France offers troops"
    assert fourth.url.startswith("seed:")


def test_our_own_articles_come_back_as_they_are(tmp_path: Path) -> None:
    ours = articles(SEEDS)
    with gzip.open(tmp_path / "ours.jsonl.gz", "wb") as stream:
        stream.write(b"\n".join(map(encode, ours)))
    assert articles(tmp_path, now=NOW + timedelta(days=9)) == ours


def test_an_article_of_ours_whose_text_was_tampered_with_is_refused(tmp_path: Path) -> None:
    fields = json.loads(encode(articles(SEEDS)[0]))
    fields["text"] += " Tampered."
    (tmp_path / "x.jsonl").write_text(json.dumps(fields))
    assert refusals(tmp_path) == [f"{tmp_path / 'x.jsonl'}, line 1: its ids do not follow from its url, title and text"]


def test_bad_lines_are_refused_one_by_one_and_the_good_ones_read(tmp_path: Path) -> None:
    deep = "[" * 100_000
    good = json.dumps({"title": "France offers", "text": BODY})
    lines = ["not json", "[1]", "{}", '{"text": 5}', deep, good, '{"text": "\\ud800 too short"}']
    file = tmp_path / "x.jsonl"
    file.write_text("\n".join(lines))
    found = list(files.read([file], now=NOW))
    assert [isinstance(one, CleanedArticle) for one in found] == [False] * 5 + [True, False]
    assert str(found[1]) == f"{file}, line 2: is no JSON object"
    assert str(found[2]) == f"{file}, line 3: has neither `text` nor `html`"


def test_files_that_hold_no_article_are_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("")
    (tmp_path / "2.txt").write_text("Follow us on Twitter")
    (tmp_path / "3.txt").write_bytes(b"\x89PNG\x00\x00" * 100)
    (tmp_path / "4.html").write_text("<html><body><a href=/x>Home</a></body></html>")
    (tmp_path / "5.txt").write_bytes(b"a" * (file_reader.MAX_BYTES + 1))
    (tmp_path / "6.jsonl.gz").write_bytes(b"no gzip")
    where = [str(path) for path in sorted(tmp_path.iterdir())]
    found = refusals(tmp_path)
    assert found[0] == f"{where[0]}: is empty"
    assert found[1] == f"{where[1]}: holds no article (no text is left when boilerplate is taken away)"
    assert found[2] == f"{where[2]}: is no text"
    assert found[3].startswith(f"{where[3]}: holds no article")
    assert found[4] == f"{where[4]}: is larger than 15 MB"
    assert found[5].startswith(f"{where[5]}: cannot be read")


def test_hidden_and_other_files_are_left_out_and_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.txt").write_text(BODY)
    (tmp_path / ".a.txt").write_text(BODY)
    (tmp_path / "a.png").write_bytes(b"x")
    assert refusals(tmp_path) == [f"{tmp_path}: holds no .txt, .html, .jsonl or .warc file"]


def test_a_folder_that_contains_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"France offers troops\n{BODY}")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(articles(tmp_path)) == 1


def test_a_path_that_does_not_exist_is_a_mistake_told_before_anything_is_read() -> None:
    with pytest.raises(InputError, match=r"^nowhere: there is no such file or folder$"):
        files.read([SEEDS, "nowhere"], now=NOW)


def test_standard_input_may_be_text_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for raw in (f"France offers troops\n{BODY}", json.dumps({"title": "France offers troops", "text": BODY})):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw.encode())))
        (found,) = articles(Path("-"))
        assert found.title == "France offers troops"


def test_text_is_data_and_nothing_in_it_is_done(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    payload = f"__import__('os').system('touch {canary}') $(touch {canary}) <script>x</script> {{{{7*7}}}}"
    (tmp_path / "a.txt").write_text(f"France offers troops {payload}\n{BODY}\n{payload} and this is a sentence.")
    (found,) = articles(tmp_path)
    assert "<script>x</script>" in found.title
    assert not canary.exists()
