"""A query's tree as Elasticsearch's own query, over fields that we choose; a user's text is only ever matched."""

from collections.abc import Sequence
from typing import Any as Body

from search.mapping import STEMMED
from search.words import All, Any, Not, Phrase, Tree, Word

ARTICLE_FIELDS = ("title^3", "title.exact^3", "text", "text.exact")
TIE = 0.3
"""How much of a score the other fields add to the best one's."""
POSITION_FIELDS = ("evidence^2", "evidence.exact^2", "quote^2", "title")


def text_query(tree: Tree, fields: Sequence[str]) -> dict[str, Body]:
    """Gives the query for a tree. Stems and words as written both count; the better of them scores.

    An article's own language is stemmed too: French stems count in French articles alone.
    """
    match tree:
        case Word(text):
            return _in_all_languages(text, fields, "best_fields")
        case Phrase(text):
            return _in_all_languages(text, fields, "phrase")
        case Not(inner):
            return {"bool": {"must_not": [text_query(inner, fields)]}}
        case All(parts):
            there = [text_query(part, fields) for part in parts if not isinstance(part, Not)]
            absent = [text_query(part.inner, fields) for part in parts if isinstance(part, Not)]
            return {"bool": {"must": there, "must_not": absent}}
        case Any(parts):
            return {"bool": {"should": [text_query(part, fields) for part in parts], "minimum_should_match": 1}}


def marking_query(tree: Tree, fields: Sequence[str]) -> dict[str, Body] | None:
    """Gives the query whose words are worth marking in `fields`: all but what must not be there, None where none is."""
    match tree:
        case Word(text):
            return _matching(text, fields, "best_fields")
        case Phrase(text):
            return _matching(text, fields, "phrase")
        case Not():
            return None
        case All(parts) | Any(parts):
            kept = [query for part in parts if (query := marking_query(part, fields)) is not None]
            return {"bool": {"should": kept}} if kept else None


def _in_all_languages(text: str, fields: Sequence[str], kind: str) -> dict[str, Body]:
    stems = [
        {"bool": {"must": [_matching(text, _stemmed(fields, code), kind)], "filter": [{"term": {"language": code}}]}}
        for code in STEMMED
    ]
    return {"dis_max": {"queries": [_matching(text, fields, kind), *stems], "tie_breaker": TIE}}


def _stemmed(fields: Sequence[str], language: str) -> list[str]:
    parts = [field.partition("^") for field in fields]
    return [f"{name}.{language}{mark}{boost}" for name, mark, boost in parts if not name.endswith(".exact")]


def _matching(text: str, fields: Sequence[str], kind: str) -> dict[str, Body]:
    # A word that signs split (`re-arm`) must be there with all its parts; a phrase has them all anyway.
    operator = {} if kind == "phrase" else {"operator": "and"}
    return {"multi_match": {"query": text, "type": kind, "fields": list(fields), "tie_breaker": TIE, **operator}}
