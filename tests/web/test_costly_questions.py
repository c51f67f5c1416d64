"""Questions that would cost much: refused with a sentence on the page and by the API, or told to end in time."""

import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from elasticsearch import Elasticsearch
from starlette.testclient import TestClient

from tests.web.test_pages import MACRON
from web.app import application
from web.desk import Desk
from web.names import Names

COSTLY = {
    "leading-wildcard": (f"q={quote('*a*')}", "wildcards are not understood"),
    "trailing-wildcard": (f"q={quote('guarant*')}", "wildcards are not understood"),
    "regular-expression": (f"q={quote('/(a|b)+c/')}", "regular expressions are not understood"),
    "expression-with-stars": (f"q={quote('/(.*){9}/')}", "are not understood"),
    "fuzziness": (f"q={quote('troops~2')}", "fuzzy words"),
    "nearness": ("q=%22troops+ukraine%22~50", "nearness"),
    "deep-nesting": ("q=" + "(" * 7 + "a" + ")" * 7, "more than 6 deep"),
    "ten-thousand-clauses": ("q=" + "+OR+".join(["a"] * 1_500), "1000 are the most"),
    "many-words": ("q=" + "+".join(["word"] * 51), "50 are the most"),
    "many-values": ("&".join(f"site={number}.example" for number in range(21)), "more than 20 values"),
    "many-exclusions": ("&".join(f"not=site:{number}.example" for number in range(21)), "more than 20 values"),
    "long-values": (f"site={'a' * 9_000}", "more than 8000 characters"),
    "huge-size": ("size=1000000000", "write a number"),
    "large-size": ("size=999999", "from 0 to"),
    "huge-page": ("page=99999999999999999999", "write a number"),
    "far-page": ("page=999999", "beyond the first 10000"),
    "page-before-the-first": ("page=0", "the first page is 1"),
    "year-beyond": ("since=99999-01-01", "is no date"),
    "days-beyond": ("since=99999999d", "is no date"),
    "no-day": ("until=0000-00-00", "is no date"),
    "zone-beyond": ("since=2025-01-01T00:00:00%2B23:59", "is no date"),
    "nothing-between": ("since=2025-02-01&until=2025-01-01", "nothing can lie between"),
}


@pytest.mark.servers
@pytest.mark.parametrize(("asked", "said"), COSTLY.values(), ids=COSTLY.keys())
@pytest.mark.parametrize("path", ["/", "/claims", "/api/articles", "/api/claims"])
def test_a_costly_question_is_refused_with_a_sentence(ask: TestClient, path: str, asked: str, said: str) -> None:
    answer = ask.get(f"{path}?{asked}")
    assert answer.status_code == 400
    assert said in answer.text.lower()


@pytest.mark.servers
@pytest.mark.parametrize("path", ["/api/facets", "/api/timeline", "/api/matrix", "/positions", "/api/claims.csv"])
@pytest.mark.parametrize("asked", ["q=*a*", "since=99999-01-01", "q=" + "(" * 7 + "a" + ")" * 7])
def test_what_counts_refuses_it_too(ask: TestClient, path: str, asked: str) -> None:
    assert ask.get(f"{path}?{asked}").status_code == 400


@pytest.mark.servers
@pytest.mark.parametrize(
    "asked", ["since=0001-01-01&until=9999-12-31", "since=99999d", "q=" + "+".join(["troops"] * 50)]
)
@pytest.mark.parametrize("path", ["/", "/api/articles", "/api/timeline"])
def test_the_most_that_may_be_asked_is_answered(ask: TestClient, path: str, asked: str) -> None:
    assert ask.get(f"{path}?{asked}").status_code == 200


@pytest.mark.servers
def test_elasticsearch_is_told_to_stop_whatever_it_is_asked(
    desk: Desk, ask: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All but the ledger, whose account is whole or given up.
    bodies: list[tuple[str, dict[str, Any]]] = []
    search = Elasticsearch.search

    def heard(client: Elasticsearch, **asked: Any) -> Any:
        bodies.append((address, asked.get("body") or asked))
        return search(client, **asked)

    monkeypatch.setattr(Elasticsearch, "search", heard)
    for address in (
        "/?q=troops&actor=person/emmanuel-macron", "/?site=nowhere.example", "/claims?q=troops",
        "/claims?q=nothinglikeit",
        "/positions", "/positions?q=troops", "/positions?site=nowhere.example", "/news?since=2025-01-01", "/stories",
        f"/article/{MACRON}", "/actor/person/emmanuel-macron",
        "/type/troop-presence", "/api/timeline?split=stance", "/api/timeline?count=claims&site=nowhere.example",
        "/api/suggest?q=mac", "/api/articles?cursor=*&facets=true",
    ):  # fmt: skip
        assert ask.get(address).status_code == 200, address
    assert len(bodies) > 30
    assert not [address for address, body in bodies if "timeout" not in body]


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes every request and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        kept: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    kept.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for connection in kept:
            connection.close()


@pytest.mark.parametrize("path", ["/?q=troops", "/api/articles?facets=true", "/api/timeline", "/type/troop-presence"])
def test_where_elasticsearch_hangs_it_is_given_up_with_a_sentence(silent: str, names: Names, path: str) -> None:
    with Elasticsearch(silent, request_timeout=0.2, max_retries=0) as client:
        ask = TestClient(application(Desk(client, "", names, lambda: ()), a_second=0), base_url="http://localhost")
        answer = ask.get(path)
    assert answer.status_code == 503
    assert "did not answer in time" in answer.text


def test_one_client_that_asks_without_end_leaves_others_their_turn(silent: str, names: Names) -> None:
    with Elasticsearch(silent, request_timeout=0.2) as client:
        app = application(Desk(client, "", names, lambda: ()), a_second=0.001)
        greedy = TestClient(app, base_url="http://localhost", client=("127.0.0.2", 1))
        told = [greedy.get("/api/claims.csv?size=x").status_code for _ in range(4)]
        assert told == [400, 400, 400, 429]
        other = TestClient(app, base_url="http://localhost", client=("127.0.0.3", 1))
        assert other.get("/api/claims.csv?size=x").status_code == 400
