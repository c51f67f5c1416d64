"""The API's description (OpenAPI 3.1), from the same tables and types as the answers themselves."""

from collections.abc import Sequence
from typing import Any

import msgspec

from pipeline.account import Account
from schemas.ledger import FATES
from search.actor import Actor
from search.answer import Answer, ClaimAnswer, ClaimHit, Hit, Timeline, Whole
from search.ledger import Entry
from search.matrix import BY, Matrix
from search.matrix import MOST as MOST_ROWS
from search.news import News
from search.parameters import Parameter, What, of
from search.question import MOST_CLAIMS, MOST_HITS
from search.stories import MOST as MOST_STORIES
from search.stories import Stories
from tagging.who import Who
from web.api import KINDS, MOST_LINES
from web.names import Suggestion
from web.problems import MEDIA_TYPE

Described = dict[str, Any]

_TYPES = (
    Answer,
    ClaimAnswer,
    Hit,
    ClaimHit,
    Whole,
    Stories,
    Account,
    Entry,
    Suggestion,
    Timeline,
    Matrix,
    Actor,
    News,
    Who,
)
_SCHEMAS: dict[str, Described] = {
    "values": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
    "whole": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
    "flag": {"type": "boolean"},
    "text": {"type": "string", "maxLength": 1_000},
    "number": {"type": "integer", "minimum": 0},
    "choice": {"type": "string"},
}
_ABOUT = (
    "Articles and claims about security guarantees, for reading. Filters narrow; of one filter's values any will do. "
    "Filters on the sides of a claim (holder, stance, beneficiary, conditional) hold of one claim. In `q` filters can "
    "stand among the words: `actor:Macron type:troop-presence ceasefire -drones`."
)


def document(version: str) -> Described:
    """Gives the description, as data."""
    types, components = msgspec.json.schema_components(_TYPES, ref_template="#/components/schemas/{name}")
    named = dict(zip(_TYPES, types, strict=True))
    problem = {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "one sentence that says what would be right"},
        },
    }
    described = {
        "openapi": "3.1.0",
        "info": {"title": "pledgewire", "version": version, "description": _ABOUT},
        "paths": {
            "/api/articles": _get("Articles that answer a question", _asking("articles"), _walked(named[Answer])),
            "/api/articles.csv": _get("All of them as CSV", _exporting("articles"), None, "text/csv"),
            "/api/articles.ndjson": _get(
                "All of them, one a line", _exporting("articles"), named[Hit], "application/x-ndjson"
            ),
            "/api/articles/{id}": _get(
                "One article with its tags and claims", [_path("id", "its id, or its address")], named[Whole]
            ),
            "/api/claims": _get("Claims that answer a question", _asking("claims"), _walked(named[ClaimAnswer])),
            "/api/claims.csv": _get("All of them as CSV", _exporting("claims"), None, "text/csv"),
            "/api/claims.ndjson": _get(
                "All of them, one a line", _exporting("claims"), named[ClaimHit], "application/x-ndjson"
            ),
            "/api/facets": _get("Values that would narrow a question", _of_facets(), _facets(named[Timeline])),
            "/api/stories": _get("Stories, the most widely printed first", _of_stories(), named[Stories]),
            "/api/ledger": _get(
                "What became of every entry that feeds listed; with `fate` the entries",
                _of_ledger(),
                {"anyOf": [named[Account], _listed("entries", named[Entry])]},
            ),
            "/api/matrix": _get(
                "Who takes which stance on guarantees for whom, each story once", _of_matrix(), named[Matrix]
            ),
            "/api/actors/{id}": _get(
                "One actor: positions over time, newest claims, changes of mind",
                [_path("id", "its id, such as person/emmanuel-macron"), *_of_stories()[:2]],
                {"allOf": [named[Actor], {"type": "object", "properties": {"who": _or_null(named[Who])}}]},
            ),
            "/api/news": _get("What is new, against as long a time before", _of_news(), named[News]),
            "/api/suggest": _get(
                "What may be meant by what is typed", _of_suggest(), _listed("suggestions", named[Suggestion])
            ),
        },
        "components": {"schemas": {**components, "Problem": problem}},
    }
    # Defaults are tuples in the types, and lists in JSON.
    plain: Described = msgspec.json.decode(msgspec.json.encode(described))
    return plain


def _get(
    summary: str, parameters: Sequence[Described], schema: Described | None, media: str = "application/json"
) -> Described:
    content = {media: {"schema": schema or {"type": "string"}}}
    failed = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": summary, "content": content},
                "400": {"description": "A question that is not answered", **failed},
                "404": {"description": "Nothing is there", **failed},
                "429": {"description": "Too much is asked at once; Retry-After says how long to wait", **failed},
                "503": {"description": "Elasticsearch does not answer, or too much is under way", **failed},
            },
        }
    }


def _asking(what: What) -> list[Described]:
    cursor = "`*` begins a walk through all results, also beyond the first 10,000; then the answer's `next`."
    return [*(_described(one, what) for one in of(what)), _query("cursor", cursor, {"type": "string"})]


def _exporting(what: What) -> list[Described]:
    without = {"page", "size", "fold", "facets", "timeline"}
    return [_described(one, what) for one in of(what) if one.name not in without]


def _described(one: Parameter, what: What) -> Described:
    schema = dict(_SCHEMAS[one.kind])
    if one.choices and one.kind == "choice":
        schema["enum"] = list(one.choices)
    elif one.choices:
        schema["items"] = {"type": "string", "enum": list(one.choices)}
    if one.name == "size":
        schema["maximum"] = MOST_HITS if what == "articles" else MOST_CLAIMS
    return _query(one.name, one.help, schema)


def _query(name: str, told: str, schema: Described) -> Described:
    return {"name": name, "in": "query", "description": told, "schema": schema}


def _path(name: str, told: str) -> Described:
    return {"name": name, "in": "path", "required": True, "description": told, "schema": {"type": "string"}}


def _of_facets() -> list[Described]:
    kinds = {"type": "string", "enum": ["articles", "claims"], "default": "articles"}
    without = {"page", "size", "sort", "fold", "facets", "timeline"}
    rest = [_described(one, "articles") for one in of("articles") if one.name not in without]
    return [_query("of", "what is counted", kinds), *rest]


def _of_stories() -> list[Described]:
    return [
        _query("since", "stories with an article from then on", {"type": "string"}),
        _query("until", "and up to then", {"type": "string"}),
        _query("outlets", "in so many outlets at the least", {"type": "integer", "default": 2}),
        _query("size", "how many", {"type": "integer", "maximum": MOST_STORIES, "default": 20}),
    ]


def _of_ledger() -> list[Described]:
    return [
        _query("since", "entries listed since then", {"type": "string"}),
        _query("feed", "the id of a feed", {"type": "string"}),
        _query("fate", "list the entries of which this became", {"type": "string", "enum": list(FATES)}),
        _query("size", "entries to list", {"type": "integer", "maximum": MOST_LINES, "default": 50}),
    ]


def _of_matrix() -> list[Described]:
    by = _query("by", "which parties have rows", {"type": "string", "enum": list(BY), "default": "actor"})
    rows = _query("rows", "how many", {"type": "integer", "maximum": MOST_ROWS, "default": 20})
    return [by, rows, *_exporting("claims")]


def _of_news() -> list[Described]:
    return [one for one in _of_matrix() if one["name"] not in ("rows", "q", "until", "sort")]


def _or_null(schema: Described) -> Described:
    return {"anyOf": [schema, {"type": "null"}]}


def _of_suggest() -> list[Described]:
    return [
        _query("q", "what is typed", {"type": "string"}),
        _query("kind", "of this kind alone", {"type": "string", "enum": list(KINDS)}),
    ]


def _walked(answer: Described) -> Described:
    then = {"type": ["string", "null"], "description": "the cursor of what follows; null at the end of a walk"}
    return {"allOf": [answer, {"type": "object", "properties": {"next": then}}]}


def _listed(name: str, each: Described) -> Described:
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": each}}}


def _facets(timeline: Described) -> Described:
    counts = {"type": "array", "items": {"$ref": "#/components/schemas/Count"}}
    return {
        "type": "object",
        "properties": {
            "total": {"type": "integer"},
            "facets": {"type": "object", "additionalProperties": counts},
            "timeline": timeline,
            "notes": {"type": "array", "items": {"type": "string"}},
        },
    }
