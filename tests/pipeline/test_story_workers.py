"""Stories settle while real workers share the partitions and are killed."""

import random
from pathlib import Path

import pytest

from config.model import Config
from pipeline.publisher import Publisher
from schemas.endpoints import Endpoints
from schemas.ids import story_id
from tests.pipeline.articles import article
from tests.pipeline.kafka_side import lag
from tests.pipeline.test_stories import published, stories
from tests.pipeline.workshop import Command, count, until

pytestmark = pytest.mark.servers

TEXTS, OUTLETS = 6, 20


def test_copies_shared_by_two_workers_that_are_killed_end_in_one_story_for_each_text(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    chance = random.Random(5)
    texts = [article(number).text for number in range(TEXTS)]
    coming = [
        published(f"t{text}o{outlet}", chance.uniform(0, 60), texts[text])
        for text in range(TEXTS)
        for outlet in range(OUTLETS)
    ]
    chance.shuffle(coming)
    commands = [Command(stack_config.data_dir, corner, tmp_path / f"{number}.log") for number in range(2)]
    try:
        with Publisher(corner.kafka) as publisher:
            for each in coming:
                publisher.send(each)
        until(lambda: count(corner) > 0, "no article came through")
        for command in commands:
            command.child("index").kill()
        until(lambda: count(corner) == len(coming), "articles are missing", 200)
        until(lambda: lag(corner.kafka) == 0, "lag stays", 200)
    finally:
        for command in commands:
            command.close()
    found = stories(corner)
    for text in range(TEXTS):
        ours = [each for each in coming if each.site and each.site.startswith(f"t{text}o")]
        first = min(story_id(each.article_id, each.published or "") for each in ours)
        assert {found[each.site.split(".")[0]] for each in ours if each.site} == {first}
