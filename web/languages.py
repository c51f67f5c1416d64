"""The languages of the pages: which there are, and in which one a request is answered."""

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "uk": "Українська", "fr": "Français", "de": "Deutsch"}
"""Each as it calls itself. English is what the templates are written in."""
PARAMETER = "lang"
_COOKIE = "lang"
_YEAR = 365 * 24 * 3600
_LONGEST = 500
"""Letters of `Accept-Language` that are read."""


class Languages:
    """Middleware that tells pages their language: the one chosen with `?lang=`, kept in a cookie, else the browser's.

    What lies behind it never sees the parameter. The API and files of ours are left alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/api/", "/static/")):
            await self._app(scope, receive, send)
            return
        given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = [pair for pair in given if pair[0] != PARAMETER]
        asked = next((value for name, value in given if name == PARAMETER and value in LANGUAGES), None)
        request = Request(scope)
        kept = request.cookies.get(_COOKIE, "")
        chosen = asked or (kept if kept in LANGUAGES else preferred(request.headers.get("accept-language", "")))
        told = {**scope, "state": {**scope.get("state", {}), "language": chosen}}
        if len(rest) != len(given):
            told["query_string"] = urlencode(rest).encode("ascii")

        async def with_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Language"] = chosen
                headers.add_vary_header("Accept-Language, Cookie")
                if asked:
                    headers.append("Set-Cookie", f"{_COOKIE}={asked}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax")
            await send(message)

        await self._app(told, receive, with_language)


def language_of(request: Request) -> str:
    """Gives the language of a page."""
    found: str = getattr(request.state, "language", ENGLISH)
    return found


def preferred(accepted: str) -> str:
    """Gives the language of ours that an `Accept-Language` likes best (RFC 9110, 12.5.4), English where it has none."""
    weighed = []
    for place, one in enumerate(accepted[:_LONGEST].split(",")):
        name, _, weight = one.partition(";")
        weighed.append((-_weight(weight), place, name.strip().lower().partition("-")[0]))
    return next((name for weight, _, name in sorted(weighed) if weight < 0 and name in LANGUAGES), ENGLISH)


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    value = value.strip()
    return float(value) if value.replace(".", "", 1).isdigit() and value.isascii() else 0.0
