"""A language model's endpoint is asked within bounds, whatever it does."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.chat import Chat
from schemas.endpoints import ModelEndpoint
from schemas.errors import FetchError, InputError

PATH = "/v1/chat/completions"
SAID = {"choices": [{"message": {"role": "assistant", "content": '{"claims": []}'}}]}
KEY = "hunter2"


def chat(address: str, *, timeout: float = 5.0, private: bool = True) -> Chat:
    return Chat(
        ModelEndpoint(url=f"{address}/v1", model="small", api_key=KEY, timeout=timeout, allow_private_addresses=private)
    )


def local(server: HTTPServer) -> str:
    return server.url_for("").rstrip("/")


def test_a_good_answer_is_given_and_the_question_is_the_one_that_such_endpoints_take(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH, method="POST").respond_with_json(SAID)
    assert chat(local(httpserver)).ask("be exact", "the article") == '{"claims": []}'
    ((request, _),) = httpserver.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.json == {
        "model": "small",
        "messages": [{"role": "system", "content": "be exact"}, {"role": "user", "content": "the article"}],
        "temperature": 0,
        "response_format": {"type": "json_object"},
    }


def test_a_private_address_is_asked_only_where_that_is_allowed(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_json(SAID)
    with pytest.raises(FetchError, match=r"private address, which `tagger\.allow_private_addresses` does not allow"):
        chat(local(httpserver), private=False).ask("", "")
    assert httpserver.log == []


def test_what_fails_for_a_moment_is_asked_again(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request(PATH).respond_with_data("", status=503)
    httpserver.expect_ordered_request(PATH).respond_with_json(SAID)
    assert chat(local(httpserver)).ask("", "") == '{"claims": []}'


@pytest.mark.parametrize("status", [400, 401, 404, 302])
def test_a_refusal_is_not_asked_again_and_a_redirect_is_not_followed(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=status, headers={"Location": "/elsewhere"})
    with pytest.raises(FetchError) as failed:
        chat(local(httpserver)).ask("", "")
    assert failed.value.status == status
    assert len(httpserver.log) == 1
    assert KEY not in str(failed.value)


def test_a_server_in_trouble_is_given_up_in_time(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=500)
    with pytest.raises(FetchError, match="the server is in trouble"):
        chat(local(httpserver), timeout=1.5).ask("", "")
    assert 1 <= len(httpserver.log) <= 3


def test_a_wait_that_is_longer_than_the_time_is_not_waited(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=429, headers={"Retry-After": "3600"})
    with pytest.raises(FetchError, match="come less often"):
        chat(local(httpserver)).ask("", "")
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(
    "body", ["<html>", "[]", "{}", '{"choices": []}', '{"choices": [{"message": {"content": null}}]}', "[" * 200_000]
)
def test_what_is_no_answer_is_refused(httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request(PATH).respond_with_data(body)
    with pytest.raises(InputError):
        chat(local(httpserver)).ask("", "")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(httpserver: HTTPServer) -> None:
    sent = 0

    def endless(_: Request) -> Response:
        def parts() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(1_000):
                sent += 65_536
                yield b" " * 65_536

        return Response(parts())

    httpserver.expect_request(PATH).respond_with_handler(endless)
    with pytest.raises(FetchError, match="is more than 1 MB"):
        chat(local(httpserver), timeout=3).ask("", "")
    assert sent < 60_000_000


def test_a_compressed_answer_is_refused_unread(httpserver: HTTPServer) -> None:
    headers = {"Content-Encoding": "gzip"}
    httpserver.expect_request(PATH).respond_with_data(json.dumps(SAID), headers=headers)
    with pytest.raises(FetchError):
        chat(local(httpserver), timeout=1).ask("", "")


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for one in taken:
            one.close()


def test_a_server_that_never_answers_is_given_up_in_time() -> None:
    with silent() as address, pytest.raises(FetchError, match=r"took longer than 1 s|sent nothing for 1 s"):
        chat(address, timeout=1).ask("", "")


def test_nobody_there_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(FetchError, match=f"http://127.0.0.1:{port}/v1/chat/completions: does not answer"):
        chat(f"http://127.0.0.1:{port}", timeout=1).ask("", "")
