"""Forms of answers that several addresses of the API share, as JSON Schema."""

from web.described import Described


def or_null(schema: Described) -> Described:
    """Gives a schema that null satisfies too."""
    return {"anyOf": [schema, {"type": "null"}]}


def walked(answer: Described) -> Described:
    """Gives an answer with the cursor of what follows."""
    then = {"type": ["string", "null"], "description": "the cursor of what follows; null at the end of a walk"}
    return {"allOf": [answer, {"type": "object", "properties": {"next": then}}]}


def listed(name: str, each: Described) -> Described:
    """Gives an object with one list, under a name."""
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": each}}}


def facets(timeline: Described) -> Described:
    """Gives counts by facet, with the counts over time."""
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
