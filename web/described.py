"""The parameters of the API, as OpenAPI describes them."""

from typing import Any, get_args

from schemas.ledger import FATES
from search.attention import COUNTED, By, Split
from search.matrix import BY
from search.matrix import MOST as MOST_ROWS
from search.parameters import Parameter, What, of
from search.question import FARTHEST, MOST_CLAIMS, MOST_HITS
from search.stories import MOST as MOST_STORIES
from web.api import FIRST, MOST_LINES
from web.corrections import MOST as MOST_CORRECTIONS
from web.languages import ENGLISH, LANGUAGES, PARAMETER
from web.suggestions import KINDS

Described = dict[str, Any]

_MOMENT: Described = {
    "type": "string",
    "anyOf": [{"pattern": r"^([0-9]{1,4} *[hdw])?$"}, {"format": "date"}, {"format": "date-time"}],
    "examples": ["2025-01-31"],
}
_SCHEMAS: dict[str, Described] = {
    "values": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
    "whole": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
    "flag": {"type": "boolean"},
    "text": {"type": "string", "maxLength": 1_000},
    "choice": {"type": "string"},
}


def asking(what: What) -> list[Described]:
    """Gives the parameters of a question, and its cursor."""
    cursor = "`*` begins a walk through all results, also beyond the first 10,000; then the answer's `next`."
    schema = {"type": "string", "pattern": r"^(\*|[A-Za-z0-9_-]+)$"}
    return [*(_described(one, what) for one in of(what)), _query("cursor", cursor, schema)]


def exporting(what: What) -> list[Described]:
    """Gives the parameters of a question that asks for all results."""
    without = {"page", "size", "fold", "facets", "timeline"}
    return [_described(one, what) for one in of(what) if one.name not in without]


def of_facets() -> list[Described]:
    """Gives the parameters of what is counted."""
    kinds = {"type": "string", "enum": ["articles", "claims"], "default": "articles"}
    without = {"page", "size", "sort", "fold", "facets", "timeline"}
    rest = [_described(one, "articles") for one in of("articles") if one.name not in without]
    return [_query("of", "what is counted", kinds), *rest]


def of_stories() -> list[Described]:
    """Gives the parameters of stories."""
    return [
        _query("since", "stories with an article from then on", _MOMENT),
        _query("until", "and up to then", _MOMENT),
        _query("outlets", "in so many outlets at the least", _number(0, 999_999, 2)),
        _query("size", "how many", _number(1, MOST_STORIES, 20)),
    ]


def of_ledger() -> list[Described]:
    """Gives the parameters of the ledger."""
    return [
        _query("since", "entries listed since then", _MOMENT),
        _query("feed", "the id of a feed", {"type": "string"}),
        _query("fate", "list the entries of which this became", {"type": "string", "enum": list(FATES)}),
        _query("size", "entries to list", _number(1, MOST_LINES, 50)),
    ]


def of_matrix() -> list[Described]:
    """Gives the parameters of the matrix."""
    by = _query("by", "which parties have rows", {"type": "string", "enum": list(BY), "default": "actor"})
    rows = _query("rows", "how many", _number(1, MOST_ROWS, 20))
    return [by, rows, *exporting("claims")]


def of_timeline() -> list[Described]:
    """Gives the parameters of counts over time."""
    without = {"page", "size", "sort", "fold", "facets", "timeline"}
    counted = {"type": "string", "enum": list(COUNTED), "default": "articles"}
    return [
        _query("count", "what is counted", counted),
        _query("by", "how long one count is; else as fits", {"type": "string", "enum": list(get_args(By))}),
        _query("split", "the most frequent values of this apart", {"type": "string", "enum": list(get_args(Split))}),
        *(_described(one, "articles") for one in of("articles") if one.name not in without),
    ]


def of_news() -> list[Described]:
    """Gives the parameters of what is new."""
    return [one for one in of_matrix() if one["name"] not in ("rows", "q", "until", "sort")]


def of_corrections() -> list[Described]:
    """Gives the parameters of corrections."""
    most = {"type": "integer", "minimum": 1, "maximum": MOST_CORRECTIONS, "default": 50}
    return [
        _query("article", "of this article alone, by its id", {"type": "string"}),
        _query("size", "how many, the newest first", most),
    ]


def of_suggest() -> list[Described]:
    """Gives the parameters of suggestions."""
    return [
        _query("q", "what is typed", {"type": "string"}),
        _query("kind", "of this kind alone", {"type": "string", "enum": list(KINDS)}),
        _query(
            PARAMETER, "the language of the labels", {"type": "string", "enum": list(LANGUAGES), "default": ENGLISH}
        ),
    ]


def path(name: str, told: str) -> Described:
    """Gives a parameter that is a part of the address."""
    return {"name": name, "in": "path", "required": True, "description": told, "schema": {"type": "string"}}


def _described(one: Parameter, what: What) -> Described:
    most = MOST_HITS if what == "articles" else MOST_CLAIMS
    own = {"size": _number(0, most, FIRST[what]), "page": _number(1, FARTHEST, 1), "since": _MOMENT, "until": _MOMENT}
    schema = own.get(one.name) or dict(_SCHEMAS[one.kind])
    if one.choices and one.kind == "choice":
        schema["enum"] = list(one.choices)
    elif one.choices:
        schema["items"] = {"type": "string", "enum": list(one.choices)}
    return _query(one.name, one.help, schema)


def _number(least: int, most: int, default: int) -> Described:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _query(name: str, told: str, schema: Described) -> Described:
    return {"name": name, "in": "query", "description": told, "schema": schema}
