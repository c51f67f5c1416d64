"""Pages from templates. Whatever is put into one is text: escaped, and without characters that reorder or hide."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from schemas.counted import counted
from schemas.printable import printable
from schemas.tags import FOR
from search.answer import Marks
from web.places import STATIC, TEMPLATES

LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "fr": "French", "de": "German", "und": "unknown"}


def page(
    template: str, request: Request, *, status: int = 200, headers: Mapping[str, str] = {}, **shown: Any
) -> Response:
    """Gives a page as an answer."""
    state = request.app.state
    writer = state.writers.of_page(request)
    text = _ENVIRONMENT.get_template(template).render(
        path=request.url.path,
        name_of=state.desk.names.label,
        writer=writer,
        writing=state.writers.possible,
        signs_in=state.writers.signs_in,
        form_token=state.writers.form_token(writer),
        **shown,
    )
    return HTMLResponse(text, status, headers=dict(headers))


def pieces(text: str, marks: Marks) -> list[tuple[str, bool]]:
    """Gives the text in pieces, each with whether it is marked; marks are in order and do not overlap."""
    found, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, marked) for piece, marked in (*found, (text[at:], False)) if piece]


def outward(address: str) -> str | None:
    """Gives an address that may be followed: http and https alone."""
    try:
        return address if urlsplit(address).scheme in ("http", "https") and urlsplit(address).netloc else None
    except ValueError:
        return None


def day(moment: str) -> str:
    """Gives the day of a moment (ISO 8601): `10 Jan 2025`, in UTC."""
    return _moment(moment).strftime("%-d %b %Y")


def minute(moment: str) -> str:
    """Gives a moment as people read it: `10 Jan 2025, 09:00 UTC`."""
    return _moment(moment).strftime("%-d %b %Y, %H:%M UTC")


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _harmless(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else printable(value)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.filters.update(day=day, minute=minute, outward=outward, pieces=pieces, thousands="{:,}".format)
    made.globals.update(
        counted=counted,
        for_it=FOR,
        languages=LANGUAGES,
        version=version("pledgewire"),
        # An address that changes with the file, so that a browser may keep it.
        static={path.name: f"/static/{path.name}?{path.stat().st_mtime_ns:x}" for path in STATIC.iterdir()},
    )
    return made


_ENVIRONMENT = _environment()
