"""From the bytes of a cleaned article to those of an enriched one."""

from datetime import UTC, datetime

import msgspec
import pytest

from pipeline.delivery import Failure
from pipeline.enrichment import Enriched, enrich
from pipeline.limits import MAX_CLEANED
from schemas.enriched import EnrichedArticle
from schemas.messages import decode, encode
from tests.pipeline.articles import article
from tests.pipeline.odd_tagger import OddTagger

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def _enrich(value: bytes | None) -> Enriched | Failure:
    return enrich(value, OddTagger(), now=NOW)


def test_an_article_comes_out_with_its_tags_and_cloud_event_headers() -> None:
    given = article(1, revised="CLAIM: person/emmanuel-macron")
    done = _enrich(encode(given))
    assert isinstance(done, Enriched)
    enriched = decode(done.value, EnrichedArticle)
    assert enriched.article == given
    assert [position.holder for position in enriched.tags.positions] == ["person/emmanuel-macron"]
    headers = dict(done.headers)
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_id"] == f"news.article.enriched.v1:{given.version_id}".encode()
    assert headers["ce_subject"] == given.article_id.encode() == done.article_id.encode()
    assert headers["ce_time"] == b"2026-01-02T03:04:05+00:00"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "null"),
        (b"", "not JSON"),
        (b"{not json", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b'{"title": "\xed\xa0\x80"}', "not JSON"),
        (b"[" * 100_000, "not JSON|nested too deeply|does not fit"),
        (b'{"title": "only a title"}', "does not fit CleanedArticle's schema"),
        (b'"' + b"x" * MAX_CLEANED + b'"', "1,000,002 bytes"),
    ],
    ids=["null", "empty", "no-json", "bad-utf8", "surrogate", "deep", "schema", "oversized"],
)
def test_what_is_no_article_fails_with_a_reason(value: bytes | None, reason: str) -> None:
    failed = _enrich(value)
    assert isinstance(failed, Failure)
    assert any(each in failed.reason for each in reason.split("|")), failed.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [("article_id", "0" * 32), ("version_id", "0" * 32), ("text_hash", "0" * 64), ("text", "another text")],
)
def test_an_article_whose_ids_are_not_those_of_its_content_fails(field: str, value: str) -> None:
    failed = _enrich(encode(msgspec.structs.replace(article(1), **{field: value})))
    assert isinstance(failed, Failure)
    assert "is not that of its" in failed.reason


def test_a_fault_of_the_tagger_concerns_the_one_article() -> None:
    failed = _enrich(encode(article(1, revised="RAISE")))
    assert failed == Failure(reason="tagging the article failed: the tagger has a fault", error="ValueError")
