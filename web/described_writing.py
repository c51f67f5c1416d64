"""What of the API writes, as OpenAPI describes it."""

from collections.abc import Sequence

from web.described import Described
from web.problems import MEDIA_TYPE
from web.writing import LARGEST

SECURITY: Described = {
    "token": {"type": "http", "scheme": "bearer", "description": "what `pledgewire write-token` shows"}
}
"""How writers are known; a proxy may name them instead."""
_FAILED = {
    "400": "What is sent makes no sense",
    "401": "The token is missing or wrong",
    "403": "Nobody may write here, or this writer may not",
    "404": "Nothing is there",
    "408": "Not all was sent in time",
    "413": f"More than {LARGEST:,} bytes are sent",
    "415": "What is sent is not called JSON",
    "429": "Too much is asked at once, or too many wrong tokens came; Retry-After says how long to wait",
    "503": "Kafka or Elasticsearch does not answer",
}


def writes(
    summary: str,
    answer: Described | None,
    *,
    body: Described | None = None,
    parameters: Sequence[Described] = (),
    status: int = 200,
) -> Described:
    """Gives an operation that writes: what is sent, and what comes back; without an answer nothing does."""
    done: Described = {"description": summary}
    if answer is not None:
        done["content"] = {"application/json": {"schema": answer}}
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    operation: Described = {
        "summary": summary,
        "parameters": list(parameters),
        "security": [{"token": []}],
        "responses": {str(status): done, **{code: {"description": told, **problem} for code, told in _FAILED.items()}},
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return operation
