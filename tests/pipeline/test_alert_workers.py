"""Alerts of real workers on real servers: one for a story, whatever dies."""

import random
import time
from pathlib import Path

import pytest

from config.alerts import Alerts
from config.model import Config
from pipeline.alerts import saved_searches
from pipeline.backlog import backlog
from pipeline.publisher import Publisher
from schemas.endpoints import Endpoints
from tests.pipeline.alerting import KEY, Ear, alert_ids_in_kafka, alerts, listening, saved, story, today
from tests.pipeline.workshop import Command, count, until, working

pytestmark = pytest.mark.servers

STORIES, OUTLETS = 8, 5


def _told(corner: Endpoints, ear: Ear, number: int) -> None:
    until(lambda: len(ear.messages_by_alert()) >= number, "alerts did not arrive", 150)
    until(lambda: all(not each.get("waiting") for each in alerts(corner)), "alerts wait", 30)


def _idle(corner: Endpoints) -> bool:
    return all(each.messages == 0 for each in backlog(corner.kafka).agents)


@pytest.mark.timeout(600)
def test_workers_that_are_killed_tell_of_each_story_once(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    chance = random.Random(7)
    coming = [
        today(f"s{number}o{outlet}", story(number), hours_ago=chance.uniform(1, 20))
        for number in range(STORIES)
        for outlet in range(OUTLETS)
    ]
    chance.shuffle(coming)
    settings = ("alerts.allow_private_addresses=true", "alerts.between=0s")
    variables = {"PLEDGEWIRE_ALERTS__SIGNING_KEY": KEY}
    with listening() as ear:
        saved_searches.save(corner.kafka, saved(to=(ear.url,)))
        commands = [
            Command(stack_config.data_dir, corner, tmp_path / f"{number}.log", *settings, variables=variables)
            for number in range(2)
        ]
        try:
            with Publisher(corner.kafka) as publisher:
                for number, each in enumerate(coming):
                    publisher.send(each)
                    publisher.flush()
                    time.sleep(0.15)
                    if number == 15:
                        until(lambda: bool(alerts(corner)), "no alert came")
                        for command in commands:
                            command.child("index").kill()
            until(lambda: count(corner) == len(coming), "articles are missing", 200)
            until(lambda: _idle(corner), "lag stays", 200)
            _told(corner, ear, STORIES)
        finally:
            for command in commands:
                command.close()
    found = alerts(corner)
    assert sorted(each["alert"]["article"]["site"].partition("o")[0] for each in found) == [
        f"s{number}" for number in range(STORIES)
    ]
    assert alert_ids_in_kafka(corner) == {each["alert_id"] for each in found} == set(ear.messages_by_alert())
    # Whoever is killed between telling and marking tells again, with the same id.
    assert [len(messages) for messages in ear.messages_by_alert().values()] == [1] * STORIES
    assert all(each.is_signed() for each in ear.heard)


def test_a_receiver_that_fails_is_told_again_and_an_unchanged_article_alerts_nobody_twice(corner: Endpoints) -> None:
    with listening() as ear:
        ear.status = 500
        saved_searches.save(corner.kafka, saved(to=(ear.url,)))
        how = Alerts(signing_key=KEY, allow_private_addresses=True, between=0)
        with working(corner, alerts=how), Publisher(corner.kafka) as publisher:
            publisher.send(today("first", story(1)))
            publisher.flush()
            until(lambda: len(ear.refused) == 1, "nothing was sent")
            ear.status = 204
            publisher.send(today("first", story(1)))
            publisher.send(today("copy", story(1)))
            publisher.flush()
            _told(corner, ear, 1)
            until(lambda: _idle(corner), "lag stays", 60)
            assert len(alerts(corner)) == 1
    assert [each.id for each in ear.heard] == [ear.refused[0].id]
    assert ear.heard[0].alerts == ear.refused[0].alerts


def test_a_claim_is_told_once_in_each_story_that_it_stands_in(corner: Endpoints) -> None:
    said = "French President Emmanuel Macron offered on Monday to send peacekeepers to Ukraine as a security guarantee."
    with listening() as ear:
        saved_searches.save(corner.kafka, saved("offers", "claims", ("stance", "offers"), to=(ear.url,)))
        how = Alerts(signing_key=KEY, allow_private_addresses=True, between=0)
        with working(corner, alerts=how), Publisher(corner.kafka) as publisher:
            for outlet, number in (("first", 1), ("copy", 1), ("other", 2)):
                publisher.send(today(outlet, story(number, said)))
                publisher.flush()
                until(lambda: _idle(corner), "lag stays", 60)
            _told(corner, ear, 2)
            until(lambda: _idle(corner), "lag stays", 60)
    found = alerts(corner)
    assert sorted(each["alert"]["article"]["site"] for each in found) == ["first.example", "other.example"]
    assert len({each["story_id"] for each in found if each["story_id"]}) == 2
    assert {each["alert"]["claims"][0]["holder"] for each in found} == {"person/emmanuel-macron"}
