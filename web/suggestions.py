"""What may be meant by what is typed, for the box of the page and for programs."""

from starlette.requests import Request
from starlette.responses import Response

from schemas.errors import UsageError
from web.api import desk_of, json_answer, only
from web.entries import Kind
from web.languages import ENGLISH, LANGUAGES, PARAMETER

KINDS: tuple[Kind, ...] = ("actor", "type", "source", "instrument")
MOST = 8
_LONGEST = 100


def suggest(request: Request) -> Response:
    """What may be meant by what is typed: entries of the vocabulary by any alias, in any script."""
    said = only(request, ("q", "kind", PARAMETER))
    kinds = tuple(kind for kind in KINDS if kind == said.get("kind")) if "kind" in said else KINDS
    if not kinds:
        raise UsageError(f"--kind: write one of {', '.join(KINDS)}")
    language = said.get(PARAMETER, ENGLISH)
    if language not in LANGUAGES:
        raise UsageError(f"--{PARAMETER}: write one of {', '.join(LANGUAGES)}")
    desk = desk_of(request)
    found = desk.names.suggest(said.get("q", "")[:_LONGEST], kinds, MOST, desk.frequent(), language)
    return json_answer({"suggestions": found})
