"""What every address that writes does first: who writes, from a page of ours, no more than is bounded."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.writers import Writer, Writers

LARGEST = 64_000
"""Bytes of what is sent."""
SLOWEST = 10.0
"""Seconds in which it is sent."""
MOST_FIELDS = 200
TOKEN = "form"  # noqa: S105 (the name of the field)
"""The field of every form that holds the page's token: `form_token` in a template."""

Fields = Mapping[str, str]
Endpoint = Callable[[Request], Awaitable[Response]]


def writers_of(request: Request) -> Writers:
    """Gives who may write to the application."""
    found: Writers = request.app.state.writers
    return found


def form(handler: Callable[[Request, Writer, Fields], Response]) -> Endpoint:
    """Gives the endpoint (POST) of a form on a page. The handler may block, and gets a writer and the form's fields.

    Before it: 401 or 403 where nobody may write, who is asked for is not signed in, or the form is of another's page;
    413 and 415 for what is no small form.
    """

    async def endpoint(request: Request) -> Response:
        writers = writers_of(request)
        writer = writers.of_page(request)
        if writer is None:
            raise writers.refusal()
        fields = await fields_of(request, writer)
        return await run_in_threadpool(handler, request, writer, fields)

    return endpoint


def program(handler: Callable[[Request, Writer, bytes], Response]) -> Endpoint:
    """Gives the endpoint (POST, PUT, DELETE) of the API: `Authorization: Bearer`, or a user whom a proxy names.

    The body must be called JSON: a page elsewhere cannot send that with a person's login at the proxy. The handler may
    block and gets the writer and the body's bytes; it decodes them.
    """

    async def endpoint(request: Request) -> Response:
        of_ours(request)
        writer = writers_of(request).of_program(request)
        _typed(request, "application/json")
        body = await _body(request)
        return await run_in_threadpool(handler, request, writer, body)

    return endpoint


async def fields_of(request: Request, writer: Writer | None) -> Fields:
    """Gives the fields of a form, its token checked and taken out. Raises HTTPException."""
    of_ours(request)
    _typed(request, "application/x-www-form-urlencoded")
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "this is no form that can be read") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "a field is given more than once")
    writers_of(request).check_form(writer, fields.pop(TOKEN, ""))
    return fields


def of_ours(request: Request) -> None:
    """Raises HTTPException (403) where a browser says that a page elsewhere sends this, another port included.

    Our own forms have the origin `null`, since our pages tell nobody where they are; their token is what is asked of
    them. Who says nothing is no browser, or an old one.
    """
    from_where = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin", "null")
    other = origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")
    if from_where not in ("same-origin", "none") or other:
        raise HTTPException(HTTPStatus.FORBIDDEN, "this was sent by a page elsewhere")


def _typed(request: Request, wanted: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != wanted:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send it as {wanted}")


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{LARGEST:,} bytes are the most")
    except TimeoutError:
        # Who sends slowly keeps one of the turns that there are for all.
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, f"not all was sent within {SLOWEST:g} s") from None
    return bytes(body)
