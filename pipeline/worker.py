"""A worker process: `python -m pipeline.worker`, started by pipeline.workers with its orders on stdin."""

import logging
import os
import signal
import sys
import threading
import time

import faust

from pipeline import logs, orders
from pipeline.alerts.agent import add_agent as add_alerts
from pipeline.enrich import BATCH, ONE_BY_ONE
from pipeline.enrich import add_agent as add_enrich
from pipeline.faust_app import make_app
from pipeline.index import add_agent as add_index
from pipeline.ledger_index import add_agent as add_ledger
from pipeline.pulse import Pulse
from pipeline.tagging_process import TaggingProcess
from pipeline.topics import group
from pipeline.watchdog import Watchdog, Watched
from schemas.messages import CLEANED, ENRICHED, INDEXED, LEDGER

SECONDS_TO_END = 8.0

log = logging.getLogger(__name__)


def end_with(parent: int) -> None:
    """Ends this process when the parent's pipe (a file descriptor) does, even after a kill -9 of the parent."""

    def watch() -> None:
        while os.read(parent, 1):
            pass
        log.warning("the parent is gone; this worker ends")
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SECONDS_TO_END)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def make(given: orders.Orders) -> faust.App:
    """Gives the app of the role, with its agent and its watchdog."""
    kafka, settings = given.endpoints.kafka, given.workers_settings()
    app = make_app(given.role, kafka)
    if given.role == "enrich":
        watched = [Watched(topic=kafka.topic_prefix + CLEANED, pulse=Pulse())]
        tagging = TaggingProcess(given.vocabulary, given.model, command=given.tagging)
        add_enrich(app, kafka.topic_prefix, tagging, ONE_BY_ONE if given.model else BATCH)
    else:
        # Each agent has its own pulse: that one waits for Elasticsearch does not excuse another that hangs.
        written, told, alerted = Pulse(), Pulse(), Pulse()
        watched = [
            Watched(topic=kafka.topic_prefix + ENRICHED, pulse=written),
            Watched(topic=kafka.topic_prefix + LEDGER, pulse=told, by_all=False),
            Watched(topic=kafka.topic_prefix + INDEXED, pulse=alerted, by_all=False),
        ]
        add_index(app, given.endpoints, settings, given.elasticsearch_settings(), written)
        add_ledger(app, given.endpoints, given.elasticsearch_settings(), told)
        add_alerts(app, given.endpoints, given.elasticsearch_settings(), given.means, alerted)

    def held(topic: str) -> frozenset[int]:
        try:
            return frozenset(tp.partition for tp in app.consumer.assignment() if tp.topic == topic)
        except Exception:  # the consumer is starting or stopping
            return frozenset()

    name = group(kafka.topic_prefix, given.role)
    Watchdog(kafka, group=name, watched=watched, held=held, stall=settings.stall).start()
    return app


def main() -> None:
    """Reads the orders and works until SIGTERM, an exception, or the parent's end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    given = orders.read(sys.stdin.buffer)
    logs.start(given.name, given.log_format)
    end_with(sys.stdin.fileno())
    worker = faust.Worker(make(given), quiet=True, override_logging=False)
    worker.spinner = None
    worker.execute_from_commandline()


if __name__ == "__main__":
    main()
