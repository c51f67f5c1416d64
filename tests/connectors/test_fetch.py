"""Servers that nobody vouches for."""

import asyncio
import resource
import socket
from typing import Any

import pytest

from config.model import Fetching
from connectors.address_guard import is_public
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from schemas.errors import FetchError
from tests.connectors.serving import Handler, Site, raw, says, serving

NO_HTTP = "does not answer in HTTP as it should, or with headers that are too long"
PRIVATE = "is at a private address, which `fetching.allow_private_addresses` does not allow"
LOCAL = {"allow_private_addresses": True, "timeout": 5.0}


def fetch(handler: Handler, path: str = "/", **settings: Any) -> Fetched:
    """Fetches from a raw local server."""

    async def run() -> Fetched:
        async with raw(handler) as base, Fetcher(Fetching(**{**LOCAL, **settings})) as fetcher:
            return await fetcher.get(base + path)

    return asyncio.run(run())


def refusal(handler: Handler, **settings: Any) -> str:
    """Gives the sentence, without the address, with which a raw local server's answer is refused."""
    with pytest.raises(FetchError) as caught:
        fetch(handler, **settings)
    assert str(caught.value).startswith("http://127.0.0.1:")
    assert caught.value.exit_code == 7
    return str(caught.value).split("/: ", 1)[1]


def test_a_body_comes_with_what_the_server_says_of_it() -> None:
    found = fetch(says('200 OK\r\nContent-Type: text/html; charset=koi8-r\r\nETag: "x"', b"<p>"))
    assert (found.status, found.body, found.content_type, found.charset, found.etag) == (
        200,
        b"<p>",
        "text/html",
        "koi8-r",
        '"x"',
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("404 Not Found", "not found (404)"),
        ("410 Gone", "is gone for good (410)"),
        ("403 Forbidden", "refuses us (403)"),
        ("503 Service Unavailable", "the server is in trouble: service unavailable (503)"),
        ("204 No Content", "answers without a page: no content (204)"),
        ("999 Odd", "the server is in trouble: an answer that HTTP does not know (999)"),
    ],
)
def test_a_status_that_is_no_success_is_told_in_words(status: str, sentence: str) -> None:
    assert refusal(says(status)) == sentence


def test_a_drip_feed_is_stopped_when_its_time_is_up() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    assert refusal(drip, timeout=0.5) == "took longer than 0.5 s"


def test_a_server_that_never_answers_is_given_up() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    assert refusal(silent, timeout=0.3) == "took longer than 0.3 s"


def test_headers_without_end_are_given_up() -> None:
    async def headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        number = 0
        while True:
            number += 1
            writer.write(f"X-{number}: {'y' * 1_000}\r\n".encode())
            await writer.drain()

    assert refusal(headers) == NO_HTTP


def test_a_header_without_end_is_given_up() -> None:
    async def header(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            writer.write(b"y" * 65_536)
            await writer.drain()

    assert refusal(header) == NO_HTTP


@pytest.mark.parametrize(
    ("begins", "goes_on", "sentence"),
    [
        ("", "2", NO_HTTP),
        ("", "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n", "took longer than 1 s"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "y", "took longer than 1 s"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n",
            "X-Trailer: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n",
            # Whether its beginning was read before the rest came, or not.
            f"broke off, or is not what its headers say|{NO_HTTP}",
        ),
    ],
    ids=["a status line", "answers before the answer", "the description of a chunk", "trailers"],
)
def test_what_goes_on_without_end_is_given_up_and_takes_little_memory(begins: str, goes_on: str, sentence: str) -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begins.encode())
        while True:
            writer.write(goes_on.encode() * 1_000)
            await writer.drain()

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(endless, timeout=1.0) in sentence.split("|")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_an_answer_that_is_no_http_is_refused() -> None:
    async def garbage(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x00\x01SSH-2.0-x\r\n\r\n")

    assert refusal(garbage) == NO_HTTP


def test_a_body_that_breaks_off_is_refused() -> None:
    answer = refusal(says("200 OK\r\nContent-Length: 100", b"short"))
    assert answer == "broke off, or is not what its headers say"


def test_a_redirect_loop_ends_after_five() -> None:
    asked = []

    async def loop(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    assert refusal(loop) == "redirects more than 5 times"
    assert len(asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "gopher://x/"])
def test_a_redirect_to_another_scheme_is_not_followed(target: str) -> None:
    answer = refusal(says(f"302 Found\r\nLocation: {target}\r\nContent-Length: 0"))
    assert answer == "leads to something that is no http or https address"


def test_a_redirect_is_followed_and_the_last_address_told() -> None:
    async def run() -> Fetched:
        site = Site()
        site.put("/there", "here")
        async with (
            site.serve(),
            raw(says(f"301 Moved\r\nLocation: {site.address}/there")) as base,
            Fetcher(Fetching(**LOCAL)) as fetcher,
        ):
            return await fetcher.get(base)

    found = asyncio.run(run())
    assert found.body == b"here"
    assert found.url.endswith("/there")


def _private_forms(port: int) -> list[str]:
    hosts = ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"]
    return [f"http://{host}:{port}/" for host in hosts]


def test_no_way_of_writing_it_reaches_loopback() -> None:
    async def run() -> list[str]:
        site = Site()
        site.put("/", "secret")
        async with site.serve(), Fetcher(Fetching(timeout=5.0)) as fetcher:
            sentences = []
            for url in _private_forms(int(site.address.rsplit(":", 1)[1])):
                with pytest.raises(FetchError) as caught:
                    await fetcher.get(url)
                sentences.append(str(caught.value))
            assert not site.asked
            return sentences

    for sentence in asyncio.run(run()):
        assert sentence.endswith((PRIVATE, "has no address", "is no address")), sentence
        # 127.0.0.1 itself and names for it must be seen for what they are.
        if "127.0.0.1:" in sentence or "localhost" in sentence:
            assert sentence.endswith(PRIVATE)


def test_a_name_that_means_loopback_only_when_asked_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: whatever was resolved, the address connected to is the one that is checked."""
    real = socket.getaddrinfo

    def rebinding(host: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if host == "rebind.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    async def run() -> str:
        site = Site()
        async with site.serve(), Fetcher(Fetching(timeout=5.0)) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(site.address.replace("127.0.0.1", "rebind.example"))
            assert not site.asked
            return str(caught.value)

    assert asyncio.run(run()).endswith(PRIVATE)


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first server is taken for a public one, the one it redirects to is loopback by another name of it."""
    from connectors import address_guard

    monkeypatch.setattr(address_guard, "is_public", lambda address: address == "127.0.0.1")

    async def run() -> str:
        target = Site()
        async with target.serve():
            port = target.address.rsplit(":", 1)[1]
            redirect = says(f"302 Found\r\nLocation: http://127.0.0.2:{port}/\r\nContent-Length: 0")
            async with raw(redirect) as base, Fetcher(Fetching(timeout=5.0)) as fetcher:
                with pytest.raises(FetchError) as caught:
                    await fetcher.get(base)
            assert not target.asked
        return str(caught.value)

    assert asyncio.run(run()).endswith(PRIVATE)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
        *("192.88.99.1", "240.0.0.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::", "fe80::1", "fe80::1%eth0", "fc00::1"),
        *("fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "no address", ""),
    ],
)
def test_an_address_off_the_public_internet_is_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"])
def test_an_address_on_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_a_second_fetch_with_what_the_first_told_gets_not_modified() -> None:
    async def run() -> tuple[Fetched, Fetched]:
        site = Site()
        site.put("/feed", "x")
        async with site.serve(), Fetcher(Fetching(**LOCAL)) as fetcher:
            first = await fetcher.get(site.address + "/feed")
            second = await fetcher.get(site.address + "/feed", etag=first.etag, last_modified=first.last_modified)
            return first, second

    first, second = asyncio.run(run())
    assert (first.status, second.status, second.body) == (200, 304, b"")


def test_a_password_goes_to_its_server_alone_and_into_no_error() -> None:
    heads: list[str] = []

    async def run() -> str:
        async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            heads.append("other")
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

        async with raw(note) as other:

            async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                heads.append(head)
                writer.write(f"HTTP/1.1 302 Found\r\nLocation: {other}/x\r\nContent-Length: 0\r\n\r\n".encode())

            async with serving(answer) as base, Fetcher(Fetching(**LOCAL)) as fetcher:
                host = base.removeprefix("http://")
                with pytest.raises(FetchError) as caught:
                    await fetcher.get(f"http://ann:pa%40ss@{host}/feed?token=hunter2&lang=en")
            return str(caught.value)

    sentence = asyncio.run(run())
    assert "Authorization: Basic YW5uOnBhQHNz" in heads[0]  # base64 of ann:pa@ss
    assert heads[1] == "other"
    assert "ann" not in sentence
    assert "pa" not in sentence.split("//")[1]
    assert "hunter2" not in sentence
    assert "lang=en" in sentence


def test_a_host_that_does_not_exist_or_answer_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    async def run(url: str) -> str:
        async with Fetcher(Fetching(**LOCAL)) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(url)
            return str(caught.value)

    assert asyncio.run(run(f"http://127.0.0.1:{port}/")).endswith("/: does not answer")
    assert asyncio.run(run("http://nowhere.invalid/")) == "http://nowhere.invalid/: its host has no address"
    assert asyncio.run(run("file:///etc/passwd")).endswith("leads to something that is no http or https address")
