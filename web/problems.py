"""Failures as answers: application/problem+json (RFC 9457) for programs, a page for people; always one sentence."""

import json
import logging
import re
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match

from schemas.errors import InputError, PledgewireError, ServerError, UsageError
from schemas.printable import escaped
from web.catalogs import gettext_noop

LOG = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_OPTION = re.compile(r"(?<![\w-])--(?=[a-z])")
_UNKNOWN = gettext_noop("Something went wrong here that we did not foresee; the log of `pledgewire serve` has it.")


def status_of(error: Exception) -> int:
    """Gives the HTTP status that says whose fault an error is."""
    match error:
        case HTTPException():
            return error.status_code
        case UsageError():
            return 400
        case InputError():
            return 404
        case ServerError():
            return 503
    return 500


def sentence_of(error: Exception) -> str:
    """Gives the sentence for a person: options are parameters here, and what nobody foresaw says nothing of us."""
    match error:
        case HTTPException():
            return error.detail if error.detail != HTTPStatus(error.status_code).phrase else _told(error.status_code)
        case PledgewireError():
            return _OPTION.sub("", str(error))
    return _UNKNOWN


def _told(status: int) -> str:
    return gettext_noop("There is nothing at this address.") if status == 404 else HTTPStatus(status).phrase


def _methods(request: Request) -> str:
    """Gives what an address understands: of several routes with one address Starlette names the first one's alone."""
    routes = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    known = {method for route in routes for method in getattr(route, "methods", None) or ()}
    return ", ".join(sorted(known or {"GET", "HEAD"}))


def of_api(path: str) -> bool:
    """Whether a program is answered at this address."""
    return path == "/api" or path.startswith("/api/")


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Gives the answer for a program."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    text = escaped(json.dumps(body, ensure_ascii=False))
    return Response(text, status, headers=headers, media_type=MEDIA_TYPE)


def refused(path: str, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """Gives the answer to who is sent away before anything is done, and so without a page being made."""
    if of_api(path):
        return problem(status, sentence, headers)
    return PlainTextResponse(f"{sentence[0].upper()}{sentence[1:]}.", status, headers)


def answer(request: Request, error: Exception) -> Response:
    """Gives the answer to a failure: a problem under /api, a page elsewhere."""
    status, sentence = status_of(error), sentence_of(error)
    if status >= 500 and not isinstance(error, PledgewireError | HTTPException):
        LOG.error("unforeseen failure", exc_info=error, extra={"path": request.url.path})
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 405:
        headers["Allow"] = _methods(request)
        sentence = f"This address understands {headers['Allow']} alone."
    if status == 503:
        headers.setdefault("Retry-After", "5")
    if of_api(request.url.path):
        return problem(status, sentence, headers)
    from web.rendering import page

    return page("error.html", request, status=status, headers=headers, sentence=sentence, code=status)
