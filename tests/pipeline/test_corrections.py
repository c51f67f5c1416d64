"""Corrections in Kafka: written, followed, forgotten, and measured with the articles that Kafka has."""

import time
from contextlib import closing

import pytest

from pipeline.corrected import from_kafka
from pipeline.correction_book import CorrectionBook
from pipeline.corrections import Corrections, load, taking_in
from pipeline.following import Following
from pipeline.publisher import Publisher
from schemas.article import CleanedArticle
from schemas.correction import Correction
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.messages import CORRECTION
from tests.evaluation.test_corrected import ARTICLE, said
from tests.pipeline.conftest import KAFKA

pytestmark = pytest.mark.servers


def _until(seen: "list[Correction]", book: CorrectionBook, wanted: int) -> None:
    for _ in range(400):
        seen[:] = book.newest(100)
        if len(seen) == wanted:
            return
        time.sleep(0.05)


def test_another_process_hears_of_corrections_and_that_they_are_taken_back(corner: Endpoints) -> None:
    elsewhere, seen = CorrectionBook(), list[Correction]()
    first, second = said(about="actor", tag="state/pl"), said(by="Petro", about="actor", tag="state/pl")
    with closing(Corrections(corner.kafka, KAFKA)) as store:
        here = CorrectionBook(store.write)
        here.save(first)
        with closing(Following(corner.kafka, CORRECTION, taking_in(elsewhere))):
            here.save(second)
            _until(seen, elsewhere, 2)
            assert {one.by for one in seen} == {"Olena", "Petro"}
            here.forget(first.correction_id)
            _until(seen, elsewhere, 1)
            assert elsewhere.of(ARTICLE.article_id) == here.of(ARTICLE.article_id) == (second,)
    assert load(corner.kafka) == [second]


def test_a_correction_is_measured_with_the_version_that_it_is_about(corner: Endpoints) -> None:
    newer: CleanedArticle = type(ARTICLE)(**{name: getattr(ARTICLE, name) for name in ARTICLE.__struct_fields__})
    with closing(Publisher(corner.kafka, source="test")) as outlet:
        outlet.send(newer)
        outlet.flush()
    of_another = said(about="actor", tag="state/de", version_id="f" * 32)
    with closing(Corrections(corner.kafka, KAFKA)) as store:
        for one in (said(about="actor", tag="state/pl"), of_another):
            store.write(one.correction_id, one)
    found = {one.correction.tag: one.article for one in from_kafka(corner.kafka)}
    assert found == {"state/pl": ARTICLE, "state/de": None}


def test_what_kafka_does_not_take_is_an_error_and_is_not_shown() -> None:
    def away(_: str, __: Correction | None) -> None:
        raise ServerError("Kafka is away")

    book = CorrectionBook(away)
    with pytest.raises(ServerError):
        book.save(said(about="actor", tag="state/pl"))
    assert book.newest(10) == ()


def test_what_is_no_correction_is_passed_over() -> None:
    book = CorrectionBook()
    hear = taking_in(book)
    for value in (b"\xff", b"{}", b"[" * 100_000, None):
        hear(b"key\xff", value)
    assert book.newest(10) == ()
