"""The JSON API: what `pledgewire search`, `positions`, `article`, `stories` and `ledger` print with --json."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from pipeline.account import account
from schemas.errors import UsageError
from schemas.ledger import FATES
from schemas.printable import escaped, one_line
from search import ledger, parameters
from search.matrix import BY, By
from search.moments import span
from search.parameters import Pairs, What
from search.question import Question
from search.walk import Place
from web import cursor
from web.box import opened
from web.desk import Desk

T = TypeVar("T", bound=str)
WHAT: tuple[What, ...] = get_args(What)
MOST_LINES = 10_000
FIRST = {"articles": 10, "claims": 20}
"""How many are given at once where nothing is asked, as on the command line."""


def desk_of(request: Request) -> Desk:
    """Gives the desk that the application was made with."""
    found: Desk = request.app.state.desk
    return found


def articles(request: Request) -> Response:
    """Articles that answer a question."""
    desk = desk_of(request)
    return _found(request, "articles", desk.articles, desk.walk_articles)


def claims(request: Request) -> Response:
    """Claims that answer a question."""
    desk = desk_of(request)
    return _found(request, "claims", desk.claims, desk.walk_claims)


def article(request: Request) -> Response:
    """One article with its tags and claims."""
    only(request, ())
    return json_answer(desk_of(request).article(request.path_params["id"]))


def facets(request: Request) -> Response:
    """The values that would narrow a question, with their counts, and the counts over time."""
    pairs, of = apart(request, "of")
    what = one_of("of", of or "articles", WHAT)
    desk = desk_of(request)
    asked = question(desk, pairs, what, size=0, facets=True, timeline=True)
    found = desk.claims(asked) if what == "claims" else desk.articles(asked)
    return json_answer({"total": found.total, "facets": found.facets, "timeline": found.timeline, "notes": found.notes})


def stories(request: Request) -> Response:
    """Stories, the most widely printed first."""
    said = only(request, ("since", "until", "outlets", "size"))
    found = desk_of(request).stories(
        since=said.get("since"),
        until=said.get("until"),
        least=number(said, "outlets", 2),
        size=number(said, "size", 20),
    )
    return json_answer(found)


def ledger_account(request: Request) -> Response:
    """What became of every entry that the feeds listed; with `fate` the entries themselves."""
    said = only(request, ("since", "feed", "fate", "size"))
    desk = desk_of(request)
    asked = ledger.Asked(
        since=span(said.get("since"), None, desk.clock()).since, feeds=(said["feed"],) if "feed" in said else ()
    )
    size = number(said, "size", 50)
    if not 0 < size <= MOST_LINES:
        raise UsageError(f"--size: write a number from 1 to {MOST_LINES:,}")
    if "fate" not in said:
        return json_answer(account(desk.client, desk.prefix, desk.states(), asked))
    fate = one_of("fate", said["fate"], FATES)
    return json_answer({"entries": ledger.entries(desk.client, desk.prefix, asked, fate, size)})


def question(desk: Desk, pairs: Pairs, what: What, **given: Any) -> Question:
    """Gives the question of an address, the filters in its box taken out. Raises UsageError."""
    return parameters.question(opened(pairs, desk.names), what, **given)


def only(request: Request, known: Sequence[str]) -> dict[str, str]:
    """Gives the parameters of an address, each once. Raises UsageError for one that is not known or comes again."""
    said: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "there are none here"
            raise UsageError(f"there is no parameter {one_line(name, longest=40)!r}: {there}")
        if name in said:
            raise UsageError(f"--{name} is given more than once")
        if value.strip():
            said[name] = value.strip()
    return said


def apart(request: Request, *names: str) -> tuple[Any, ...]:
    """Gives the parameters of an address without some, then the value of each of these, None where it is not given."""
    given = request.query_params.multi_items()
    values = dict(given)
    return [pair for pair in given if pair[0] not in names], *(values.get(name) or None for name in names)


def kind_of_party(written: str | None) -> By:
    """Gives which parties are counted. Raises UsageError."""
    return one_of("by", written or "actor", BY)


def one_of(name: str, written: str, choices: Sequence[T]) -> T:
    """Gives the choice that a parameter writes. Raises UsageError."""
    for choice in choices:
        if choice == written:
            return choice
    raise UsageError(f"--{name} {one_line(written, longest=40)}: write one of {', '.join(choices)}")


def number(said: dict[str, str], name: str, default: int) -> int:
    """Gives a parameter that is a number. Raises UsageError."""
    value = said.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise UsageError(f"--{name} {one_line(value, longest=40)}: write a number")
    return int(value)


def _found(
    request: Request,
    what: What,
    page: Callable[[Question], Any],
    step: Callable[[Question, Place | None], tuple[Any, Place | None]],
) -> Response:
    given = request.query_params.multi_items()
    cursors = [value for name, value in given if name == "cursor"]
    asked = question(desk_of(request), [pair for pair in given if pair[0] != "cursor"], what, size=FIRST[what])
    if not cursors:
        return json_answer(page(asked))
    # Facets and the timeline are the whole answer's: asked for with the beginning, they need not come again.
    told = str(parameters.pairs(asked, facets=False, timeline=False))
    answer, then = step(asked, cursor.read(cursors[0], told))
    return json_answer({**msgspec.structs.asdict(answer), "next": cursor.written(then, told) if then else None})


def json_answer(body: Any) -> Response:
    """Gives an answer as JSON, in which no character moves or reorders text where it is printed.

    Its tag is a hash of it: weak, since compressed it is another sequence of bytes.
    """
    text = escaped(msgspec.json.encode(body).decode()).encode()
    tag = f'W/"{hashlib.sha256(text).hexdigest()[:32]}"'
    return Response(text, headers={"ETag": tag}, media_type="application/json")
