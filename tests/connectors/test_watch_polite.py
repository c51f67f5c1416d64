"""What becomes of entries whose pages we may not fetch, or not now."""

import asyncio
from typing import Any

from config.model import Feed
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from pipeline.poll import MOST_TRIES, Poller
from pipeline.polled import Polled
from schemas.errors import PutOffError
from schemas.feed_state import FeedState, feed_id
from tests.connectors.serving import Site
from tests.connectors.test_watch import FETCHING, MORNING, NOW, Kafkaless, atom, page

DENY = "User-agent: *\nDisallow: /closed\n"


def test_a_page_that_robots_txt_disallows_is_refused_with_the_reason_and_not_tried_again() -> None:
    sink = Kafkaless()

    async def run() -> tuple[list[Polled], Site]:
        async with Site().serve() as site:
            site.put("/robots.txt", DENY, "text/plain")
            site.put("/closed", page("France"))
            site.put("/open", page("Poland"))
            site.put("/feed", atom(site, ("/closed", MORNING), ("/open", MORNING)))
            return await sink.polls(site, 2), site

    (first, second), site = asyncio.run(run())
    assert [article.title for article in sink.published] == ["/open"]
    (refused,) = first.refused
    assert refused.why == "its site's robots.txt does not allow it"
    assert not second.modified
    assert "/closed" not in site.asked


def test_an_article_that_the_feed_itself_tells_needs_no_page() -> None:
    sink = Kafkaless()
    text = "<p>France offered troops to Ukraine on Monday as part of security guarantees after a ceasefire.</p>" * 4

    async def run() -> tuple[list[Polled], Site]:
        async with Site().serve() as site:
            site.put("/robots.txt", DENY, "text/plain")
            site.put("/feed", atom(site, ("/closed", MORNING), content=text.replace("<", "&lt;")))
            return await sink.polls(site, 1), site

    (polled,), site = asyncio.run(run())
    assert (polled.published, polled.refused) == (1, ())
    assert sink.published[0].url == f"{site.address}/closed"
    assert "/closed" not in site.asked


class Resting(Fetcher):
    """Puts the pages off, as a host that rests is, for so many times."""

    times = 2 * MOST_TRIES

    async def get(self, url: str, **wanted: Any) -> Fetched:
        if wanted.get("robots") and self.times:
            self.times -= 1
            raise PutOffError(f"{url}: its server asks to be left alone for another 60 minutes", retry_after=3_600.0)
        return await super().get(url, **wanted)


def test_a_page_whose_host_rests_is_put_off_for_as_long_as_it_takes() -> None:
    sink = Kafkaless()

    async def run() -> list[Polled]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            feed = Feed(url=f"{site.address}/feed")
            state = FeedState(feed_id=feed_id(feed.url), url=feed.url)
            polls = []
            with Cleaner(timeout=10.0, workers=1) as cleaner:
                async with Resting(FETCHING) as fetcher:
                    poller = Poller(fetcher, cleaner, publish=sink.publish, save=sink.save, clock=lambda: NOW)
                    for _ in range(2 * MOST_TRIES + 2):
                        polls.append(await poller.poll(feed, state))
                        state = polls[-1].state
            return polls

    polls = asyncio.run(run())
    assert [poll.published for poll in polls] == [0] * 2 * MOST_TRIES + [1, 0]
    assert polls[0].refused[0].why == "its server asks to be left alone for another 60 minutes"
    assert not polls[-1].modified
