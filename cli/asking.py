"""What the commands that ask Elasticsearch share: a client, the time, and how answers and notes are printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict

import typer

from cli.context import Context

if TYPE_CHECKING:
    from datetime import datetime

    from elasticsearch import Elasticsearch

TIMEOUT = 20.0
"""Seconds that a person waits for one answer."""


class Moment(TypedDict):
    """The time of asking, and a number that nobody who writes articles can guess."""

    now: "datetime"
    nonce: str


@contextmanager
def asking(state: Context) -> Iterator[tuple["Elasticsearch", str]]:
    """Gives a client for the time of the block, and the prefix of the indices. Raises StackError, ConfigError."""
    from search.client import connect

    endpoint = state.endpoints().elasticsearch
    with connect(endpoint, timeout=TIMEOUT) as client:
        yield client, endpoint.index_prefix


def moment() -> Moment:
    """Gives the time now and a fresh number."""
    import secrets
    from datetime import UTC, datetime

    return {"now": datetime.now(UTC), "nonce": secrets.token_hex(8)}


def print_json(answer: object) -> None:
    """Prints one JSON document on stdout, harmless also on a terminal."""
    import msgspec

    from schemas.printable import escaped

    typer.echo(escaped(msgspec.json.encode(answer).decode()))


def print_notes(notes: tuple[str, ...]) -> None:
    """Prints sentences for the person on stderr."""
    for note in notes:
        typer.echo(note, err=True)
