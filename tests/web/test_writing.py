"""Who may write, and every way in which others try to. No server is needed."""

import asyncio
import base64
from collections.abc import Callable

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from tests.web.test_pages import _Read
from web import writing
from web.app import application
from web.desk import Desk
from web.names import Names
from web.sign_in import within
from web.writers import COOKIE, GUESSES, LASTS, Writer, Writers

TOKEN = "correct-horse-battery-staple"
BEARER = {"authorization": f"Bearer {TOKEN}"}
HEADER = "X-Remote-User"


class Clock:
    """A clock that is moved by hand."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pages(names: Names, clock: Clock) -> Callable[..., TestClient]:
    """Makes a browser of an application, called from an address; it knows the token unless told otherwise."""
    made: dict[int, Writers] = {}

    def make(address: str = "127.0.0.1", writers: Writers | None = None) -> TestClient:
        writers = writers or made.setdefault(0, Writers(TOKEN, clock=clock))
        app = application(Desk(None, "", names, lambda: ()), a_second=0, writers=writers)  # type: ignore[arg-type]
        return TestClient(app, base_url="http://localhost", client=(address, 1), follow_redirects=False)

    return make


def form_token(browser: TestClient) -> str:
    """Gives the token of the forms on the page that is always there."""
    page = _Read(browser.get("/sign-in").text)
    return next(found["value"] or "" for tag, found in page.tags if tag == "input" and found.get("name") == "form")


def sign_in(browser: TestClient, token: str = TOKEN, **more: str) -> int:
    fields = {"form": form_token(browser), "token": token, **more}
    return browser.post("/sign-in", data=fields).status_code


def signed_in(browser: TestClient) -> bool:
    return "You write as" in browser.get("/sign-in").text


def test_who_knows_the_token_writes_under_the_name_that_was_given(pages: Callable[..., TestClient]) -> None:
    browser = pages()
    assert not signed_in(browser)
    assert sign_in(browser, name="Олена <b>") == 303
    assert "You write as Олена &lt;b&gt;." in browser.get("/sign-in").text
    assert sign_in(browser, name="Another") == 303
    assert "You write as Another." in browser.get("/sign-in").text


def test_a_wrong_token_is_told_and_signs_nobody_in(pages: Callable[..., TestClient]) -> None:
    browser = pages()
    answer = browser.post("/sign-in", data={"form": form_token(browser), "token": TOKEN[:-1], "name": "Me"})
    assert answer.status_code == 401
    assert "This is not the write token." in answer.text
    assert TOKEN[:-1] not in answer.text
    assert not signed_in(browser)


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_holds_no_token(pages: Callable[..., TestClient]) -> None:
    browser = pages()
    fields = {"form": form_token(browser), "token": TOKEN}
    plain = browser.post("/sign-in", data=fields).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/", f"Max-Age={LASTS}"} <= {one.strip() for one in plain.split(";")}
    assert "Secure" not in plain
    value = plain.partition("=")[2].partition(";")[0]
    assert TOKEN.encode() not in base64.urlsafe_b64decode(value + "==")
    fields = {"form": form_token(browser), "token": TOKEN}
    over_tls = browser.post("/sign-in", data=fields, headers={"x-forwarded-proto": "https"})
    assert "Secure" in over_tls.headers["set-cookie"]


@pytest.mark.parametrize("change", [
    lambda cookie: "", lambda cookie: cookie[:-2], lambda cookie: "A" + cookie[1:],
    lambda cookie: base64.urlsafe_b64encode(b"\0" * 16 + base64.urlsafe_b64decode(cookie + "==")[16:]).decode(),
    lambda cookie: base64.urlsafe_b64encode(b'["me","0",9e9]').decode(), lambda cookie: "é" * 9000,
])  # fmt: skip
def test_a_forged_cookie_is_none(pages: Callable[..., TestClient], change: Callable[[str], str]) -> None:
    browser = pages()
    sign_in(browser)
    cookie = browser.cookies[COOKIE]
    other = pages()
    changed = change(cookie)
    assert changed != cookie
    header = {"cookie": f"{COOKIE}={changed}".encode()}
    assert "You write as" not in other.get("/sign-in", headers=header).text  # type: ignore[arg-type]
    assert "You write as" in other.get("/sign-in", headers={"cookie": f"{COOKIE}={cookie}"}).text


def test_a_forms_token_is_no_cookie(pages: Callable[..., TestClient]) -> None:
    browser = pages()
    assert "You write as" not in browser.get("/sign-in", headers={"cookie": f"{COOKIE}={form_token(browser)}"}).text


def test_a_session_ends_with_its_time(pages: Callable[..., TestClient], clock: Clock) -> None:
    browser = pages()
    sign_in(browser)
    clock.now += LASTS - 1
    cookie = browser.cookies[COOKIE]
    assert "You write as" in browser.get("/sign-in", headers={"cookie": f"{COOKIE}={cookie}"}).text
    clock.now += 2
    assert "You write as" not in browser.get("/sign-in", headers={"cookie": f"{COOKIE}={cookie}"}).text


def test_signing_out_ends_the_session_for_copies_of_its_cookie_too(pages: Callable[..., TestClient]) -> None:
    browser, thief = pages(), pages()
    sign_in(browser)
    copied = {"cookie": f"{COOKIE}={browser.cookies[COOKIE]}"}
    assert browser.post("/sign-out", data={"form": form_token(browser), "next": "/news"}).headers["location"] == "/news"
    assert not signed_in(browser)
    assert "You write as" not in thief.get("/sign-in", headers=copied).text


@pytest.mark.parametrize("whose", ["", "nobody's", "another writer's", "of yesterday"])
def test_a_form_that_is_not_of_this_writers_pages_does_nothing(
    pages: Callable[..., TestClient], clock: Clock, whose: str
) -> None:
    browser, other = pages(), pages()
    sign_in(browser)
    sign_in(other)
    token = {"": "", "nobody's": form_token(pages()), "another writer's": form_token(other)}.get(whose)
    if token is None:
        early = Writers(TOKEN, clock=lambda: clock.now - LASTS - 1)
        token = early.form_token(Writer(name="", by="sign-in", bound=""))
    answer = browser.post("/sign-out", data={"form": token})
    assert answer.status_code == 403
    assert signed_in(browser)


@pytest.mark.parametrize("headers", [
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"},
    {"origin": "http://localhost:9999"}, {"sec-fetch-site": "cross-site", "origin": "null"},
])  # fmt: skip
def test_a_form_on_a_page_elsewhere_does_nothing(pages: Callable[..., TestClient], headers: dict[str, str]) -> None:
    browser = pages()
    sign_in(browser)
    fields = {"form": form_token(browser)}
    assert browser.post("/sign-out", data=fields, headers=headers).status_code == 403
    assert signed_in(browser)
    ours = {"sec-fetch-site": "same-origin", "origin": "null"}
    assert browser.post("/sign-out", data=fields, headers=ours).status_code == 303


def test_guessing_ends_after_a_number_of_wrong_tokens_whoever_guesses(pages: Callable[..., TestClient]) -> None:
    writers = Writers(TOKEN)
    browsers = [pages(f"127.0.0.{number + 1}", writers) for number in range(int(GUESSES))]
    assert {sign_in(browser, token="guess") for browser in browsers} == {401}
    late = pages("127.0.1.1", writers)
    answer = late.post("/sign-in", data={"form": form_token(late), "token": TOKEN})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert not signed_in(late)


def test_right_tokens_use_up_no_guesses(pages: Callable[..., TestClient]) -> None:
    writers = Writers(TOKEN)
    assert {sign_in(pages(writers=writers)) for _ in range(int(GUESSES) * 2)} == {303}


def test_where_there_is_no_token_nobody_signs_in(pages: Callable[..., TestClient]) -> None:
    browser = pages(writers=Writers(None))
    page = browser.get("/sign-in").text
    assert "Nobody may write here" in page
    assert "Sign in to write</a>" not in page
    token = Writers(None).form_token(None)
    answer = browser.post("/sign-in", data={"form": token, "token": ""})
    assert answer.status_code == 403
    assert browser.post("/sign-out", data={"form": token}).status_code == 403


@pytest.mark.parametrize("address", [
    "//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\\/evil.example",
    "/\t/evil.example", "evil", "", "http://[", "/a\r\nx: y",
])  # fmt: skip
def test_signing_in_leads_nowhere_else(address: str) -> None:
    assert within(address) == "/"


def test_signing_in_leads_back(pages: Callable[..., TestClient]) -> None:
    browser = pages()
    fields = {"form": form_token(browser), "token": TOKEN, "next": "/article/abc?x=1"}
    assert browser.post("/sign-in", data=fields).headers["location"] == "/article/abc?x=1"


@pytest.mark.parametrize(("sent", "status"), [
    ({"content": b"form=" + b"a" * writing.LARGEST}, 413), ({"json": {"token": TOKEN}}, 415),
    ({"content": b"form=%ff"}, 400), ({"content": "&".join(["a=1"] * 900).encode()}, 400),
    ({"content": b"token=a&token=b"}, 400),
])  # fmt: skip
def test_what_is_no_small_form_is_refused(
    pages: Callable[..., TestClient], sent: dict[str, object], status: int
) -> None:
    browser = pages()
    headers = {} if "json" in sent else {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/sign-in", headers=headers, **sent).status_code == status  # type: ignore[arg-type]


def test_who_sends_without_end_gives_the_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SLOWEST", 0.01)
    never = asyncio.Event()

    async def receive() -> dict[str, object]:
        await never.wait()
        return {}

    async def read() -> None:
        headers = [(b"content-type", b"application/x-www-form-urlencoded")]
        request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
        await writing.fields_of(request, None)

    with pytest.raises(HTTPException) as refused:
        asyncio.run(read())
    assert refused.value.status_code == 408


def program(pages: Callable[..., TestClient], writers: Writers, address: str = "127.0.0.1") -> TestClient:
    """Gives a client of an application that also has an address of the API that writes: it answers who wrote what."""

    def handler(_: Request, writer: Writer, body: bytes) -> Response:
        return PlainTextResponse(f"{writer.by} {writer.name}: {body.decode()}")

    made: TestClient = pages(address, writers)
    starlette = made.app._app._app  # type: ignore[attr-defined]
    starlette.router.routes.insert(0, _route(handler))
    return made


def _route(handler: Callable[[Request, Writer, bytes], Response]) -> object:
    from starlette.routing import Route

    return Route("/api/write", writing.program(handler), methods=["POST"])


def test_a_program_with_the_token_writes(pages: Callable[..., TestClient]) -> None:
    answer = program(pages, Writers(TOKEN)).post("/api/write", headers=BEARER, json=1)
    assert (answer.status_code, answer.text) == (200, "token API: 1")


@pytest.mark.parametrize("headers", [
    {}, {"authorization": "Bearer"}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"},
    {"authorization": TOKEN}, {HEADER: "root"},
])  # fmt: skip
def test_a_program_without_it_does_not(pages: Callable[..., TestClient], headers: dict[str, str]) -> None:
    answer = program(pages, Writers(TOKEN)).post("/api/write", headers=headers, json=1)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert TOKEN not in answer.text


def test_a_cookie_is_not_enough_for_a_program(pages: Callable[..., TestClient]) -> None:
    client = program(pages, Writers(TOKEN))
    assert sign_in(client) == 303
    assert client.post("/api/write", json=1).status_code == 401


def test_where_there_is_no_token_no_program_writes(pages: Callable[..., TestClient]) -> None:
    client = program(pages, Writers(None))
    for headers in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer None"}, {HEADER: "root"}):
        answer = client.post("/api/write", headers=headers, json=1)
        assert answer.status_code == 403
        assert "web.write_token" in answer.json()["detail"]


def behind_a_proxy() -> Writers:
    return Writers(None, header=HEADER, proxies=("127.0.0.1", "10.1.0.0/16", "::1"))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.1.2.3"])
def test_a_trusted_proxy_says_who_writes(pages: Callable[..., TestClient], address: str) -> None:
    client = program(pages, behind_a_proxy(), address)
    name = {HEADER: "Олена\u202e".encode()}
    assert client.post("/api/write", headers=name, json=1).text == "proxy Олена\ufffd: 1"  # type: ignore[arg-type]
    assert "You write as olena." in client.get("/sign-in", headers={HEADER: "olena"}).text


@pytest.mark.parametrize("address", ["127.0.0.2", "10.2.0.1", "testclient", "::ffff:10.2.0.1", "::2", ""])
def test_anybody_else_who_says_so_is_not_believed(pages: Callable[..., TestClient], address: str) -> None:
    client = program(pages, behind_a_proxy(), address)
    forwarded = {HEADER: "olena", "x-forwarded-for": "10.1.2.3", "forwarded": "for=10.1.2.3"}
    assert client.post("/api/write", headers=forwarded, json=1).status_code == 401
    assert "You write as" not in client.get("/sign-in", headers=forwarded).text


def test_a_name_that_came_twice_is_none(pages: Callable[..., TestClient]) -> None:
    client = program(pages, behind_a_proxy())
    twice = [(HEADER, "olena"), (HEADER, "root")]
    assert client.post("/api/write", headers=twice, json=1).status_code == 401
    assert client.post("/api/write", headers={HEADER: " "}, json=1).status_code == 401


def test_a_page_elsewhere_cannot_use_a_persons_login_at_the_proxy(pages: Callable[..., TestClient]) -> None:
    client = program(pages, behind_a_proxy())
    olena = {HEADER: "olena"}
    as_a_form = {**olena, "content-type": "text/plain"}
    assert client.post("/api/write", headers=as_a_form, content=b"1").status_code == 415
    assert client.post("/api/write", headers=olena).status_code == 415
    assert client.post("/api/write", headers={**olena, "sec-fetch-site": "cross-site"}, json=1).status_code == 403
    assert client.post("/sign-out", headers=olena, data={"next": "/"}).status_code == 403
    of_another = _Read(client.get("/sign-in", headers={HEADER: "mallory"}).text)
    assert not [found for tag, found in of_another.tags if tag == "input" and found.get("name") == "token"]
    token = behind_a_proxy().form_token(Writer(name="mallory", by="proxy", bound="proxy mallory"))
    assert client.post("/sign-out", headers=olena, data={"form": token}).status_code == 403


def test_a_refusal_is_a_page_that_leads_to_signing_in(pages: Callable[..., TestClient]) -> None:
    answer = pages().post("/sign-out", data={})
    assert answer.status_code == 401
    assert 'href="/sign-in"' in answer.text


def test_the_tokens_of_one_start_are_not_those_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    writers = Writers(TOKEN)
    token = writers.form_token(None)
    monkeypatch.setattr("web.signed._KEY", b"another start")
    with pytest.raises(HTTPException):
        writers.check_form(None, token)
