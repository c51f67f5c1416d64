"""The pages that count and compare: positions as a matrix, one actor, what is new."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from schemas.errors import InputError
from schemas.printable import one_line
from search.matrix import BY, Cell, Matrix, Row, opening
from search.parameters import pairs
from search.question import Question
from web.api import apart, desk_of, kind_of_party, only, question
from web.api_counts import about_type
from web.diverging import diverging
from web.labels import PARTIES
from web.languages import language_of
from web.links import Links, address
from web.pages import USUAL_CLAIMS
from web.rendering import page
from web.wording import wording

ROWS = 30
SHADES = 4
"""Steps from few to many; the number stands in each, so that nothing is told by colour alone."""


class Shown(Struct, frozen=True, kw_only=True):
    """A cell of a matrix as the page shows it: where its sentences are, and how dark it is."""

    cell: Cell
    href: str
    shade: int


def positions(request: Request) -> Response:
    """Who takes which stance on guarantees for whom; each cell opens its sentences."""
    given, by = apart(request, "by")
    desk = desk_of(request)
    asked = question(desk, given, "claims")
    answer = desk.matrix(asked, by=kind_of_party(by), size=ROWS)
    chosen = kind_of_party(by)
    more = {} if chosen == "actor" else {"by": chosen}
    return page(
        "positions.html",
        request,
        answer=answer,
        rows=[(row, _sides(row, answer, asked)) for row in answer.rows],
        links=Links("/positions", asked, Question(), "claims", more),
        asked=asked,
        by=chosen,
        ways=[(one, PARTIES[one], address("/positions", _by(pairs(asked), one))) for one in BY],
    )


def actor(request: Request) -> Response:
    """One actor: who it is, what it wants for whom since when, where it changed its mind."""
    said, identity = only(request, ("since", "until")), request.path_params["id"]
    desk = desk_of(request)
    since, until = said.get("since"), said.get("until")
    answer = desk.actor(identity, since=since, until=until)
    known = desk.names.who(identity)
    if known is None and not answer.articles and not answer.claims:
        raise InputError(f"neither the vocabulary nor an article knows {one_line(identity, longest=80)}")
    asked = Question(holders=(identity,), since=since, until=until)
    most = max((cell.count for cell in answer.cells), default=1)
    return page(
        "actor.html",
        request,
        answer=answer,
        known=known,
        said=said,
        cells=[_shown(cell, identity, asked, most) for cell in answer.cells],
        chart=diverging(answer.over_time, wording(language_of(request))),
        claims=_claims(asked),
        articles=address("/", [("mentions", identity), *said.items()]),
    )


def guarantee_type(request: Request) -> Response:
    """One type of guarantee: what it means, who takes which stance on it for whom, in which words."""
    said, identity = only(request, ("since", "until")), request.path_params["id"]
    known, answer = about_type(desk_of(request), identity, said)
    asked = Question(types=(identity,), since=said.get("since"), until=said.get("until"))
    return page(
        "type.html",
        request,
        answer=answer,
        known=known,
        rows=[(row, _sides(row, answer.positions, asked)) for row in answer.positions.rows],
        chart=diverging(answer.over_time, wording(language_of(request))),
        claims=_claims(asked),
        articles=address("/", [("type", identity), *said.items()]),
        matrix=address("/positions", [("type", identity), *said.items()]),
        documents=[(one, address("/", [("type", identity), ("instrument", one.value)])) for one in answer.instruments],
    )


def news(request: Request) -> Response:
    """What is new, against as long a time before."""
    given, by = apart(request, "by")
    desk = desk_of(request)
    asked = question(desk, given, "claims", since="1d")
    answer = desk.news(asked, by=kind_of_party(by))
    most = max((rise.cell.count for rise in answer.rises), default=1)
    return page(
        "news.html",
        request,
        answer=answer,
        asked=asked,
        rises=[(rise, _shown(rise.cell, rise.actor, asked, most)) for rise in answer.rises[:ROWS]],
        claims=_claims(asked),
        spans=[(days, f"{days}d", address("/news", pairs(replace(asked, since=f"{days}d")))) for days in (1, 3, 7, 30)],
    )


def _by(given: list[tuple[str, str]], by: str) -> list[tuple[str, str]]:
    return given if by == "actor" else [*given, ("by", by)]


def _sides(row: Row, answer: Matrix, asked: Question) -> list[tuple[str, list[Shown | None]]]:
    """Gives a line for each beneficiary that the row has, with a place for each stance of the matrix."""
    most = max(cell.count for one in answer.rows for cell in one.cells)
    found: list[tuple[str, list[Shown | None]]] = []
    for beneficiary in answer.beneficiaries:
        cells = {cell.stance: cell for cell in row.cells if cell.beneficiary == beneficiary}
        if cells:
            line = [_shown(cells[one], row.actor, asked, most) if one in cells else None for one in answer.stances]
            found.append((beneficiary, line))
    return found


def _shown(cell: Cell, actor: str, asked: Question, most: int) -> Shown:
    shade = (SHADES * cell.count - 1) // most + 1
    return Shown(cell=cell, href=_claims(opening(asked, actor, cell)), shade=min(SHADES, shade))


def _claims(asked: Question) -> str:
    usual: dict[str, Any] = {name: getattr(USUAL_CLAIMS, name) for name in ("size", "facets", "timeline")}
    return address("/claims", pairs(replace(asked, **usual), USUAL_CLAIMS))
