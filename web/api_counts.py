"""The JSON API of what counts and compares: the matrix, one actor, one type, what is new, counts over time."""

from typing import TypeVar, get_args

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from schemas.errors import InputError, UsageError
from schemas.printable import one_line
from search.attention import COUNTED, By, Split
from search.guarantee_type import OfType
from search.parameters import What
from tagging.type_names import TypeNames
from web.api import apart, desk_of, json_answer, kind_of_party, number, only, question
from web.desk import Desk

One = TypeVar("One")


def matrix(request: Request) -> Response:
    """Who takes which stance on guarantees for whom, and how often."""
    given, by, size = apart(request, "by", "rows")
    asked = question(desk_of(request), given, "claims")
    return json_answer(
        desk_of(request).matrix(asked, by=kind_of_party(by), size=number({"rows": size or "20"}, "rows", 20))
    )


def actor(request: Request) -> Response:
    """One actor: who it is, its positions over time, its newest claims, its changes of mind."""
    said, identity = only(request, ("since", "until")), request.path_params["id"]
    desk = desk_of(request)
    found = desk.actor(identity, since=said.get("since"), until=said.get("until"))
    known = desk.names.who(identity)
    if known is None and not found.articles and not found.claims:
        raise InputError(f"neither the vocabulary nor an article knows {one_line(identity, longest=80)}")
    return json_answer({"who": known, **msgspec.structs.asdict(found)})


def guarantee_type(request: Request) -> Response:
    """One type of guarantee: what it means, who takes which stance on it for whom, its newest claims."""
    said, identity = only(request, ("since", "until")), request.path_params["id"]
    known, found = about_type(desk_of(request), identity, said)
    return json_answer({"names": known, **msgspec.structs.asdict(found)})


def about_type(desk: Desk, identity: str, said: dict[str, str]) -> tuple[TypeNames | None, OfType]:
    """Gives what vocabulary and index know of a type. Raises InputError where neither knows it."""
    found = desk.of_type(identity, since=said.get("since"), until=said.get("until"))
    known = desk.names.type_names(identity)
    if known is None and not found.articles and not found.claims:
        raise InputError(f"neither the vocabulary nor an article knows the type {one_line(identity, longest=80)}")
    return known, found


def news(request: Request) -> Response:
    """What is new, against as long a time before."""
    given, by = apart(request, "by")
    asked = question(desk_of(request), given, "claims", since="1d")
    return json_answer(desk_of(request).news(asked, by=kind_of_party(by)))


def timeline(request: Request) -> Response:
    """Counts over time of articles, stories or claims, also apart by one side."""
    given, *said = apart(request, "count", "by", "split")
    counted = _one_of("count", said[0], COUNTED) or "articles"
    by, split = _one_of("by", said[1], get_args(By)), _one_of("split", said[2], get_args(Split))
    what: What = "claims" if counted == "claims" else "articles"
    asked = question(desk_of(request), given, what)
    # Copies are folded where stories are counted, and told apart where articles are.
    return json_answer(desk_of(request).over_time(replace(asked, fold=counted == "stories"), what, by=by, split=split))


def _one_of(name: str, written: str | None, known: tuple[One, ...]) -> One | None:
    found = next((one for one in known if one == written), None)
    if written is not None and found is None:
        raise UsageError(f"--{name} {one_line(written, longest=40)}: write one of {', '.join(map(str, known))}")
    return found
