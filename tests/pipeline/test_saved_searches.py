"""Saved searches in Kafka: saved, changed, removed, configured, and known to workers at once."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.alerts import Saved
from config.load import load_with_origins
from pipeline.alerts import saved_searches
from pipeline.alerts.saved_book import saved_book
from pipeline.alerts.saved_question import mistakes
from schemas.endpoints import Endpoints
from schemas.errors import ConfigError, UsageError
from schemas.messages import SAVED
from tests.pipeline.alert_samples import search
from tests.pipeline.kafka_side import send

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TROOPS = Saved(name="troops", what="claims", stance=("against",), query="troops")
NEWS = Saved(name="news", section=("World, and more",), paywalled=False)


@pytest.mark.servers
def test_what_is_saved_is_there_and_what_is_removed_is_not(corner: Endpoints) -> None:
    assert saved_searches.save(corner.kafka, search("one")) is None
    assert saved_searches.save(corner.kafka, search("one", digest="daily")) == search("one")
    saved_searches.save(corner.kafka, search("two"))
    saved_searches.remove(corner.kafka, search("two"), NOW)
    assert saved_searches.all_of(corner.kafka, (), NOW) == [search("one", digest="daily")]
    assert saved_searches.save(corner.kafka, search("two")) is None


@pytest.mark.servers
def test_the_configuration_is_saved_and_what_leaves_it_is_removed(corner: Endpoints) -> None:
    saved_searches.save(corner.kafka, search("by-hand"))
    saved_searches.configure(corner.kafka, (TROOPS, NEWS), NOW)
    assert [each.name for each in saved_searches.all_of(corner.kafka, (), NOW)] == ["by-hand", "news", "troops"]
    before = saved_searches.load(corner.kafka)
    saved_searches.configure(corner.kafka, (TROOPS, NEWS), datetime.now(UTC))
    assert saved_searches.load(corner.kafka) == before, "what did not change was written again"
    saved_searches.configure(corner.kafka, (TROOPS,), NOW)
    saved_searches.configure(corner.kafka, (), NOW)
    assert [each.name for each in saved_searches.all_of(corner.kafka, (), NOW)] == ["by-hand", "troops"]


@pytest.mark.servers
def test_what_is_configured_and_not_saved_yet_is_shown_as_if_it_were(corner: Endpoints) -> None:
    assert [each.name for each in saved_searches.all_of(corner.kafka, (TROOPS,), NOW)] == ["troops"]
    assert saved_searches.load(corner.kafka) == {}


@pytest.mark.servers
def test_a_worker_knows_what_was_saved_a_moment_ago_and_passes_over_what_is_no_search(corner: Endpoints) -> None:
    async def names() -> list[list[str]]:
        found = []
        async with saved_book(corner.kafka) as book:
            found.append([each.name for each in await book.now()])
            for number in range(3):
                await asyncio.to_thread(saved_searches.save, corner.kafka, search(f"s{number}"))
                found.append([each.name for each in await book.now()])
            send(corner.kafka, SAVED, (b"x", b"no JSON"), (b"y", None), (b"z", b'{"name": 1}'))
            await asyncio.to_thread(saved_searches.remove, corner.kafka, search("s1"), NOW)
            found.append([each.name for each in await book.now()])
        return found

    assert asyncio.run(names()) == [[], ["s0"], ["s0", "s1"], ["s0", "s1", "s2"], ["s0", "s2"]]


def test_a_configured_search_asks_what_the_commands_would() -> None:
    assert saved_searches.of(TROOPS, NOW).question == (("q", "troops"), ("stance", "rejects"), ("stance", "doubts"))
    assert saved_searches.of(NEWS, NOW).question == (("section", "World, and more"), ("paywalled", "false"))


def test_another_question_under_the_same_name_is_another_search() -> None:
    one, same, other = search("one"), search("one", digest="daily"), search("one", question=(("q", "x"),))
    assert one.saved_id == same.saved_id != other.saved_id


def test_a_question_in_the_file_that_cannot_be_asked_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text("saved:\n  - name: one\n    query: a AND b OR c\n  - name: two\n    what: claims\n    query: '*'\n")
    with pytest.raises(ConfigError) as raised:
        load_with_origins(file, {}, {}, mistakes)
    first, second = str(raised.value).splitlines()[1:]
    assert first.strip() == (
        f"{file}:3: saved.0.query: AND and OR beside each other can be read in two ways: put one of them in parentheses"
    )
    assert second.strip().startswith(f"{file}:6: saved.1.query: ")


def test_a_variable_saves_a_search_and_a_flag_beats_it() -> None:
    environ = {"PLEDGEWIRE_SAVED__0__NAME": "one", "PLEDGEWIRE_SAVED__0__QUERY": "troops"}
    given = load_with_origins(None, {"saved.0.query": "soldiers"}, environ).config.saved
    assert [(each.name, each.query) for each in given] == [("one", "soldiers")]


def test_how_an_answer_looks_is_no_part_of_a_saved_search() -> None:
    for name in ("sort", "size", "page", "fold", "facets", "timeline"):
        with pytest.raises(UsageError, match=f"--{name}: a saved search has none"):
            saved_searches.made(
                "x", "articles", [(name, "1")], to=(), digest=None, digest_at="08:00", quiet=None, zone="UTC", now=NOW
            )
