"""All results of a question as NDJSON or CSV, sent while they are found; nothing of it is kept in memory at once."""

from collections.abc import Callable, Iterator
from itertools import chain
from threading import BoundedSemaphore
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from schemas.errors import UsageError
from schemas.printable import escaped
from search.parameters import What
from search.question import Question
from search.spreadsheet import ARTICLE_COLUMNS, COLUMNS, article_rows, claim_rows, table
from search.walk import Place, end, every
from web.api import desk_of, question

MOST = 100_000
STEP = {"articles": 100, "claims": 500}
AT_ONCE = 2
_TURNS = BoundedSemaphore(AT_ONCE)
Step = Callable[[Question, Place | None], tuple[Any, Place | None]]
TYPES = {"csv": "text/csv; charset=utf-8; header=present", "ndjson": "application/x-ndjson"}


def articles(request: Request) -> Response:
    """All articles that answer a question."""
    return _sent(request, "articles", desk_of(request).walk_articles)


def claims(request: Request) -> Response:
    """All claims that answer a question."""
    return _sent(request, "claims", desk_of(request).walk_claims)


def _sent(request: Request, what: What, step: Step) -> Response:
    asked = question(desk_of(request), request.query_params.multi_items(), what)
    return sent(request, what, step, asked, f"pledgewire-{what}")


def sent(request: Request, what: What, step: Step, asked: Question, name: str) -> Response:
    """Gives all results of a question, as the end of the address says; `name` is the file's. Raises UsageError."""
    if asked.page != 1 or asked.fold or asked.facets or asked.timeline:
        raise UsageError("an export holds all results: leave out --page, --fold, --facets and --timeline")
    asked = replace(asked, size=STEP[what])
    if not _TURNS.acquire(blocking=False):
        raise HTTPException(503, f"{AT_ONCE} exports are under way: try again when one is done", {"Retry-After": "30"})
    client = desk_of(request).client
    try:
        first, place = _first(client, step, asked, what)
    except BaseException:
        _TURNS.release()
        raise
    kind = request.url.path.rpartition(".")[2]
    rest = every(lambda at: step(asked, at), place, client)
    body = _Sending(_written(kind, what, first.hits, rest), _TURNS.release)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "X-Total-Count": str(first.total)}
    return StreamingResponse(body, media_type=TYPES[kind], headers=headers)


def _first(client: Elasticsearch, step: Step, asked: Question, what: What) -> tuple[Any, Place | None]:
    first, place = step(asked, None)
    if first.total <= MOST:
        return first, place
    if place is not None:
        end(client, place)
    raise UsageError(f"{first.total:,} {what} are found and {MOST:,} can be exported: narrow it, as by --until")


class _Sending:
    """An iterator that tells when it is over, also where nobody reads it to its end."""

    def __init__(self, parts: Iterator[str], over: Callable[[], None]) -> None:
        self._parts, self._over, self._open = parts, over, True

    def __iter__(self) -> "_Sending":
        return self

    def __next__(self) -> str:
        try:
            return next(self._parts)
        except BaseException:
            self._end()
            raise

    def __del__(self) -> None:
        self._end()

    def _end(self) -> None:
        if self._open:
            self._open = False
            self._over()


def _written(kind: str, what: What, first: Any, rest: Iterator[Any]) -> Iterator[str]:
    head = COLUMNS if what == "claims" else ARTICLE_COLUMNS
    rows = claim_rows if what == "claims" else article_rows
    if kind == "csv":
        yield table([head])
    for hits in chain([first], (answer.hits for answer in rest)):
        yield table(rows(hits)) if kind == "csv" else _lines(hits)


def _lines(hits: Any) -> str:
    return "".join(f"{escaped(msgspec.json.encode(hit).decode())}\n" for hit in hits)
