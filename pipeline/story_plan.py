"""Which stories are one, seen from some of their articles: decided here, with nothing but data.

Two articles are copies where their texts are alike and both were published within a window of each other and of the
beginning of each other's story, so that a text that comes again every day, a little changed, does not make one story
without an end. Copies belong to one story, which has the smallest of their stories' ids.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from schemas.ids import story_start
from search.minhash import ALIKE, bands, likeness

MOST_COMPARED = 500
"""Articles of other stories that one article is compared with: a band that many share is no sign of a copy."""


class Copy(Struct, frozen=True, kw_only=True):
    """What Elasticsearch holds of an article that may be a copy of others."""

    article_id: str
    story_id: str
    when: datetime
    signature: str


def joined(looked_at: Iterable[Copy], around: Iterable[Copy], window: timedelta) -> dict[str, str]:
    """Gives for each story that is another's continuation the id of that other, which is smaller.

    Every copy in `looked_at` is compared with those of `looked_at` and `around`; both may hold the same copy.
    """
    ours = {each.article_id: each for each in looked_at}
    by_band: dict[str, list[Copy]] = defaultdict(list)
    for each in ({each.article_id: each for each in around} | ours).values():
        for band in bands(each.signature):
            by_band[band].append(each)
    stories = _Stories()
    for each in ours.values():
        compared = {each.article_id}
        for other in (other for band in bands(each.signature) for other in by_band[band]):
            if other.article_id in compared or stories.are_one(each.story_id, other.story_id):
                continue
            if len(compared) > MOST_COMPARED:
                break
            compared.add(other.article_id)
            if _near(each, other, window) and likeness(each.signature, other.signature) >= ALIKE:
                stories.join(each.story_id, other.story_id)
    return stories.changes()


def _near(one: Copy, other: Copy, window: timedelta) -> bool:
    moments = ((one.when, other.when), (one.when, story_start(other.story_id)), (other.when, story_start(one.story_id)))
    return all(abs(first - second) <= window for first, second in moments)


class _Stories:
    """Sets of stories that are one, each known by its smallest id."""

    def __init__(self) -> None:
        self._smaller: dict[str, str] = {}

    def first(self, story: str) -> str:
        while story in self._smaller:
            story = self._smaller[story]
        return story

    def are_one(self, one: str, other: str) -> bool:
        return self.first(one) == self.first(other)

    def join(self, one: str, other: str) -> None:
        smaller, greater = sorted((self.first(one), self.first(other)))
        self._smaller[greater] = smaller

    def changes(self) -> dict[str, str]:
        return {story: self.first(story) for story in self._smaller}
