"""One request to Elasticsearch: its answer, or a sentence that says what is missing."""

from collections.abc import Callable, Mapping
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from schemas.errors import ServerError
from search.client import answering

Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Asks one index, or one point in time, and gives the answer."""
TIMEOUT = "10s"
"""After which the server answers with what it has found so far, whatever it was asked."""
FILL = "type `pledgewire work` in one terminal and `pledgewire replay seeds/` in another, or `pledgewire demo`."
EMPTY = f"Nothing is indexed yet: {FILL}"


def ask(client: Elasticsearch, index: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Gives the answer to one search. Raises ServerError where the server fails or has no such index."""
    with answering(client):
        try:
            found: Mapping[str, Any] = client.search(index=index, body={"timeout": TIMEOUT, **body}).body
        except NotFoundError:
            raise ServerError(f"There is no index {index} yet: {FILL}") from None
    return found


def cut_short(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Gives the note on an answer that is not whole; none where it is."""
    if found["timed_out"] or found["_shards"]["failed"]:
        return ("Elasticsearch did not finish in time: what is shown is a part of what there is.",)
    return ()
