"""The page of who runs this, and the same as JSON: what is well, what waits, what failed, and trying again."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.dead_letter_store import Retried
from pipeline.operations import Operations, Overview
from schemas.errors import UsageError
from schemas.printable import escaped, one_line
from search.flow import Flow
from web.api import only
from web.catalogs import gettext_noop
from web.columns import columns
from web.languages import language_of
from web.rendering import page
from web.wording import Wording, wording
from web.writers import Writer
from web.writing import Fields

MOST_FEEDS = 200
"""Feeds that the page lists, those that want attention first; the API gives all."""
ENDS = {
    "indexed": ("indexed",),
    "nothing": ("skipped", "duplicate"),
    "dead": ("dead-lettered",),
}
"""What is drawn in one colour; every other fate is on its way."""
NAMED = {
    "indexed": gettext_noop("indexed"),
    "nothing": gettext_noop("skipped, or published before"),
    "dead": gettext_noop("dead letters"),
    "waiting": gettext_noop("on their way"),
}
AGENTS = {"enrich": gettext_noop("tagging"), "index": gettext_noop("indexing"), "ledger": gettext_noop("the ledger")}
CONDITIONS: Mapping[str, str] = {
    "gone": gettext_noop("gone"),
    "failing": gettext_noop("failing"),
    "overdue": gettext_noop("overdue"),
    "silent": gettext_noop("silent"),
    "waiting": gettext_noop("waiting"),
    "fine": gettext_noop("fine"),
}
FATES: Mapping[str, str] = {
    "expected": gettext_noop("being fetched"),
    "fetched": gettext_noop("being cleaned"),
    "cleaned": gettext_noop("being published"),
    "retried": gettext_noop("tried again at the next poll"),
    "skipped": gettext_noop("skipped"),
    "duplicate": gettext_noop("published before"),
    "published": gettext_noop("waiting to be tagged"),
    "tagged": gettext_noop("waiting to be indexed"),
    "dead-lettered": gettext_noop("dead-lettered"),
    "indexed": gettext_noop("indexed"),
}


class Sent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which dead letters are to be tried again: `all`, those of a topic, or one of a topic by its id."""

    all: bool = False
    topic: str | None = None
    id: str | None = None


def show(request: Request) -> Response:
    """The page."""
    said = only(request, ("sent", "unfit"))
    sent = {name: int(value) for name, value in said.items() if value.isascii() and value.isdigit() and len(value) < 9}
    seen = overview_of(request).now()
    shown: dict[str, Any] = {
        "seen": seen,
        "sent": sent,
        "named": NAMED,
        "agents": AGENTS,
        "of_feeds": CONDITIONS,
        "of_entries": FATES,
        "conditions": Counter(one.condition for one in seen.feeds or ()),
        "most_feeds": MOST_FEEDS,
        **(_drawn(seen.flow, wording(language_of(request))) if seen.flow else {"days": (), "hours": (), "spans": ()}),
    }
    return page("operations.html", request, **shown)


def as_json(request: Request) -> Response:
    """The same as data."""
    only(request, ())
    return _json(overview_of(request).now())


def retry(request: Request, _: Writer, fields: Fields) -> Response:
    """Sends one dead letter back, or all, and leads back to the page."""
    done = _retried(request, Sent(all="all" in fields, topic=fields.get("topic"), id=fields.get("id")))
    return RedirectResponse(f"/operations?sent={done.sent}&unfit={done.unfit}#letters", HTTPStatus.SEE_OTHER)


def retry_by_program(request: Request, _: Writer, body: bytes) -> Response:
    """The same for a program."""
    try:
        asked = msgspec.json.decode(body, type=Sent)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"this is no order: {one_line(str(error), longest=200)}") from None
    return _json(_retried(request, asked))


def overview_of(request: Request) -> Overview:
    """Gives the overview that the application was made with."""
    found: Overview = request.app.state.overview
    return found


def _retried(request: Request, asked: Sent) -> Retried:
    if asked.all == bool(asked.topic) or (asked.id and not asked.topic):
        raise UsageError("say which to retry: all of them, those of a topic, or one of a topic by its id")
    return overview_of(request).retry(asked.topic, asked.id)


def _drawn(flow: Flow, said: Wording) -> dict[str, Any]:
    days = [(said.day(one.day), _grouped(one.fates)) for one in flow.days]
    hours = [(said.bucket(datetime.fromisoformat(one.start), "hour"), {"indexed": one.articles}) for one in flow.hours]
    spans = flow.latency.spans if flow.latency else ()
    most = max((one.entries for one in spans), default=0) or 1
    return {
        "days": columns(days),
        "hours": columns(hours),
        "spans": [(one, round(100 * one.entries / most, 1)) for one in spans],
    }


def _grouped(fates: Mapping[str, int]) -> dict[str, int]:
    ended = {name: sum(fates.get(fate, 0) for fate in some) for name, some in ENDS.items()}
    return {**ended, "waiting": sum(fates.values()) - sum(ended.values())}


def _json(body: Operations | Retried) -> Response:
    return Response(escaped(msgspec.json.encode(body).decode()), media_type="application/json")
