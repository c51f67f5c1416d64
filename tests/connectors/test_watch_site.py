"""A whole site, fetched by one command against real servers."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from config.model import Config
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, decode
from tests.connectors.serving import Site
from tests.connectors.test_watch import MORNING, atom, page, published

pytestmark = pytest.mark.servers

FEEDS, ARTICLES = 20, 25


def publish(site: Site) -> list[str]:
    """Puts 500 articles on a site, in twenty feeds; its robots.txt keeps robots from one more. Gives the feeds."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /premium/\n", "text/plain")
    site.put("/premium/1", page("Nobody"))
    for feed in range(FEEDS):
        paths = [f"/{feed}/{number}" for number in range(ARTICLES)]
        for path in paths:
            site.put(path, page(f"Country {path}"))
        listed = [*paths, "/premium/1"] if feed == 0 else paths
        site.put(f"/feed/{feed}", atom(site, *((path, MORNING) for path in listed)), "application/atom+xml")
    return [f"{site.address}/feed/{feed}" for feed in range(FEEDS)]


def test_a_site_of_500_articles_in_20_feeds_is_fetched_whole_and_every_page_once(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    async def run() -> tuple[Site, int, str, str]:
        async with Site().serve() as site:
            settings = {
                "feeds": publish(site),
                "data_dir": str(stack_config.data_dir),
                "kafka": {"topic_prefix": endpoints.kafka.topic_prefix},
                "fetching": {"allow_private_addresses": True},
            }
            file = tmp_path / "pledgewire.yaml"
            file.write_text(json.dumps(settings))
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "cli", "--config", str(file), "watch", "--once", "--json"),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            out, said = await process.communicate()
            return site, process.returncode or 0, out.decode(), said.decode()

    site, code, out, said = asyncio.run(run())
    assert code == 0, said
    reports = [json.loads(line) for line in out.splitlines()]
    assert len(reports) == FEEDS
    assert sum(report["published"] for report in reports) == FEEDS * ARTICLES
    (refused,) = [one for report in reports for one in report["refused"]]
    assert refused == {
        "where": f"{site.address}/premium/1",
        "why": "its site's robots.txt does not allow it",
    }
    articles = {decode(value, CleanedArticle).url for value in published(endpoints.kafka, CLEANED)}
    assert articles == {f"{site.address}/{feed}/{number}" for feed in range(FEEDS) for number in range(ARTICLES)}
    assert set(site.asked.values()) == {1}
    assert "/premium/1" not in site.asked
    assert "feeds: 20 of 20 feeds" in said
    assert "articles: 501 of 501 articles; 500 published, 1 refused, " in said
    assert "20 polls: 500 articles published, 1 entry refused, 0 polls failed." in said
