"""Saved searches on the page: each with feeds and data of its own, who is told, and saving and removing them."""

import hashlib
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.alerts import saved_searches
from pipeline.alerts.saved_question import question
from pipeline.alerts.standing import SavedStanding
from schemas.errors import InputError, UsageError
from schemas.saved import Digest, SavedSearch, What
from search import parameters
from search.alerts import latest
from search.question import Question
from web.api import desk_of, json_answer, number, only
from web.export import sent
from web.links import address
from web.problems import sentence_of
from web.rendering import page
from web.shelf import Shelf, called
from web.syndication import ATOM, MOST, RSS, atom, rss
from web.writers import Writer
from web.writing import Fields

DIGESTS: dict[str, Digest] = {"hourly": "hourly", "daily": "daily", "weekly": "weekly"}
PATHS: dict[What, str] = {"articles": "/", "claims": "/claims"}
MOST_PAIRS = 100


def shelf_of(request: Request) -> Shelf:
    """Gives the shelf that the application was made with."""
    found: Shelf = request.app.state.shelf
    return found


def listed(request: Request) -> Response:
    """All saved searches, with their addresses and how their receivers stand."""
    only(request, ())
    return _page(request)


def atom_feed(request: Request) -> Response:
    """The newest alerts of a saved search, as Atom."""
    saved = _called(request)
    alerts = latest(desk_of(request).client, desk_of(request).prefix, saved.saved_id, MOST)
    return _feed(request, atom(saved, alerts, _site(request)), ATOM)


def rss_feed(request: Request) -> Response:
    """The newest alerts of a saved search, as RSS."""
    saved = _called(request)
    alerts = latest(desk_of(request).client, desk_of(request).prefix, saved.saved_id, MOST)
    return _feed(request, rss(saved, alerts, _site(request)), RSS)


def data(request: Request) -> Response:
    """What a saved search finds now, the newest first, as JSON: as `/api/articles` and `/api/claims` give it."""
    said, desk = only(request, ("size", "page")), desk_of(request)
    saved, asked = _asked(request)
    asked = replace(asked, size=number(said, "size", 50), page=number(said, "page", 1))
    return json_answer(desk.articles(asked) if saved.what == "articles" else desk.claims(asked))


def table(request: Request) -> Response:
    """All that a saved search finds now, the newest first, as CSV."""
    only(request, ())
    desk = desk_of(request)
    saved, asked = _asked(request)
    step = desk.walk_articles if saved.what == "articles" else desk.walk_claims
    return sent(request, saved.what, step, asked, f"pledgewire-{saved.name}")


def save(request: Request, _: Writer, fields: Fields) -> Response:
    """Saves the search that a page of results showed."""
    try:
        shelf = shelf_of(request)
        saved = _described(shelf, fields, desk_of(request).clock())
        shelf.save(saved)
    except UsageError as error:
        return _page(request, mistake=sentence_of(error), status=HTTPStatus.BAD_REQUEST)
    return RedirectResponse(f"/saved#{saved.name}", HTTPStatus.SEE_OTHER)


def remove(request: Request, _: Writer, fields: Fields) -> Response:
    """Removes a saved search."""
    try:
        shelf_of(request).remove(fields.get("name", ""))
    except UsageError as error:
        return _page(request, mistake=sentence_of(error), status=HTTPStatus.BAD_REQUEST)
    return RedirectResponse("/saved", HTTPStatus.SEE_OTHER)


def _described(shelf: Shelf, fields: Fields, now: datetime) -> SavedSearch:
    what: What = "claims" if fields.get("what") == "claims" else "articles"
    try:
        pairs = parse_qsl(fields.get("question", ""), errors="strict", max_num_fields=MOST_PAIRS)
    except ValueError:
        raise UsageError("this is no search that can be read") from None
    return saved_searches.made(
        fields.get("name", "").strip(),
        what,
        pairs,
        to=[shelf.receiver(each) for each in fields.get("to", "").replace(",", " ").split()],
        digest=DIGESTS.get(fields.get("digest", "")),
        digest_at=fields.get("digest_at", "").strip() or "08:00",
        quiet=fields.get("quiet", "").strip() or None,
        zone=fields.get("zone", "").strip() or "UTC",
        now=now,
    )


def _page(request: Request, *, mistake: str | None = None, status: int = HTTPStatus.OK) -> Response:
    shown = [(_labelled(each), _asking(each)) for each in shelf_of(request).standings()]
    return page("saved.html", request, status=status, shown=shown, mistake=mistake)


def _asking(each: SavedStanding) -> str:
    return address(PATHS["claims" if each.what == "claims" else "articles"], each.question)


def _labelled(each: SavedStanding) -> SavedStanding:
    """Gives it with the fields of a question in place of the parameters' names, as pages call them."""
    known = parameters.BY_NAME
    fields = tuple((known[name].field if name in known else name, value) for name, value in each.question)
    return replace(each, question=fields)


def _called(request: Request) -> SavedSearch:
    only(request, ())
    return called(shelf_of(request), request.path_params["name"])


def _asked(request: Request) -> tuple[SavedSearch, Question]:
    saved = called(shelf_of(request), request.path_params["name"])
    try:
        asked = question(saved.what, saved.question, desk_of(request).clock())
    except UsageError as error:
        raise InputError(f"{saved.name} asks what cannot be asked any more: {error}") from None
    return saved, replace(asked, sort="newest")


def _site(request: Request) -> str:
    # Behind a proxy that speaks TLS; whoever claims so falsely gets wrong links back.
    secure = request.headers.get("x-forwarded-proto") == "https"
    return f"{'https' if secure else 'http'}://{request.headers.get('host', 'localhost')}"


def _feed(request: Request, body: bytes, kind: str) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)
