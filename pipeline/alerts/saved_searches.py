"""Saving searches and taking that back: what commands, the page and the configuration write into `news.saved.v1`."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec
from msgspec import structs
from pydantic import ValidationError

from config.alerts import Saved
from pipeline import compacted
from pipeline.alerts.saved_question import pairs_of, question
from pipeline.compacted import Store
from schemas.endpoints import KafkaEndpoint
from schemas.errors import UsageError
from schemas.messages import SAVED
from schemas.printable import one_line
from schemas.saved import MOST_RECEIVERS, MOST_SAVED, Digest, SavedSearch, What
from schemas.subscription import exactly
from search import parameters
from search.parameters import Pairs


class Named(Protocol):
    """What is told of a saved search."""

    @property
    def name(self) -> str: ...


Called = TypeVar("Called", bound=Named)

_OPTIONS = {"name": "NAME", "digest": "--digest", "digest_at": "--digest-at", "quiet": "--quiet", "zone": "--zone"}
_RIGHT = {
    "name": "write up to 64 small letters, digits and hyphens, such as no-to-troops",
    "digest": "write hourly, daily or weekly",
    "digest_at": "write a time such as 08:00",
    "quiet": "write two times such as 22:00-07:00",
    "zone": "write a time zone such as Europe/Kyiv",
}
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(SavedSearch)


def load(endpoint: KafkaEndpoint) -> dict[str, SavedSearch]:
    """Gives every search that was saved or removed, by name. Raises ServerError where Kafka does not answer."""
    found = (decoded(value) for value in compacted.newest(endpoint, SAVED, "read the saved searches").values())
    return {each.name: each for each in found if each is not None}


def decoded(value: bytes | None) -> SavedSearch | None:
    """Gives the saved search in a record's value, or None where it is none."""
    try:
        return _DECODER.decode(value or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def of(saved: Saved, now: datetime) -> SavedSearch:
    """Gives a configured search as it is kept."""
    return SavedSearch(
        name=saved.name,
        changed=exactly(now),
        what=saved.what,
        question=pairs_of(saved),
        to=saved.to,
        digest=saved.digest,
        digest_at=saved.digest_at,
        quiet=saved.quiet,
        zone=saved.zone,
        configured=True,
    )


def made(
    name: str,
    what: What,
    pairs: Pairs,
    *,
    to: Iterable[str],
    digest: Digest | None,
    digest_at: str,
    quiet: str | None,
    zone: str,
    now: datetime,
) -> SavedSearch:
    """Gives a search as a command or the page describes it; `to` was checked before (pipeline.alerts.receivers.known).

    Raises UsageError with what would be right.
    """
    asked = question(what, [pair for pair in pairs if pair[1].strip()], now)
    when = {"digest_at": digest_at, "zone": zone} | ({"digest": digest} if digest else {})
    try:
        checked = Saved.model_validate({"name": name, **when} | ({"quiet": quiet} if quiet else {}))
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0])
        raise UsageError(f"{_OPTIONS[wrong]}: {_RIGHT[wrong]}") from None
    if checked.quiet and checked.quiet[:5] == checked.quiet[6:]:
        raise UsageError("--quiet: begins when it ends: write 22:00-07:00")
    return SavedSearch(
        name=name,
        changed=exactly(now),
        what=what,
        question=tuple(parameters.pairs(asked)),
        to=tuple(dict.fromkeys(to))[:MOST_RECEIVERS],
        digest=digest,
        digest_at=checked.digest_at,
        quiet=checked.quiet,
        zone=checked.zone,
    )


def save(endpoint: KafkaEndpoint, saved: SavedSearch) -> SavedSearch | None:
    """Saves a search, or changes it; gives what stood under its name, where it was wanted.

    Delivery: when it returns Kafka has it, and what is indexed from then on is looked at with it. Raises UsageError
    where there are too many, ServerError where Kafka does not take it.
    """
    known = load(endpoint)
    if saved.name not in known and len(wanted(known)) >= MOST_SAVED:
        raise UsageError(f"{MOST_SAVED} searches are saved, which are the most: remove one first")
    _write(endpoint, [saved])
    before = known.get(saved.name)
    return before if before is not None and not before.removed else None


def remove(endpoint: KafkaEndpoint, saved: SavedSearch, now: datetime) -> None:
    """Takes a saved search back; its alerts stay in the index. Delivery as with `save`."""
    _write(endpoint, [structs.replace(saved, changed=exactly(now), removed=True, configured=False)])


def configure(endpoint: KafkaEndpoint, given: Iterable[Saved], now: datetime) -> None:
    """Saves the configured searches, and removes those that were configured before; writes only what differs.

    A configuration without any leaves all as it is: a worker may run where nobody has put a file. Delivery as with
    `save`.
    """
    configured = {each.name: of(each, now) for each in given}
    if not configured:
        return
    known = load(endpoint)
    changed = [each for each in configured.values() if not _same(each, known.get(each.name))]
    gone = [each for each in known.values() if each.configured and each.name not in configured]
    removed = [structs.replace(each, changed=exactly(now), removed=True, configured=False) for each in gone]
    if changed or removed:
        _write(endpoint, [*changed, *removed])


def all_of(endpoint: KafkaEndpoint, given: Iterable[Saved], now: datetime) -> list[SavedSearch]:
    """Gives every search that is wanted, the configured ones as if they were saved already, by name; writes nothing."""
    known = load(endpoint)
    for each in given:
        if not _same(of(each, now), known.get(each.name)):
            known[each.name] = of(each, now)
    return wanted(known)


def wanted(known: Mapping[str, SavedSearch]) -> list[SavedSearch]:
    """Gives those that were not removed, in the order of their names."""
    return sorted((each for each in known.values() if not each.removed), key=lambda each: each.name)


def one_of(known: Iterable[Called], name: str) -> Called:
    """Gives the one of this name. Raises UsageError where there is none."""
    for each in known:
        if each.name == name:
            return each
    raise UsageError(f"no saved search is called {one_line(name, longest=60)}: `pledgewire saved list` shows them")


def _same(one: SavedSearch, other: SavedSearch | None) -> bool:
    return other is not None and structs.replace(one, changed=other.changed) == other


def _write(endpoint: KafkaEndpoint, saved: Iterable[SavedSearch]) -> None:
    with closing(Store(endpoint, SAVED, "keep the saved searches")) as store:
        store.save_all([compacted.Record(each.name.encode(), _ENCODER.encode(each)) for each in saved])
