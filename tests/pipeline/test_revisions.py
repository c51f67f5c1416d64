"""An outlet changes an article: the index tells which claim appeared and which vanished, on real servers."""

import json

import pytest

from pipeline.publisher import Publisher
from pipeline.wait import Arrival
from schemas.endpoints import Endpoints
from tests.pipeline.articles import article
from tests.pipeline.test_commands import Run, typed
from tests.pipeline.workshop import ODD, working

__all__ = ["typed"]
pytestmark = pytest.mark.servers


def test_each_revision_tells_what_it_changed_and_can_be_searched_for(corner: Endpoints, typed: Run) -> None:
    versions = [
        article(1, version=0, revised="CLAIM: state/fr CLAIM: state/de"),
        article(1, version=1, revised="CLAIM: state/de CLAIM: state/pl"),
        article(2, version=0, revised="CLAIM: state/it"),
    ]
    with working(corner, tagging=ODD):
        for each in (*versions, versions[1]):  # the last once more, as after a crash
            with Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
                publisher.send(each)
                arrival.expect(each)
                publisher.flush()
                assert not arrival.wait(timeout=60).missing
    found = json.loads(typed("search", "--revised", "dropped", "--json").stdout)
    assert [hit["article"]["article_id"] for hit in found["hits"]] == [versions[0].article_id]
    whole = json.loads(typed("article", versions[0].article_id, "--json").stdout)
    (revision,) = whole["document"]["revisions"]
    assert (revision["before"], revision["version"]) == (versions[0].version_id, versions[1].version_id)
    told = {(one["kind"], (one.get("after") or one.get("before"))["holder"]) for one in revision["changes"]}
    assert told == {("added", "state/pl"), ("dropped", "state/fr")}
    assert "stated" not in whole["document"]
    shown = typed("article", versions[0].article_id).stdout
    assert "2 claims changed" in shown
    assert "  + state/pl offers troop-presence for ukraine" in shown
    assert "  - state/fr offers troop-presence for ukraine" in shown
    assert "--revised" in typed("search", "--revised", "vanished").stderr
