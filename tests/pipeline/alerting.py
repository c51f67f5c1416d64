"""Articles of today, saved searches, a receiver that listens on this machine, and what became of alerts."""

import base64
import hmac
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from msgspec import Struct
from werkzeug import Request, Response
from werkzeug.serving import make_server

from schemas.article import CleanedArticle, make_cleaned
from schemas.endpoints import Endpoints
from schemas.messages import ALERT
from schemas.saved import SavedSearch
from schemas.subscription import exactly
from search.client import connect
from tests.pipeline.articles import article
from tests.pipeline.kafka_side import everything

KEY = "whsec_" + base64.b64encode(b"a key of thirty-two bytes for it").decode()


def today(outlet: str, text: str, *, hours_ago: float = 1, version: int = 1) -> CleanedArticle:
    """Gives an outlet's article of today."""
    when = (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat(timespec="seconds")
    return make_cleaned(
        url=f"https://{outlet}.example/talks",
        title=f"Talks, says {outlet}",
        text=text,
        language="en",
        fetched_at=when,
        version=version,
        published=when,
        site=f"{outlet}.example",
    )


def story(number: int, *more: str) -> str:
    """Gives a text that is no copy of those with other numbers; `more` stands at its end."""
    return "\n\n".join((article(number).text, *more))


def saved(name: str = "all", what: Any = "articles", *pairs: tuple[str, str], **more: Any) -> SavedSearch:
    """Gives a saved search."""
    return SavedSearch(name=name, changed=exactly(datetime.now(UTC)), what=what, question=pairs, **more)


class Heard(Struct, frozen=True):
    """A message that a receiver took, with its headers in small letters."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def alerts(self) -> list[str]:
        found: list[dict[str, str]] = json.loads(self.body)["data"]["alerts"]
        return [each["alert_id"] for each in found]

    def is_signed(self, key: str = KEY) -> bool:
        """Whether the signature is right, as a receiver would find out; written down here anew."""
        secret = base64.b64decode(key.removeprefix("whsec_"))
        content = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        mac = base64.b64encode(hmac.new(secret, content, sha256).digest()).decode()
        fresh = abs(time.time() - int(self.headers["webhook-timestamp"])) < 300
        return fresh and self.headers["webhook-signature"] == f"v1,{mac}"


class Ear:
    """What listens: takes messages, or answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.refused: list[Heard] = []
        self.status, self.sleep = 204, 0.0
        self.url = ""

    def __call__(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        one = Heard({name.lower(): value for name, value in request.headers.items()}, request.get_data())
        time.sleep(self.sleep)
        (self.heard if self.status < 300 else self.refused).append(one)
        return Response(status=self.status)(environ, start)

    def messages_by_alert(self) -> dict[str, set[str]]:
        """Gives the ids of the messages that told of each alert."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self.heard:
            for alert in each.alerts:
                found[alert].add(each.id)
        return found


@contextmanager
def listening() -> Iterator[Ear]:
    """Gives a receiver that listens for the time of the block."""
    ear = Ear()
    server = make_server("127.0.0.1", 0, ear, threaded=True)
    ear.url = f"http://127.0.0.1:{server.port}/hook"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield ear
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def alerts(endpoints: Endpoints) -> list[dict[str, Any]]:
    """Gives the alerts that Elasticsearch has, each with whom it waits for."""
    index = f"{endpoints.elasticsearch.index_prefix}alerts"
    with connect(endpoints.elasticsearch) as client:
        client.indices.refresh(index=index)
        hits = client.search(index=index, size=5_000, sort=[{"at": "asc"}])["hits"]["hits"]
    return [hit["_source"] for hit in hits]


def alert_ids_in_kafka(endpoints: Endpoints) -> set[str]:
    """Gives the ids of the alerts that Kafka has."""
    topic = endpoints.kafka.topic_prefix + ALERT
    return {json.loads(record.value)["alert_id"] for record in everything(endpoints.kafka, topic)}
