"""The analyzers that the minimal Elasticsearch lacks and the stack puts back."""

from typing import Any

import pytest
import requests

from schemas.endpoints import Endpoints


def ask(endpoints: Endpoints, method: str, path: str, body: Any = None) -> requests.Response:
    """Asks Elasticsearch as its user."""
    server = endpoints.elasticsearch
    answer = requests.request(
        method, f"{server.urls[0]}/{path}", json=body, auth=(server.username or "", server.password or ""), timeout=30
    )
    answer.raise_for_status()
    return answer


@pytest.mark.servers
def test_a_search_for_guarantee_finds_guaranteed(endpoints: Endpoints) -> None:
    index = f"{endpoints.elasticsearch.index_prefix}stems"
    ask(endpoints, "PUT", index, {"mappings": {"properties": {"text": {"type": "text", "analyzer": "english"}}}})
    for number, text in enumerate(("Kyiv was guaranteed support.", "Kyiv was promised support.")):
        ask(endpoints, "PUT", f"{index}/_doc/{number}?refresh=true", {"text": text})
    found = ask(endpoints, "POST", f"{index}/_search", {"query": {"match": {"text": "guarantee"}}}).json()
    assert [hit["_id"] for hit in found["hits"]["hits"]] == ["0"]


@pytest.mark.servers
@pytest.mark.parametrize(
    ("analyzer", "text", "stems"),
    [
        ("english", "guarantees", ["guarante"]),
        ("french", "les garanties", ["garant"]),
        ("german", "Garantien", ["garanti"]),
        ("russian", "гарантиями", ["гарант"]),
    ],
)
def test_each_language_has_its_stems(endpoints: Endpoints, analyzer: str, text: str, stems: list[str]) -> None:
    tokens = ask(endpoints, "POST", "_analyze", {"analyzer": analyzer, "text": text}).json()["tokens"]
    assert [token["token"] for token in tokens] == stems
