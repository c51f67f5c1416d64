"""The application over real servers: called directly, or served on this machine for a real browser."""

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import uvicorn
from elasticsearch import Elasticsearch
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.testclient import TestClient

from config.servers import Elasticsearch as Settings
from pipeline import topics
from schemas.endpoints import Endpoints
from search.client import connect
from search.indices import ensure
from tagging.tagger import load
from tests.pipeline.conftest import KAFKA, delete_topics
from tests.search.conftest import delete, put
from tests.search.corpus import AFFAIRS, corpus
from tests.web.browsers import MISSING, arguments, program
from tests.web.crowd import crowd
from tests.web.desk import articles, stories
from tests.web.open_shelf import AGAINST, CONFIGURED, MACRON, OpenShelf
from tests.web.running import Running
from web.app import application
from web.desk import Desk
from web.names import Names
from web.writers import Writers

PATIENCE = 20_000
"""Milliseconds: CI has two cores for the servers and the browser together."""
expect.set_options(timeout=PATIENCE)
NOW = datetime(2025, 4, 1, tzinfo=UTC)
TOKEN = "correct-horse-battery-staple"
"""What writing needs."""


@pytest.fixture(scope="session")
def names() -> Names:
    """The built-in vocabulary's names."""
    return Names(load())


@contextmanager
def _filled(endpoints: Endpoints, names: Names, fill: Callable[[Elasticsearch, str], None]) -> Iterator[Desk]:
    prefix = f"t{uuid.uuid4().hex[:10]}-"
    with connect(endpoints.elasticsearch, timeout=120) as client:
        ensure(client, Settings(index_prefix=prefix))
        fill(client, prefix)
        yield Desk(client, prefix, names, lambda: (), clock=lambda: NOW)
        delete(client, prefix)


@pytest.fixture(scope="session")
def desk(stack_endpoints: Endpoints, names: Names) -> Iterator[Desk]:
    """A desk whose index holds the articles of tests.web.desk."""
    with _filled(stack_endpoints, names, lambda client, prefix: put(client, prefix, articles(), stories())) as made:
        yield made


@pytest.fixture(scope="session")
def affair(stack_endpoints: Endpoints, names: Names) -> Iterator[Desk]:
    """A desk whose index holds tests/search/affairs.yaml."""
    of = corpus(AFFAIRS).values()
    with _filled(stack_endpoints, names, lambda client, prefix: put(client, prefix, of)) as made:
        yield made


@pytest.fixture(scope="session")
def many(stack_endpoints: Endpoints, names: Names) -> Iterator[Desk]:
    """A desk with more articles than can be paged through."""
    with _filled(stack_endpoints, names, crowd) as made:
        yield made


@pytest.fixture
def ask(desk: Desk) -> TestClient:
    """Asks the application; nothing is forgiven, and any number may be asked."""
    return TestClient(application(desk, a_second=0, writers=Writers(TOKEN)), base_url="http://localhost")


@pytest.fixture
def nobody(names: Names) -> Iterator[TestClient]:
    """Asks an application whose Elasticsearch does not answer."""
    with Elasticsearch("http://127.0.0.1:9", max_retries=0) as client:
        yield TestClient(application(Desk(client, "", names, lambda: ())), base_url="http://localhost")


@pytest.fixture(scope="session")
def site(desk: Desk) -> Iterator[str]:
    """The address where the application is served on this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    shelf = OpenShelf(AGAINST, MACRON, CONFIGURED)
    made = application(desk, a_second=0, writers=Writers(TOKEN), overview=Running().overview(), shelf=shelf)
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser that is on this machine. Skips where none is; fails where CI=true.

    Ends with its module: while playwright's driver runs, nothing else in this thread can run an event loop.
    """
    found = program()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=arguments())
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser that has been nowhere yet. What it complains of fails the test."""
    made = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    made.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    made.on("weberror", lambda error: complaints.append(str(error.error)))
    made.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(site) else None)
    yield made
    made.close()
    assert not complaints


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A tab of that browser."""
    return context.new_page()


@pytest.fixture
def corner_topics(endpoints: Endpoints) -> Iterator[None]:
    """Topics in this test's corner."""
    topics.ensure(endpoints.kafka, KAFKA)
    yield
    delete_topics(endpoints)
