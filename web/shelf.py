"""The saved searches as the page sees them: read from Kafka no more often than every few seconds, and written to it."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from elasticsearch import Elasticsearch

from config.model import Config
from pipeline.alerts import saved_searches
from pipeline.alerts import standing as alert_standing
from pipeline.alerts.receivers import known, means_of
from pipeline.alerts.standing import SavedStanding
from schemas.endpoints import KafkaEndpoint
from schemas.errors import InputError, UsageError
from schemas.printable import one_line
from schemas.saved import SavedSearch

FRESH = 5.0
"""Seconds for which what was read is believed."""


class Shelf(Protocol):
    """Saved searches. Its methods block, raise as pipeline.alerts.saved_searches does, and threads may call them."""

    def saved(self) -> Sequence[SavedSearch]: ...

    def standings(self) -> Sequence[SavedStanding]: ...

    def save(self, saved: SavedSearch) -> None: ...

    def remove(self, name: str) -> None: ...

    def receiver(self, to: str) -> str: ...


class Empty:
    """A Shelf with nothing on it, and for nothing: where no Kafka is at hand."""

    def saved(self) -> Sequence[SavedSearch]:
        """Gives none."""
        return ()

    def standings(self) -> Sequence[SavedStanding]:
        """Gives none."""
        return ()

    def save(self, saved: SavedSearch) -> None:
        """Raises UsageError."""
        raise UsageError("nothing can be saved here")

    def remove(self, name: str) -> None:
        """Raises UsageError."""
        raise UsageError("nothing can be saved here")

    def receiver(self, to: str) -> str:
        """Gives it as it is."""
        return to


class KafkaShelf:
    """The Shelf that is in Kafka and in the configuration."""

    def __init__(self, client: Elasticsearch, prefix: str, endpoint: KafkaEndpoint, config: Config) -> None:
        self._client, self._prefix, self._endpoint, self._config = client, prefix, endpoint, config
        self._means = means_of(config)
        self._turn = threading.Lock()
        self._read: tuple[float, Sequence[SavedSearch]] = (-FRESH, ())

    def saved(self) -> Sequence[SavedSearch]:
        """Gives every saved search by name, at most FRESH seconds old. Raises ServerError."""
        with self._turn:
            then, found = self._read
            if time.monotonic() - then >= FRESH:
                found = saved_searches.all_of(self._endpoint, self._config.saved, datetime.now(UTC))
                self._read = (time.monotonic(), found)
            return found

    def standings(self) -> Sequence[SavedStanding]:
        """Gives how they stand now. Raises ServerError."""
        config, now = self._config, datetime.now(UTC)
        return alert_standing.standings(self._client, self._prefix, self._endpoint, config.saved, self._means, now)

    def save(self, saved: SavedSearch) -> None:
        """Saves a search under a name that is free, or stands for the same question. Raises UsageError, ServerError."""
        known = saved_searches.all_of(self._endpoint, self._config.saved, datetime.now(UTC))
        before = next((each for each in known if each.name == saved.name), None)
        if before is not None and (before.configured or before.saved_id != saved.saved_id):
            raise UsageError(f"another search is saved as {saved.name}: choose another name")
        saved_searches.save(self._endpoint, saved)
        self._forget()

    def remove(self, name: str) -> None:
        """Removes a saved search. Raises UsageError where there is none or the configuration has it, ServerError."""
        found = saved_searches.one_of(self.saved(), name)
        if found.configured:
            raise UsageError(f"{name} stands in the configuration: remove it there")
        saved_searches.remove(self._endpoint, found, datetime.now(UTC))
        self._forget()

    def receiver(self, to: str) -> str:
        """Gives a receiver as it may be saved. Raises UsageError."""
        return known(to, self._means)

    def _forget(self) -> None:
        with self._turn:
            self._read = (-FRESH, ())


def called(shelf: Shelf, name: str) -> SavedSearch:
    """Gives the saved search of a name. Raises InputError where there is none."""
    for each in shelf.saved():
        if each.name == name:
            return each
    raise InputError(f"no saved search is called {one_line(name, longest=64)}")
