"""What goes wrong with the server is one sentence that names it."""

import asyncio

import msgspec
import pytest

from schemas.endpoints import ElasticsearchEndpoint, Endpoints
from schemas.errors import ServerError
from search.client import answering, connect, connect_async

pytestmark = pytest.mark.servers


def said(endpoint: ElasticsearchEndpoint) -> str:
    with connect(endpoint, timeout=5.0) as client, pytest.raises(ServerError) as raised, answering(client):
        client.search(index="*")
    assert raised.value.exit_code == 6
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_wrong_password_is_told_without_it(stack_endpoints: Endpoints) -> None:
    sentence = said(msgspec.structs.replace(stack_endpoints.elasticsearch, password="hunter2"))
    assert "does not let us in: set elasticsearch.username and password" in sentence
    assert stack_endpoints.elasticsearch.urls[0] in sentence
    assert "hunter2" not in sentence


def test_no_password_at_all_is_told_the_same_way(stack_endpoints: Endpoints) -> None:
    endpoint = msgspec.structs.replace(stack_endpoints.elasticsearch, username=None, password=None)
    assert "does not let us in" in said(endpoint)


def test_a_server_that_is_gone_is_told_with_its_address(nowhere: Endpoints) -> None:
    assert "Elasticsearch at http://127.0.0.1:9 does not answer" in said(nowhere.elasticsearch)


def test_a_server_that_is_no_elasticsearch_is_told(stack_endpoints: Endpoints) -> None:
    kafka = f"http://{stack_endpoints.kafka.servers[0]}"
    assert kafka in said(msgspec.structs.replace(stack_endpoints.elasticsearch, urls=(kafka,)))


def test_tls_where_the_server_speaks_none_is_told(stack_endpoints: Endpoints) -> None:
    url = stack_endpoints.elasticsearch.urls[0].replace("http://", "https://")
    assert url in said(msgspec.structs.replace(stack_endpoints.elasticsearch, urls=(url,)))


def test_the_asynchronous_client_is_let_in_too(stack_endpoints: Endpoints) -> None:
    async def health() -> str:
        async with connect_async(stack_endpoints.elasticsearch) as client:
            return str((await client.cluster.health())["status"])

    assert asyncio.run(health()) in ("green", "yellow")
