"""Web archives: whole, packed in both ways, and broken in the middle."""

import gzip
import random
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors import files, warc_records
from connectors.refused import Refused
from schemas.article import CleanedArticle

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def page(subject: str) -> bytes:
    return (
        f"<html><head><title>{subject} offers troops</title></head><body><article><h1>{subject} offers troops</h1>"
        f"<p>{subject} offered troops to Ukraine on Monday as part of security guarantees that would begin with a "
        f"ceasefire, its leader told reporters.</p><p>Russia rejected the offer of {subject} at once and said that "
        f"any such force would be a target for its army.</p></article></body></html>"
    ).encode()


Response = tuple[str, bytes, dict[str, str]]


def record(kind: str, fields: dict[str, str], block: bytes) -> bytes:
    """Gives a record as ISO 28500 has it."""
    named = {"WARC-Type": kind, **fields, "Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def archive(*responses: Response, packed: bool = False) -> list[bytes]:
    """Gives the records of an archive: a warcinfo, and a response for each (path, body, more).

    `more` holds HTTP headers, and `date` and `status` where they are not the usual ones.
    """
    parts = [record("warcinfo", {"Content-Type": "application/warc-fields"}, b"software: test\r\n")]
    for path, body, more in responses:
        fields = {"Content-Type": "text/html; charset=utf-8"} | more
        date, status = fields.pop("date", "2025-12-01T10:00:00Z"), fields.pop("status", "200 OK")
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        about = {"WARC-Target-URI": f"https://herald.example{path}", "WARC-Date": date}
        about |= {"Content-Type": "application/http; msgtype=response"}
        parts.append(record("response", about, f"{head}\r\n".encode() + body))
    return [gzip.compress(part) for part in parts] if packed else parts


def read(tmp_path: Path, data: bytes, name: str = "a.warc") -> list[CleanedArticle | Refused]:
    file = tmp_path / name
    file.write_bytes(data)
    return list(files.read([file], now=NOW))


def titles(found: list[CleanedArticle | Refused]) -> list[str]:
    return [one.title.split()[0] if isinstance(one, CleanedArticle) else one.why for one in found]


FRANCE: Response = ("/France", page("France"), {})
POLAND: Response = ("/Poland", page("Poland"), {})
TURKEY: Response = ("/Turkey", page("Turkey"), {})
PACKINGS: dict[str, Callable[..., bytes]] = {
    "a.warc": lambda *all_: b"".join(archive(*all_)),
    "each.warc.gz": lambda *all_: b"".join(archive(*all_, packed=True)),
    "whole.warc.gz": lambda *all_: gzip.compress(b"".join(archive(*all_))),
}


@pytest.mark.parametrize("name", PACKINGS)
def test_the_pages_of_an_archive_are_articles_fetched_when_it_says(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, PACKINGS[name](FRANCE, POLAND), name)
    assert titles(found) == ["France", "Poland"]
    first = found[0]
    assert isinstance(first, CleanedArticle)
    assert (first.url, first.fetched_at) == ("https://herald.example/France", "2025-12-01T10:00:00Z")
    assert first.version == 1764583200000


def test_an_address_with_a_secret_in_it_reaches_no_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read(tmp_path, b"".join(archive(("/a b?token=swordfish", page("France"), {}))))
    out, errors = capfd.readouterr()
    assert "swordfish" not in out + errors


def test_a_folder_is_searched_for_archives(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.WARC").write_bytes(b"".join(archive(FRANCE)))
    assert titles(list(files.read([tmp_path], now=NOW))) == ["France"]


def test_what_is_no_page_that_was_answered_with_success_is_passed_over(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        b"".join(
            archive(
                ("/missing", page("Sweden"), {"status": "404 Not Found"}),
                ("/image", b"\x89PNG", {"Content-Type": "image/png"}),
                FRANCE,
            )
        ),
    )
    assert titles(found) == ["France"]
    assert titles(read(tmp_path, b"".join(archive()))) == ["holds no HTML page"]
    assert titles(read(tmp_path, b"")) == ["holds no HTML page"]


def test_a_page_that_was_sent_packed_and_in_chunks_is_read(tmp_path: Path) -> None:
    body = gzip.compress(page("France"))
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    sent = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    left = ("/left", page("Poland"), {"Content-Encoding": "br"})
    strange = ("/strange", b"\x8b\x00\x00", {"Content-Encoding": "br"})
    found = read(tmp_path, b"".join(archive(("/f", chunked, sent), left, strange)))
    assert titles(found) == ["France", "Poland", "is compressed in a way that is not read here (br)"]


def test_the_charset_that_the_server_declared_is_used(tmp_path: Path) -> None:
    body = page("Україна").decode().encode("cp1251")
    found = read(tmp_path, b"".join(archive(("/u", body, {"Content-Type": "text/html; charset=windows-1251"}))))
    assert titles(found) == ["Україна"]


def test_a_page_without_a_date_that_can_be_was_fetched_now(tmp_path: Path) -> None:
    tomorrow = ("/France", page("France"), {"date": "2026-01-03T00:00:00Z"})
    (found,) = read(tmp_path, b"".join(archive(tomorrow)))
    assert isinstance(found, CleanedArticle)
    assert found.fetched_at == "2026-01-02T03:04:05Z"


def test_a_broken_record_is_a_refusal_and_those_after_it_are_read(tmp_path: Path) -> None:
    info, france, poland, turkey = archive(FRANCE, POLAND, TURKEY)
    for broken, why in (
        (poland.replace(b"Content-Length", b"Content-Langth", 1), "does not tell its length"),
        (poland.replace(b"WARC/1", b"WORC/1", 1), "does not begin as a record does"),
        (poland.replace(b"HTTP/1.1 200", b"garbage/1200", 1), None),
        (poland.replace(b"WARC-Target-URI", b"WARC-Nothing-URI", 1), "cannot be read as a record of a web archive"),
        (b"\xff\xfe\x00garbage\n" * 50, "does not begin as a record does"),
    ):
        found = titles(read(tmp_path, b"".join((info, france, broken, turkey))))
        assert (found[0], found[-1]) == ("France", "Turkey")
        if why is not None:
            assert why in found


def test_a_broken_gzip_member_is_a_refusal_and_those_after_it_are_read(tmp_path: Path) -> None:
    info, france, poland, turkey = archive(FRANCE, POLAND, TURKEY, packed=True)
    middle = len(poland) // 2
    for broken in (poland[:middle], poland[:middle] + b"\x00" * 40 + poland[middle + 40 :]):
        found = titles(read(tmp_path, b"".join((info, france, broken, turkey)), "a.warc.gz"))
        assert found == ["France", "is packed with gzip, and broken", "Turkey"]


def test_an_archive_that_was_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    for name, why in (("a.warc", "breaks off"), ("each.warc.gz", "is packed with gzip, and broken")):
        data = PACKINGS[name](FRANCE, POLAND)
        assert titles(read(tmp_path, data[:-200], name)) == ["France", why]


@pytest.mark.timeout(120)
def test_a_record_that_is_too_large_is_passed_over_without_being_held(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h.example/\r\nContent-Length: 200000000\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    )
    with gzip.open(file, "wb", compresslevel=1) as out:
        out.write(head)
        for _ in range(200):
            out.write(b" " * 1_000_000)
    with file.open("ab") as out:
        out.write(archive(FRANCE, packed=True)[1])
    tracemalloc.start()
    found = titles(list(files.read([file], now=NOW)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[-1] == "France"
    assert "is larger than 15 MB" in found
    assert peak < 6 * warc_records.MOST_BYTES


def test_a_bomb_within_a_record_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + b" " * 60_000_000)
    for more in ({"Content-Encoding": "gzip"}, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}):
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(bomb), bomb) if "Transfer-Encoding" in more else bomb
        found = titles(read(tmp_path, b"".join(archive(("/bomb", body, more), FRANCE))))
        assert found == ["is more than 15 MB unpacked", "France"]


def test_bytes_changed_at_random_end_nothing(tmp_path: Path) -> None:
    chance = random.Random(4711)
    for name in PACKINGS:
        whole = PACKINGS[name](*[(f"/{n}", b"<p>no article</p>", {}) for n in range(5)])
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file = tmp_path / name
            file.write_bytes(data)
            with file.open("rb") as stream:
                assert all(
                    isinstance(one, warc_records.Record | warc_records.Broken) for one in warc_records.records(stream)
                )
