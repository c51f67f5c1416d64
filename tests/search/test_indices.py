"""Indices are made once, refuse what they do not know, and move without losing a document."""

import threading
from typing import Any

import pytest
from elasticsearch import AuthorizationException, BadRequestError, ConflictError, Elasticsearch

from config.servers import Elasticsearch as Settings
from schemas.errors import ServerError
from search.documents import article_document
from search.indices import current, ensure
from search.mapping import MAPPING_VERSION
from search.scan import BATCH
from tests.search.conftest import Library, put
from tests.search.corpus import corpus, enriched

pytestmark = pytest.mark.servers

Corner = tuple[Elasticsearch, Settings]
NEXT = MAPPING_VERSION + 1


def articles(settings: Settings) -> str:
    return f"{settings.index_prefix}articles"


def everything(client: Elasticsearch, index: str) -> dict[str, Any]:
    """Gives every document with its version, by id."""
    client.indices.refresh(index=index)
    found = client.search(index=index, size=5_000, version=True)["hits"]["hits"]
    return {hit["_id"]: (hit["_version"], hit["_source"]) for hit in found}


def several(number: int) -> list[Any]:
    return [
        enriched(url=f"https://news.example/{one}", title=f"Title {one}", text=f"Text {one}.", version=one + 1)
        for one in range(number)
    ]


def test_ensure_makes_every_alias_and_does_nothing_the_second_time(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    before = client.indices.get(index=f"{settings.index_prefix}*").body
    ensure(client, settings)
    after = client.indices.get(index=f"{settings.index_prefix}*").body
    assert before == after
    assert {alias for about in after.values() for alias in about["aliases"]} == {
        f"{settings.index_prefix}articles",
        f"{settings.index_prefix}positions",
        f"{settings.index_prefix}ledger",
        f"{settings.index_prefix}alerts",
    }


def test_what_is_configured_holds_and_can_be_changed_later(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings.model_copy(update={"shards": 2, "refresh": 0.25}))
    index = current(client, articles(settings))
    assert index is not None
    about = client.indices.get_settings(index=index.name)[index.name]["settings"]["index"]
    assert (about["number_of_shards"], about["number_of_replicas"], about["refresh_interval"]) == ("2", "0", "250ms")
    ensure(client, settings.model_copy(update={"refresh": 2.0}))
    about = client.indices.get_settings(index=index.name)[index.name]["settings"]["index"]
    assert about["refresh_interval"] == "2000ms"


def test_many_at_once_make_one_index(corner: Corner) -> None:
    client, settings = corner
    failures = at_once(8, lambda: ensure(client, settings))
    assert failures == []
    assert sorted(client.indices.get(index=f"{settings.index_prefix}*")) == [
        f"{settings.index_prefix}alerts-v{MAPPING_VERSION}-000001",
        f"{settings.index_prefix}articles-v{MAPPING_VERSION}-000001",
        f"{settings.index_prefix}ledger-v{MAPPING_VERSION}-000001",
        f"{settings.index_prefix}positions-v{MAPPING_VERSION}-000001",
    ]


def test_a_field_that_the_mapping_does_not_know_is_refused(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    document = article_document(corpus()["macron-offers-troops"])
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client.index(index=articles(settings), document={**document, "colour": "blue"})
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client.index(index=articles(settings), document={**document, "claims": [{"colour": "blue"}]})


def test_an_older_version_of_an_article_is_refused_and_the_same_again_is_not(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, [enriched(url="https://a.example", title="New", text="New.", version=2)])
    put(client, settings.index_prefix, [enriched(url="https://a.example", title="New", text="New.", version=2)])
    older = article_document(enriched(url="https://a.example", title="Old", text="Old.", version=1))
    with pytest.raises(ConflictError):
        client.index(
            index=articles(settings), id=older["article_id"], document=older, version=1, version_type="external_gte"
        )
    ((version, source),) = everything(client, articles(settings)).values()
    assert (version, source["title"]) == (2, "New")


def test_a_long_text_and_a_long_label_are_kept_and_marked(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    text = "Nothing here. " * 14_280 + "Troops at last."
    long = enriched(url="https://a.example/" + "x" * 2_000, title="Long", text=text, authors=("ж" * 40_000,))
    put(client, settings.index_prefix, [long])
    (hit,) = Library(client, settings.index_prefix).search("troops").hits
    assert [passage.text[start:end] for passage in hit.passages for start, end in passage.marks] == ["Troops"]


def test_a_new_mapping_moves_every_document_with_its_version(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, [*several(BATCH + 7), *corpus().values()])
    before = everything(client, articles(settings))
    claims = everything(client, f"{settings.index_prefix}positions")
    assert len(before) == BATCH + 13
    ensure(client, settings, version=NEXT)
    assert current(client, articles(settings)).name == f"{articles(settings)}-v{NEXT}-000001"  # type: ignore[union-attr]
    assert everything(client, articles(settings)) == before
    assert everything(client, f"{settings.index_prefix}positions") == claims


def test_writing_waits_while_the_alias_moves_and_goes_on_after(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    old = current(client, articles(settings))
    assert old is not None
    ensure(client, settings, version=NEXT)
    with pytest.raises(AuthorizationException, match="cluster_block_exception"):
        client.index(index=old.name, document={"title": "late"})
    put(client, settings.index_prefix, several(1))
    assert len(everything(client, articles(settings))) == 1


def test_several_may_move_an_alias_at_once_and_one_does(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, several(40))
    before = everything(client, articles(settings))
    failures = at_once(4, lambda: ensure(client, settings, version=NEXT))
    assert failures == []
    assert everything(client, articles(settings)) == before
    assert len(client.indices.get_alias(name=articles(settings))) == 1


def test_a_mover_that_died_is_taken_over_from(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, several(5))
    before = everything(client, articles(settings))
    dead = f"{articles(settings)}-v{NEXT}-000001"
    client.indices.put_index_template(
        name=f"pledgewire-{settings.index_prefix}dead", index_patterns=[dead], priority=600, template={}
    )
    client.indices.create(index=dead)
    client.indices.delete_index_template(name=f"pledgewire-{settings.index_prefix}dead")
    waited: list[float] = []
    ensure(client, settings, version=NEXT, sleep=waited.append)
    assert waited
    assert current(client, articles(settings)).name == f"{articles(settings)}-v{NEXT}-000002"  # type: ignore[union-attr]
    assert everything(client, articles(settings)) == before
    assert not client.indices.exists(index=dead)


def test_a_document_that_does_not_fit_the_new_mapping_leaves_everything_as_it_was(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    old = current(client, articles(settings))
    assert old is not None
    client.indices.put_mapping(index=old.name, properties={"colour": {"type": "keyword"}})
    client.index(index=old.name, id="odd", document={"colour": "blue"}, refresh=True)
    with pytest.raises(ServerError, match=r"stays in use: its document odd does not fit .*colour"):
        ensure(client, settings, version=NEXT)
    assert current(client, articles(settings)) == old
    client.index(index=articles(settings), id="later", document={"colour": "red"}, refresh=True)
    assert set(everything(client, articles(settings))) == {"odd", "later"}


def test_an_index_of_a_newer_pledgewire_is_left_alone(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings, version=NEXT)
    with pytest.raises(ServerError, match="made by a newer pledgewire"):
        ensure(client, settings)


def test_an_index_where_the_alias_should_be_is_told(corner: Corner) -> None:
    client, settings = corner
    client.indices.create(index=articles(settings))
    with pytest.raises(ServerError, match=f"{articles(settings)} is an index in Elasticsearch where"):
        ensure(client, settings)


def test_what_is_written_and_deleted_while_the_alias_moves_is_neither_lost_nor_back(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, several(BATCH))
    keys = list(everything(client, articles(settings)))
    moved = threading.Event()
    expected = set(keys)

    def write() -> None:
        for number in range(2_000):
            if moved.is_set() and number > 50:
                break
            old, new = keys[number % len(keys)], f"new-{number}"
            patiently(lambda new=new: client.index(index=articles(settings), id=new, document={"title": new}))
            expected.add(new)
            if old in expected:
                patiently(lambda old=old: client.delete(index=articles(settings), id=old))
                expected.discard(old)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        ensure(client, settings, version=NEXT)
    finally:
        moved.set()
        writer.join()
    assert len(expected - set(keys)) > 50
    assert current(client, articles(settings)).mapping == NEXT  # type: ignore[union-attr]
    assert set(everything(client, articles(settings))) == expected


def patiently(write: Any) -> None:
    """Writes as a worker does: what is closed to writing is tried again."""
    while True:
        try:
            write()
        except AuthorizationException:
            continue
        return


def at_once(number: int, work: Any) -> list[BaseException]:
    """Does the same in several threads; gives what they raised."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_articles_of_before_there_were_stories_begin_one_each_when_they_are_moved(corner: Corner) -> None:
    client, settings = corner
    ensure(client, settings)
    one = corpus()["macron-offers-troops"]
    whole = article_document(one)
    before = {name: value for name, value in whole.items() if name not in ("story_id", "bands", "signature")}
    client.index(index=articles(settings), id=one.article.article_id, document=before)
    ensure(client, settings, version=NEXT)
    ((_, moved),) = everything(client, articles(settings)).values()
    assert moved.keys() == whole.keys()
    assert all(moved[name] == whole[name] for name in whole.keys() - before.keys())
