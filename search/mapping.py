"""The mappings of the indices. They hold on a minimal Elasticsearch with our analyzers and on a full one.

`articles` has one document an article, `positions` one flat document a claim, since Kibana cannot chart nested ones,
`ledger` one a line (schemas.ledger), and `alerts` one an alert (schemas.alert).
A field that is not here is refused (`dynamic: strict`), so that no message can widen an index.
"""

from typing import Any

from search.embedding import DIMENSIONS

MAPPING_VERSION = 9
"""Raise it with every change below: `search.indices.ensure` then moves the documents to a new index."""

ARTICLES = "articles"
POSITIONS = "positions"
LEDGER = "ledger"
ALERTS = "alerts"

_KEYWORD: dict[str, Any] = {"type": "keyword"}
# Free text from pages: a longer one is kept, but Lucene would refuse the whole document for a term over 32 kB.
_LABEL: dict[str, Any] = {"type": "keyword", "ignore_above": 1_000}
_DATE: dict[str, Any] = {"type": "date", "format": "strict_date_optional_time"}
_LONG: dict[str, Any] = {"type": "long"}
_BOOLEAN: dict[str, Any] = {"type": "boolean"}
_KEPT: dict[str, Any] = {"type": "object", "enabled": False}
_STORED: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False}
STEMMED = {"fr": "french", "de": "german", "ru": "russian"}
"""Languages beside English whose stems are indexed, and their analyzers; each is a field below a text."""
# `exact` serves words as they are written, and languages whose stems nobody here knows.
_TEXT: dict[str, Any] = {
    "type": "text",
    "analyzer": "english",
    "fields": {
        "exact": {"type": "text", "analyzer": "standard"},
        **{language: {"type": "text", "analyzer": analyzer} for language, analyzer in STEMMED.items()},
    },
}

_ORIGIN: dict[str, Any] = {
    "article_id": _KEYWORD,
    "version_id": _KEYWORD,
    "version": _LONG,
    "text_hash": _KEYWORD,
    "url": _LABEL,
    "title": _TEXT,
    "language": _KEYWORD,
    "published": _DATE,
    "fetched_at": _DATE,
    "when": _DATE,
    "publisher": _LABEL,
    "site": _LABEL,
    # Where the outlet is at home (search.outlets).
    "country": _KEYWORD,
    "feed_tags": _LABEL,
    "sources": _KEYWORD,
    "tagger_version": _KEYWORD,
    "vocabulary_version": _KEYWORD,
}
_CLAIM: dict[str, Any] = {
    "holder": _KEYWORD,
    "on_behalf_of": _KEYWORD,
    "parties": _KEYWORD,
    "stance": _KEYWORD,
    "direction": _KEYWORD,
    "beneficiary": _KEYWORD,
    "types": _KEYWORD,
    "conditional": _BOOLEAN,
    "negated": _BOOLEAN,
    "cameo": _KEYWORD,
}

FIELDS: dict[str, dict[str, Any]] = {
    ARTICLES: {
        **_ORIGIN,
        "versions": _KEYWORD,
        "text": _TEXT,
        "published_from": _KEYWORD,
        "authors": _LABEL,
        "authors_from": _KEYWORD,
        "section": _LABEL,
        "paywalled": _BOOLEAN,
        "image": _STORED,
        "dateline": _STORED,
        "dateline_place": _LABEL,
        "dateline_agency": _LABEL,
        "dates_told": _KEPT,
        "authors_told": _KEPT,
        "credits": _STORED,
        "feed_url": _LABEL,
        "actors": _KEYWORD,
        "types": _KEYWORD,
        "instruments": _KEYWORD,
        "holders": _KEYWORD,
        "parties": _KEYWORD,
        "stances": _KEYWORD,
        "beneficiaries": _KEYWORD,
        "position_ids": _KEYWORD,
        "position_count": {"type": "integer"},
        # Filters ask claim_keys (search.claim_keys); the nested claims are there for counting alone.
        "claim_keys": _KEYWORD,
        "claims": {"type": "nested", "dynamic": "strict", "properties": _CLAIM},
        # What this version claims, to compare the next with, and what each version changed (search.revisions).
        "stated": _KEPT,
        "revisions": _KEPT,
        "revised": _KEYWORD,
        "mentions": _KEPT,
        "story_id": _KEYWORD,
        # Copies are looked for by bands, and compared by signatures (search.minhash).
        "bands": {"type": "keyword", "doc_values": False},
        "signature": {"type": "binary", "doc_values": True},
        # What an article means, and the model that says so (search.embedding): there where `pledgewire embed` ran.
        "embedded": _KEYWORD,
        "vector": {
            "type": "dense_vector",
            "dims": DIMENSIONS,
            "index": True,
            "similarity": "dot_product",
            "index_options": {"type": "int8_hnsw"},
        },
    },
    POSITIONS: {
        **_ORIGIN,
        **_CLAIM,
        "position_id": _KEYWORD,
        "evidence": _TEXT,
        "spans": _KEPT,
        "quote": _TEXT,
        "rule": _KEYWORD,
        "grounds": _KEPT,
    },
    LEDGER: {
        "line_id": _KEYWORD,
        "feed_id": _KEYWORD,
        "feed": _LABEL,
        "entry": _LABEL,
        "title": _STORED,
        "expected_at": _DATE,
        "attempt": {"type": "integer"},
        "fate": _KEYWORD,
        "at": _DATE,
        # From `expected_at` until `at`, for charts: no aggregation can subtract two fields without a script.
        "seconds": {"type": "float"},
        "why": _LABEL,
        "article_id": _KEYWORD,
        "version_id": _KEYWORD,
    },
    ALERTS: {
        "alert_id": _KEYWORD,
        "saved_id": _KEYWORD,
        "saved": _KEYWORD,
        "kind": _KEYWORD,
        "at": _DATE,
        "story_id": _KEYWORD,
        "article_id": _KEYWORD,
        # What nobody is told of again within the story, and which receivers are still to be told (receiver ids).
        "facts": _STORED,
        "waiting": _KEYWORD,
        "alert": _KEPT,
    },
}


def mappings(kind: str) -> dict[str, Any]:
    """Gives the mapping of one of the kinds, as Elasticsearch takes it."""
    return {"dynamic": "strict", "_meta": {"pledgewire": MAPPING_VERSION}, "properties": FIELDS[kind]}
