"""Indexes batches into a real Elasticsearch, and shows what it then holds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pipeline.delivery import Delivery
from pipeline.elastic_writer import ElasticWriter
from pipeline.index_step import Failures, index
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from schemas.messages import encode
from search.client import connect, connect_async
from search.documents import Document
from search.indices import ensure
from tests.pipeline.conftest import settings


def delivery_of(value: EnrichedArticle | bytes | None, offset: int = 0) -> Delivery:
    """Gives a message."""
    raw = encode(value) if isinstance(value, EnrichedArticle) else value
    return Delivery(topic="t", partition=0, offset=offset, key=b"k", value=raw, headers=[])


class Seen:
    """What Elasticsearch holds."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    def all(self, kind: str) -> list[Document]:
        with connect(self._endpoints.elasticsearch) as client:
            name = f"{self._endpoints.elasticsearch.index_prefix}{kind}"
            client.indices.refresh(index=name)
            return [hit["_source"] for hit in client.search(index=name, size=1000)["hits"]["hits"]]

    @property
    def holders(self) -> set[str]:
        return {each["holder"] for each in self.all("positions")}


@asynccontextmanager
async def writer_for(endpoints: Endpoints) -> AsyncIterator[ElasticWriter]:
    """Gives a writer."""

    async def make() -> None:
        def now() -> None:
            with connect(endpoints.elasticsearch) as client:
                ensure(client, settings(endpoints))

        await asyncio.to_thread(now)

    async with connect_async(endpoints.elasticsearch) as client:
        yield ElasticWriter(client, endpoints.elasticsearch.index_prefix, Patience(Pulse()), make)


def index_all(endpoints: Endpoints, *batches: list[Delivery]) -> list[Failures]:
    """Indexes one batch after another; gives what failed of each."""

    async def run() -> list[Failures]:
        async with writer_for(endpoints) as writer:
            return [await index(batch, writer) for batch in batches]

    return asyncio.run(run())
