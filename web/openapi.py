"""The API's description (OpenAPI 3.1), from the same tables and types as the answers themselves."""

from collections.abc import Sequence

import msgspec

from pipeline.account import Account
from pipeline.dead_letter_store import Retried
from pipeline.operations import Operations
from schemas.correction import Correction
from search.actor import Actor
from search.answer import Answer, ClaimAnswer, ClaimHit, Hit, Timeline, Whole
from search.attention import Attention
from search.guarantee_type import OfType
from search.ledger import Entry
from search.matrix import Matrix
from search.news import News
from search.stories import Stories
from tagging.type_names import TypeNames
from tagging.who import Who
from web.correcting import Given
from web.described import (
    Described,
    asking,
    exporting,
    of_corrections,
    of_facets,
    of_ledger,
    of_matrix,
    of_news,
    of_stories,
    of_suggest,
    of_timeline,
    path,
)
from web.described_writing import SECURITY, writes
from web.names import Suggestion
from web.operations import Sent
from web.problems import MEDIA_TYPE
from web.schema_forms import facets, listed, or_null, walked

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
    OfType,
    TypeNames,
    Attention,
    Correction,
    Given,
    Operations,
    Retried,
    Sent,
)
_ABOUT = (
    "Articles and claims about security guarantees, for reading; what writes needs the token. Filters narrow; of one "
    "filter's values any will do. Filters on the sides of a claim (holder, stance, beneficiary, conditional) hold of "
    "one claim. In `q` filters can stand among the words: `actor:Macron type:troop-presence ceasefire -drones`."
)

_MANNERS = (
    "A parameter that is empty says nothing; one that is not known is refused. Answers in JSON have an `ETag`: sent "
    "back as `If-None-Match` it gets 304 where nothing has changed. Answers are compressed for who accepts gzip. HEAD "
    "works wherever GET does, and tells of an export how much it holds (`X-Total-Count`). Every failure is a problem "
    "(RFC 9457) with one sentence. Fields and parameters are added; none is taken away under these addresses."
)


def document(version: str) -> Described:
    """Gives the description, as data."""
    types, components = msgspec.json.schema_components(_TYPES, ref_template="#/components/schemas/{name}")
    named = dict(zip(_TYPES, types, strict=True))
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "const": "about:blank"},
            "title": {"type": "string", "description": "the name of the status"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "one sentence that says what would be right"},
        },
    }
    described = {
        "openapi": "3.1.0",
        "info": {"title": "pledgewire", "version": version, "description": f"{_ABOUT}\n\n{_MANNERS}"},
        "servers": [{"url": "/"}],
        "paths": {
            "/api/articles": _get("Articles that answer a question", asking("articles"), walked(named[Answer])),
            "/api/articles.csv": _get("All of them as CSV", exporting("articles"), None, "text/csv"),
            "/api/articles.ndjson": _get(
                "All of them, one a line", exporting("articles"), named[Hit], "application/x-ndjson"
            ),
            "/api/articles/{id}": _get(
                "One article with its tags and claims", [path("id", "its id, or its address")], named[Whole]
            ),
            "/api/claims": _get("Claims that answer a question", asking("claims"), walked(named[ClaimAnswer])),
            "/api/claims.csv": _get("All of them as CSV", exporting("claims"), None, "text/csv"),
            "/api/claims.ndjson": _get(
                "All of them, one a line", exporting("claims"), named[ClaimHit], "application/x-ndjson"
            ),
            "/api/facets": _get("Values that would narrow a question", of_facets(), facets(named[Timeline])),
            "/api/stories": _get("Stories, the most widely printed first", of_stories(), named[Stories]),
            "/api/ledger": _get(
                "What became of every entry that feeds listed; with `fate` the entries",
                of_ledger(),
                {"anyOf": [named[Account], listed("entries", named[Entry])]},
            ),
            "/api/matrix": _get(
                "Who takes which stance on guarantees for whom, each story once", of_matrix(), named[Matrix]
            ),
            "/api/actors/{id}": _get(
                "One actor: positions over time, newest claims, changes of mind",
                [path("id", "its id, such as person/emmanuel-macron"), *of_stories()[:2]],
                {"allOf": [named[Actor], {"type": "object", "properties": {"who": or_null(named[Who])}}]},
            ),
            "/api/types/{id}": _get(
                "One type of guarantee: who takes which stance on it for whom, over time, newest claims",
                [path("id", "its id, such as troop-presence"), *of_stories()[:2]],
                {"allOf": [named[OfType], {"type": "object", "properties": {"names": or_null(named[TypeNames])}}]},
            ),
            "/api/timeline": _get(
                "Counts over time of articles, stories or claims, also apart by one side",
                of_timeline(),
                named[Attention],
            ),
            "/api/news": _get("What is new, against as long a time before", of_news(), named[News]),
            "/api/openapi.json": _get("This description", [], {"type": "object"}),
            "/api/corrections": {
                **_get("What readers say of tags", of_corrections(), listed("corrections", named[Correction])),
                "post": writes("Say that a tag is wrong", named[Correction], body=named[Given], status=201),
            },
            "/api/corrections/{id}": {
                "delete": writes("Take a correction back", None, parameters=[path("id", "its id")], status=204)
            },
            "/api/operations": _get(
                "Feeds, what waits, dead letters, the ledger, the flow, versions", [], named[Operations]
            ),
            "/api/dead-letters/retry": {
                "post": writes("Send dead letters back to be tried again", named[Retried], body=named[Sent])
            },
            "/api/suggest": _get(
                "What may be meant by what is typed", of_suggest(), listed("suggestions", named[Suggestion])
            ),
        },
        "components": {"schemas": {**components, "Problem": problem}, "securitySchemes": SECURITY},
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
                "304": {"description": "What If-None-Match names is as it was"},
                "400": {"description": "A question that is not answered", **failed},
                "404": {"description": "Nothing is there", **failed},
                "429": {"description": "Too much is asked at once; Retry-After says how long to wait", **failed},
                "503": {"description": "Elasticsearch does not answer, or too much is under way", **failed},
                "default": {"description": "Whatever else fails", **failed},
            },
        }
    }
