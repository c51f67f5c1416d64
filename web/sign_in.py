"""Signing in to write, and out again."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web.api import only
from web.rendering import page
from web.writers import COOKIE, LASTS, Writer
from web.writing import Fields, fields_of, writers_of


def form(request: Request) -> Response:
    """The form."""
    said = only(request, ("next",))
    return page("sign_in.html", request, then=within(said.get("next", "")), mistake=None, name="")


async def sign_in(request: Request) -> Response:
    """Signs in who knows the token, and leads back to where it was wanted."""
    writers = writers_of(request)
    fields = await fields_of(request, writers.of_page(request))
    then = within(fields.get("next", ""))
    try:
        cookie = writers.sign_in(fields.get("token", "").strip(), fields.get("name", ""))
    except HTTPException as error:
        # What was typed stays, all but the token.
        shown = {"then": then, "mistake": error.detail, "name": fields.get("name", "")}
        return page("sign_in.html", request, status=error.status_code, headers=dict(error.headers or {}), **shown)
    led = RedirectResponse(then, HTTPStatus.SEE_OTHER)
    # Over TLS alone where the proxy before us speaks it. Whoever claims so falsely keeps a cookie from itself.
    secure = request.headers.get("x-forwarded-proto") == "https"
    led.set_cookie(COOKIE, cookie, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return led


def sign_out(request: Request, _: Writer, fields: Fields) -> Response:
    """Ends the session, wherever a copy of the cookie is."""
    writers_of(request).sign_out(request)
    led = RedirectResponse(within(fields.get("next", "")), HTTPStatus.SEE_OTHER)
    led.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return led


def within(address: str) -> str:
    """Gives an address of ours; the first page for one that would lead elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if plain and not (parts.scheme or parts.netloc) else "/"
