"""The application: which address is answered by what, and what stands before all of them."""

from collections.abc import Sequence
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pipeline.operations import Overview, nothing
from schemas.errors import PledgewireError
from web import (
    api,
    api_counts,
    correction_form,
    corrections,
    export,
    insight,
    openapi,
    operations,
    pages,
    problems,
    saved,
    sign_in,
    suggestions,
    writing,
)
from web.desk import Desk
from web.headers import Headers
from web.hosts import Hosts
from web.languages import Languages
from web.limits import Limits
from web.places import STATIC
from web.shelf import Empty, Shelf
from web.transfer import Transfer
from web.writers import Writers

DESCRIPTION = "/api/openapi.json"


def application(
    desk: Desk,
    *,
    hosts: Sequence[str] = (),
    a_second: float = 20.0,
    writers: Writers | None = None,
    overview: Overview | None = None,
    shelf: Shelf | None = None,
) -> ASGIApp:
    """Gives the application. `hosts` are more names that it answers to; a client may ask `a_second` units (0: any).

    `writers` tells who may write; nobody may without it. `overview` is what the page of operations shows,
    `shelf` has the saved searches.
    """
    described = openapi.document(version("pledgewire"))

    def description(_: Request) -> Response:
        return api.json_answer(described)

    routes = [
        Route("/", pages.search),
        Route("/claims", pages.claims),
        Route("/article/{id:path}", pages.article),
        Route("/stories", pages.stories),
        Route("/positions", insight.positions),
        Route("/actor/{id:path}", insight.actor),
        Route("/type/{id:path}", insight.guarantee_type),
        Route("/news", insight.news),
        Route("/saved", saved.listed),
        Route("/saved", writing.form(saved.save), methods=["POST"]),
        Route("/saved/remove", writing.form(saved.remove), methods=["POST"]),
        Route("/saved/{name}.atom", saved.atom_feed),
        Route("/saved/{name}.rss", saved.rss_feed),
        Route("/saved/{name}.json", saved.data),
        Route("/saved/{name}.csv", saved.table),
        Route("/sign-in", sign_in.form),
        Route("/sign-in", sign_in.sign_in, methods=["POST"]),
        Route("/sign-out", writing.form(sign_in.sign_out), methods=["POST"]),
        Route("/corrections/new", correction_form.form),
        Route("/corrections", writing.form(correction_form.add), methods=["POST"]),
        Route("/corrections/take-back", writing.form(correction_form.take_back), methods=["POST"]),
        Route("/api/corrections", corrections.listed),
        Route("/api/corrections", writing.program(corrections.add), methods=["POST"]),
        Route("/api/corrections/{id}", writing.program(corrections.take_back), methods=["DELETE"]),
        Route("/operations", operations.show),
        Route("/operations/retry", writing.form(operations.retry), methods=["POST"]),
        Route("/api/operations", operations.as_json),
        Route("/api/dead-letters/retry", writing.program(operations.retry_by_program), methods=["POST"]),
        Route("/api/articles", api.articles),
        Route("/api/articles.csv", export.articles),
        Route("/api/articles.ndjson", export.articles),
        Route("/api/articles/{id:path}", api.article),
        Route("/api/claims", api.claims),
        Route("/api/claims.csv", export.claims),
        Route("/api/claims.ndjson", export.claims),
        Route("/api/facets", api.facets),
        Route("/api/stories", api.stories),
        Route("/api/ledger", api.ledger_account),
        Route("/api/matrix", api_counts.matrix),
        Route("/api/actors/{id:path}", api_counts.actor),
        Route("/api/types/{id:path}", api_counts.guarantee_type),
        Route("/api/timeline", api_counts.timeline),
        Route("/api/news", api_counts.news),
        Route("/api/suggest", suggestions.suggest),
        Route(DESCRIPTION, description),
        Route("/api", RedirectResponse(DESCRIPTION)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Hosts, names=hosts),
            Middleware(Limits, a_second=a_second),
            Middleware(Transfer),
        ],
        exception_handlers=dict.fromkeys((HTTPException, PledgewireError, Exception), problems.answer),
    )
    app.state.desk = desk
    app.state.overview = overview or nothing(desk.names.versions)
    app.state.writers = writers or Writers()
    app.state.shelf = shelf or Empty()
    # Around all of it: also what nobody foresaw is answered with the headers.
    return Headers(Languages(app))
