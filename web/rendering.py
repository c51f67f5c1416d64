"""Pages from templates. Whatever is put into one is text: escaped, and without characters that reorder or hide."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from schemas.printable import printable
from schemas.tags import FOR
from search.answer import Marks
from web import labels
from web.languages import LANGUAGES, PARAMETER, language_of
from web.places import STATIC, TEMPLATES
from web.wording import wording


def page(
    template: str, request: Request, *, status: int = 200, headers: Mapping[str, str] = {}, **shown: Any
) -> Response:
    """Gives a page as an answer, in the language of its request."""
    language = language_of(request)
    state = request.app.state
    writer = state.writers.of_page(request)
    called = labels.Labels(state.desk.names, wording(language))
    text = (
        environment(language)
        .get_template(template)
        .render(
            path=request.url.path,
            in_languages=[(code, name, _in_language(request, code)) for code, name in LANGUAGES.items()],
            name_of=called.name_of,
            for_whom=called.for_whom,
            writer=writer,
            writing=state.writers.possible,
            signs_in=state.writers.signs_in,
            form_token=state.writers.form_token(writer),
            **shown,
        )
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


@cache
def environment(language: str) -> Environment:
    """Gives what renders templates in one of our languages."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
        extensions=["jinja2.ext.i18n"],
    )
    said = wording(language)
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's own switch
    made.filters.update(
        day=said.day, minute=said.minute, thousands=said.number, sentence=said.sentence, outward=outward, pieces=pieces
    )
    made.globals.update(
        gettext=said.gettext,
        ngettext=said.ngettext,
        pgettext=said.pgettext,
        language=language,
        language_name=said.language_name,
        country_name=said.country_name,
        labels=labels,
        for_it=FOR,
        version=version("pledgewire"),
        # An address that changes with the file, so that a browser may keep it.
        static={path.name: f"/static/{path.name}?{path.stat().st_mtime_ns:x}" for path in STATIC.iterdir()},
    )
    return made


def _in_language(request: Request, code: str) -> str:
    """Gives the address of the same page in another language."""
    return f"{request.url.path}?{urlencode([*request.query_params.multi_items(), (PARAMETER, code)])}"


def _harmless(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else printable(value)
