"""Asks Elasticsearch for as long as it takes, as the agents do that lose nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

from elastic_transport import ObjectApiResponse
from elasticsearch import ApiError, AsyncElasticsearch, NotFoundError, TransportError

from pipeline.patience import Patience
from search.client import address, explained

Call = Callable[[], Awaitable[ObjectApiResponse[Any]]]


async def ask(client: AsyncElasticsearch, patience: Patience, call: Call) -> ObjectApiResponse[Any] | None:
    """Gives the answer, however long it takes; None where there is no index, and so nothing to look at."""
    while True:
        patience.try_now()
        try:
            answer = await call()
        except NotFoundError:
            return None
        except (ApiError, TransportError) as error:
            await patience.after(explained(error, address(client)))
            continue
        patience.answered()
        return answer
