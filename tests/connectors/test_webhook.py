"""Webhooks: signed as the specification says, bounded, to public addresses alone."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from config.model import Fetching
from connectors.webhook import post, signed
from schemas.errors import FetchError

HERE = Fetching(timeout=2, silence_timeout=2, connect_timeout=2, allow_private_addresses=True)


def sent(url: str, settings: Fetching = HERE, body: bytes = b"{}") -> None:
    asyncio.run(post(settings, url, body, {"webhook-id": "msg_1"}))


def test_the_signature_is_that_of_the_published_example() -> None:
    # From the documentation of Svix, who began the specification (docs.svix.com, "verifying payloads, how manual").
    headers = signed(
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "msg_loFOjxBNrRLzqYUf",
        b'{"event_type":"ping","data":{"success":true}}',
        datetime.fromtimestamp(1731705121, UTC),
    )
    assert headers == {
        "webhook-id": "msg_loFOjxBNrRLzqYUf",
        "webhook-timestamp": "1731705121",
        "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    }


def test_a_body_arrives_as_it_was_signed(httpserver: HTTPServer) -> None:
    seen: list[tuple[bytes, str, str]] = []

    def take(request: Request) -> Response:
        seen.append((request.get_data(), request.headers["webhook-id"], request.headers["content-type"]))
        return Response(status=202)

    httpserver.expect_request("/hook", method="POST").respond_with_handler(take)
    sent(httpserver.url_for("/hook"), body="{“ü”}".encode())
    assert seen == [("{“ü”}".encode(), "msg_1", "application/json")]


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "not found"), (410, "gone for good"), (500, "in trouble"), (302, "answers without a page")],
)
def test_whatever_is_no_success_is_told_and_redirects_are_not_followed(
    httpserver: HTTPServer, status: int, said: str
) -> None:
    elsewhere = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request("/hook").respond_with_data(status=status, headers=elsewhere)
    with pytest.raises(FetchError, match=said) as raised:
        sent(httpserver.url_for("/hook"))
    assert raised.value.status == status
    assert [request.path for request, _ in httpserver.log] == ["/hook"]


def test_a_receiver_may_ask_to_be_left_alone(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_data(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError) as raised:
        sent(httpserver.url_for("/hook"))
    assert raised.value.retry_after == 120


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "169.254.169.254", "10.0.0.1"]
)
def test_no_private_address_is_connected_to_unless_that_is_allowed(host: str) -> None:
    settings = HERE.model_copy(update={"allow_private_addresses": False})
    with pytest.raises(FetchError, match=r"alerts\.allow_private_addresses|does not answer|no address"):
        sent(f"http://{host}:9/hook", settings)


def test_no_canary_on_this_machine_hears_anything() -> None:
    with _listener(lambda connection: None) as (port, heard):
        for host in ("127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"):
            with pytest.raises(FetchError):
                sent(f"http://{host}:{port}/hook", HERE.model_copy(update={"allow_private_addresses": False}))
    assert heard == []


def _silent(connection: socket.socket) -> None:
    connection.recv(65_536)
    threading.Event().wait(4)


def _dripping(connection: socket.socket) -> None:
    connection.recv(65_536)
    for byte in b"HTTP/1.1 ":
        connection.sendall(bytes([byte]))
        threading.Event().wait(0.4)


def _endless(connection: socket.socket) -> None:
    connection.recv(65_536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"ffff\r\n" + b"x" * 65_535 + b"\r\n")


@pytest.mark.parametrize("how", [_silent, _dripping])
def test_one_that_hangs_is_given_up(how: Callable[[socket.socket], None]) -> None:
    with (
        _listener(how) as (port, _),
        pytest.raises(FetchError, match=r"took longer|sent nothing"),
    ):
        sent(f"http://127.0.0.1:{port}/hook", HERE.model_copy(update={"timeout": 1.0, "silence_timeout": 1.0}))


def test_an_answer_without_end_is_not_read() -> None:
    with _listener(_endless) as (port, heard):
        sent(f"http://127.0.0.1:{port}/hook")
    assert heard == [1]


@contextmanager
def _listener(how: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[int]]]:
    """Gives the port of a socket on this machine that answers each connection in some way, and counts them."""
    heard: list[int] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            heard.append(1)
            with connection, suppress(OSError):
                how(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
