"""What an agent writes to Elasticsearch with: a client, and indices that are made anew where they have gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from elasticsearch import AsyncElasticsearch

from config.servers import Elasticsearch
from pipeline.elastic_writer import ElasticWriter
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from schemas.endpoints import ElasticsearchEndpoint
from search.client import connect, connect_async
from search.indices import ensure


@asynccontextmanager
async def writing(
    endpoint: ElasticsearchEndpoint, settings: Elasticsearch, pulse: Pulse
) -> AsyncIterator[tuple[AsyncElasticsearch, ElasticWriter]]:
    """Gives the client and a writer that uses it, for the time of the block; asks the server nothing yet."""
    # The endpoint's prefix is the one that counts: the configuration's may differ, in tests for instance.
    here = settings.model_copy(update={"index_prefix": endpoint.index_prefix})

    def make_indices() -> None:
        with connect(endpoint) as client:
            ensure(client, here)

    async def ensure_indices() -> None:
        await asyncio.to_thread(make_indices)

    async with connect_async(endpoint) as client:
        yield client, ElasticWriter(client, endpoint.index_prefix, Patience(pulse), ensure_indices)
