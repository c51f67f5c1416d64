"""Requests for passages of what was found, with the words asked for between markers.

They come after the hits, so that words are looked for in the forms of the hits' own languages alone: Elasticsearch
reads a text anew for every form, and the whole query with all its fields cost it more than finding the articles.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from search.mapping import STEMMED
from search.passages import Markers
from search.text_query import marking_query
from search.words import Tree

PASSAGE = 220
"""Characters of a passage, about; it ends where a sentence ends."""
PASSAGES = 3
_WHOLE = {"number_of_fragments": 0}
_PARTS = {"fragment_size": PASSAGE, "number_of_fragments": PASSAGES, "no_match_size": PASSAGE, "order": "score"}

Body = dict[str, Any]


def passages_of(
    tree: Tree | None, article_ids: Sequence[str], languages: Iterable[str], around: Markers, timeout: str
) -> Body:
    """Gives the request for the titles and passages of articles in these languages, marked."""
    return {
        "query": {"bool": {"filter": [{"terms": {"article_id": list(article_ids)}}]}},
        "size": len(article_ids),
        "track_total_hits": False,
        "_source": False,
        "timeout": timeout,
        "highlight": _highlight(tree, {"title": _WHOLE, "text": _PARTS}, languages, around),
    }


def evidence(tree: Tree | None, languages: Iterable[str], around: Markers) -> Body:
    """Gives the part of a request for claims that marks their evidence."""
    return _highlight(tree, {"evidence": _WHOLE}, languages, around)


def _highlight(tree: Tree | None, fields: dict[str, Body], languages: Iterable[str], around: Markers) -> Body:
    stemmed = [language for language in STEMMED if language in languages]
    return {
        "type": "unified",
        "pre_tags": [around.before],
        "post_tags": [around.after],
        "fields": {name: {**wanted, **_marked(tree, name, stemmed)} for name, wanted in fields.items()},
    }


def _marked(tree: Tree | None, field: str, languages: Sequence[str]) -> Body:
    forms = [f"{field}.{form}" for form in ("exact", *languages)]
    query = marking_query(tree, [field, *forms]) if tree is not None else None
    return {"matched_fields": forms, **({"highlight_query": query} if query is not None else {})}
