"""The API's corrections: what readers say of tags, to read, to add and to take back."""

from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from schemas.correction import Correction
from schemas.errors import InputError, UsageError
from schemas.printable import escaped, one_line
from web.api import desk_of, number, only
from web.correcting import Given, correction, given
from web.desk import Desk
from web.writers import Writer

MOST = 1_000


def listed(request: Request) -> Response:
    """The newest corrections, of one article or of all, the newest first."""
    said = only(request, ("article", "size"))
    size = number(said, "size", 50)
    if not 0 < size <= MOST:
        raise UsageError(f"--size: write a number from 1 to {MOST:,}")
    book = desk_of(request).corrections
    found = book.of(said["article"])[::-1][:size] if "article" in said else book.newest(size)
    return _json({"corrections": found})


def add(request: Request, writer: Writer, body: bytes) -> Response:
    """Adds one. Whoever says the same again replaces the remark."""
    sent = given(body)
    name = sent.by if sent.by and writer.by == "token" else writer.name
    return _json(keep(desk_of(request), sent, name), HTTPStatus.CREATED)


def take_back(request: Request, writer: Writer, _: bytes) -> Response:
    """Takes one back: a program with the token any, a user whom a proxy names one of the user's own."""
    forget(desk_of(request), request.path_params["id"], None if writer.by == "token" else writer.name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def keep(desk: Desk, sent: Given, name: str) -> Correction:
    """Gives the correction made of what was sent, once it is safe. Raises UsageError, InputError, ServerError."""
    made = correction(sent, desk.article(sent.article_id), name, desk.clock())
    desk.corrections.save(made)
    return made


def forget(desk: Desk, identity: str, name: str | None) -> Correction:
    """Takes a correction back; where a name is given, only one of this name. Gives what it was.

    Raises InputError where there is none, HTTPException (403) where it is another's, ServerError.
    """
    found = desk.corrections.get(identity)
    if found is None:
        raise InputError(f"there is no correction {one_line(identity, longest=40)}")
    if name is not None and found.by != name:
        raise HTTPException(HTTPStatus.FORBIDDEN, f"this was said by {found.by}, who alone may take it back here")
    desk.corrections.forget(identity)
    return found


def _json(body: object, status: int = HTTPStatus.OK) -> Response:
    return Response(escaped(msgspec.json.encode(body).decode()), status, media_type="application/json")
