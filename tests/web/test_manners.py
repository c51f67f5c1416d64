"""What every answer of the API keeps to: compression, conditions, HEAD, failures as problems, the description."""

import gzip
from collections.abc import Iterator

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.crowd import NUMBER
from web.app import application
from web.desk import Desk

CLAIMS = "/api/claims?type=troop-presence&size=50"
PROBLEM = "application/problem+json"


@pytest.fixture
def crowd(many: Desk) -> TestClient:
    return TestClient(application(many, a_second=0), base_url="http://localhost")


@pytest.mark.servers
def test_an_answer_is_compressed_for_who_reads_that(ask: TestClient) -> None:
    with ask.stream("GET", CLAIMS, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    plain = ask.get(CLAIMS, headers={"accept-encoding": "identity"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2
    assert "Accept-Encoding" in plain.headers["vary"]


@pytest.mark.servers
def test_an_export_is_compressed_too(ask: TestClient) -> None:
    answer = ask.get("/api/claims.csv", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text.startswith("id,holder,")


@pytest.mark.servers
@pytest.mark.parametrize("path", ["/", "/claims?q=troops", "/sign-in"])
def test_a_page_with_forms_is_not_compressed(ask: TestClient, path: str) -> None:
    assert "content-encoding" not in ask.get(path, headers={"accept-encoding": "gzip"}).headers


@pytest.mark.servers
@pytest.mark.parametrize("said", ["{tag}", '"other", {tag}', "{strong}", "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_asker_has_is_not_sent_again(ask: TestClient, method: str, said: str) -> None:
    tag = ask.get(CLAIMS).headers["etag"]
    again = ask.request(method, CLAIMS, headers={"if-none-match": said.format(tag=tag, strong=tag.removeprefix("W/"))})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["cache-control"] == "private, no-cache"


@pytest.mark.servers
def test_another_answer_is_sent_whole(ask: TestClient) -> None:
    tag = ask.get(CLAIMS).headers["etag"]
    other = ask.get("/api/claims?size=1", headers={"if-none-match": tag})
    assert other.status_code == 200
    assert len(other.json()["hits"]) == 1


@pytest.mark.servers
def test_a_page_is_kept_by_nobody(ask: TestClient) -> None:
    assert ask.get("/claims").headers["cache-control"] == "no-store"
    assert ask.get("/api/claims.csv").headers["cache-control"] == "no-store"


@pytest.mark.servers
def test_the_head_of_an_export_tells_how_much_it_holds_and_walks_through_nothing(many: Desk, crowd: TestClient) -> None:
    before = _asked(many)
    answer = crowd.head("/api/articles.ndjson")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["x-total-count"] == str(NUMBER)
    assert _asked(many) - before < 10, "the whole export takes 103 steps"


def _asked(desk: Desk) -> int:
    stats = desk.client.indices.stats(index=f"{desk.prefix}articles", metric="search")
    return int(stats["_all"]["total"]["search"]["query_total"])


@pytest.mark.servers
@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/api/nothing", 404, "nothing at this address"),
        ("DELETE", "/api/claims", 405, "understands GET, HEAD alone"),
        ("OPTIONS", "/api/claims", 405, "understands GET, HEAD alone"),
        ("GET", "/api/claims?q=" + "a" * 16_001, 414, "longer than 16000"),
        ("GET", "/api/facets?of=people", 400, "write one of articles, claims"),
        ("GET", "/api/ledger?size=0", 400, "from 1 to 10,000"),
    ],
)
def test_a_failure_is_a_problem_with_a_sentence(
    ask: TestClient, method: str, path: str, status: int, said: str
) -> None:
    answer = ask.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert said in answer.json()["detail"]


def test_all_methods_of_an_address_are_named(nobody: TestClient) -> None:
    answer = nobody.put("/sign-in")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert nobody.put("/static/main.js").headers["allow"] == "GET, HEAD"


@pytest.mark.servers
def test_who_asks_under_another_name_gets_a_problem(ask: TestClient) -> None:
    answer = ask.get("/api/claims", headers={"host": "rebound.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert ask.get("/claims", headers={"host": "rebound.example"}).headers["content-type"][:10] == "text/plain"


def test_what_nobody_foresaw_is_a_problem_that_tells_nothing_of_itself(
    nobody: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(Desk, "articles", broken)
    asking = TestClient(nobody.app, base_url="http://localhost", raise_server_exceptions=False)
    answer = asking.get("/api/articles")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "secret" not in answer.text


@pytest.mark.servers
def test_no_page_elsewhere_may_read_answers(ask: TestClient) -> None:
    headers = ask.get("/api/claims", headers={"origin": "https://elsewhere.example"}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_whoever_asks_for_the_api_is_led_to_its_description(nobody: TestClient) -> None:
    assert nobody.get("/api").json()["openapi"] == "3.1.0"


def test_every_address_of_the_api_is_described(nobody: TestClient) -> None:
    served = {(path, method) for path, method in _served(nobody) if path != "/api"}
    described = nobody.get("/api/openapi.json").json()["paths"]
    assert served == {(path, method) for path, methods in described.items() for method in methods}


def _served(client: TestClient) -> Iterator[tuple[str, str]]:
    app = client.app
    while not hasattr(app, "routes"):
        app = app._app  # type: ignore[attr-defined]
    for route in app.routes:
        if isinstance(route, Route) and route.path.startswith("/api"):
            for method in (route.methods or {"GET"}) - {"HEAD"}:
                yield route.path.replace(":path", ""), method.lower()
