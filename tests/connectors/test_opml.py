"""Lists of feeds as OPML, in and out."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config.model import Config
from connectors import opml
from connectors.opml import Listed
from schemas.endpoints import Endpoints
from schemas.errors import InputError

FILE = Path(__file__).parent / "lists" / "reader_with_folders.opml"
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_folders_and_categories_are_tags_and_each_feed_is_there_once() -> None:
    found = opml.read(FILE.read_bytes(), "a")
    assert [(one.url, one.name, one.tags) for one in found] == [
        ("https://visnyk.example/rss?a=1&b=2", "Вісник", ("Новини & огляди", "War")),
        ("https://journal.example/rss.xml", "Le Journal", ("Новини & огляди", "Europe")),
        ("https://herald.example/feed", "Herald & sons", ("peace", "talks", "nato")),
        ("https://bare.example/feed", None, ()),
    ]


def test_a_list_in_windows_1251_is_read_as_it_says() -> None:
    text = FILE.read_text("utf-8").replace("UTF-8", "windows-1251")
    assert opml.read(text.encode("cp1251"), "a")[0].name == "Вісник"


def test_what_is_written_is_read_again() -> None:
    feeds = (
        Listed(url="https://a.example/f?a=1&b=<2>", name='A & "B" <i>', tags=("Європа", "peace")),
        Listed(url="https://b.example/f"),
        Listed(url="https://c.example/f", name="C", tags=("Європа",)),
        Listed(url="https://d.example/f", name="D", tags=("either/or, both",)),
    )
    written = opml.write(feeds, title="T & U", now=NOW)
    assert written.count('<outline text="Європа"') == 1
    assert "<dateCreated>Tue, 24 Nov 2026 06:00:00 +0000</dateCreated>" in written
    assert opml.read(written.encode(), "a") == (feeds[0], feeds[2], feeds[1], feeds[3])  # by folder


def sentence(body: bytes) -> str:
    with pytest.raises(InputError) as caught:
        opml.read(body, "list.opml")
    return str(caught.value)


def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for body in (b"", b"hello", b"<html><body>x</body></html>", b"\x00\xff\xfe"):
        assert sentence(body) == "list.opml: is no OPML"
    assert sentence(b" " * (opml.MOST_BYTES + 1)) == "list.opml: is larger than 10 MB"
    secret = tmp_path / "secret"
    secret.write_text("canary-4711")
    hostile = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}">]><opml><body><outline xmlUrl="https://a.example/&x;"/></body></opml>'
    assert sentence(hostile.encode()) == "list.opml: holds a DOCTYPE or entities, which no list of feeds needs"
    assert "canary" not in repr(opml.read(b"<opml><broken>" + hostile.encode(), "a"))


@pytest.mark.timeout(60)
def test_a_list_that_is_nested_without_end_ends() -> None:
    deep = b"<opml version='2.0'><body>" + b"<outline text='x'>" * 100_000
    assert opml.read(deep, "a") == ()


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "cli", "feeds", *arguments]
    return subprocess.run(command, capture_output=True, input=stdin, cwd=cwd, check=False)


def test_import_prints_what_can_be_pasted_and_leaves_out_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "pledgewire.yaml").write_text("feeds: [https://herald.example/feed]\n")
    listed = FILE.read_bytes().replace(b"https://bare.example/feed", b"javascript:alert(1)")
    ended = run("import", "--print", "-", cwd=tmp_path, stdin=listed)
    assert ended.returncode == 0
    assert YAML(typ="safe", pure=True).load(ended.stdout) == {
        "feeds": [
            {"url": "https://visnyk.example/rss?a=1&b=2", "name": "Вісник", "tags": ["Новини & огляди", "War"]},
            {"url": "https://journal.example/rss.xml", "name": "Le Journal", "tags": ["Новини & огляди", "Europe"]},
        ]
    }
    assert ended.stderr.decode().splitlines()[-1] == "4 feeds are listed; new: 2, there already: 1, refused: 1."
    (tmp_path / "pledgewire.yaml").write_bytes(ended.stdout)
    again = run("import", "--print", str(FILE), cwd=tmp_path)
    assert again.stderr.decode().splitlines()[-1] == "4 feeds are listed; new: 2, there already: 2, refused: 0."


def test_export_writes_the_configured_feeds_and_no_secret_unless_it_is_asked_to(tmp_path: Path) -> None:
    feeds = [
        {"url": "https://a.example/feed", "name": "A", "tags": ["war", "peace"], "language": "uk"},
        "https://b.example/feed?token=swordfish",
        "https://ann:hunter2@c.example/feed",
    ]
    (tmp_path / "pledgewire.yaml").write_text(json.dumps({"feeds": feeds}))
    ended = run("export", "--configured", cwd=tmp_path)
    assert [one.url for one in opml.read(ended.stdout, "a")] == ["https://a.example/feed"]
    assert ended.stderr == b"Left out: 2 whose addresses may hold secrets; --with-secrets writes them.\n"
    assert len(opml.read(run("export", "--configured", "--with-secrets", cwd=tmp_path).stdout, "a")) == 3


def test_a_list_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    ended = run("import", "nowhere.opml", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (
        4,
        b"pledgewire: nowhere.opml: cannot be read (No such file or directory)\n",
    )


@pytest.mark.servers
def test_what_is_imported_is_polled_and_exported_again(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    flags = ("--data-dir", str(stack_config.data_dir), "--set", f"kafka.topic_prefix={endpoints.kafka.topic_prefix}")

    def ours(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "cli", *flags, "feeds", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    ours("add", "https://herald.example/feed", "--name", "Mine", "--tag", "kept")
    ended = ours("import", str(FILE))
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "4 feeds are listed; new: 3, there already: 1, refused: 0.\n"
    assert ours("import", str(FILE)).stderr == "4 feeds are listed; new: 0, there already: 4, refused: 0.\n"
    found = {one.url: one for one in opml.read(ours("export").stdout.encode(), "a")}
    assert (found["https://herald.example/feed"].name, found["https://herald.example/feed"].tags) == ("Mine", ("kept",))
    assert "https://visnyk.example/rss?a=1&b=2" not in found  # what stands behind `a` and `b` may be secrets
    assert len(opml.read(ours("export", "--with-secrets").stdout.encode(), "a")) == 4
