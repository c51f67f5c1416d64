"""`pledgewire work`: the workers that tag and index."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.context import context
from cli.log_format import LogFormat, Option
from cli.vocabulary_option import VocabularyFolder, lay


class Role(StrEnum):
    """What a worker does."""

    ENRICH = "enrich"
    INDEX = "index"


def register(app: typer.Typer) -> None:
    """Adds `work`."""

    @app.command()
    def work(
        ctx: typer.Context,
        only: Annotated[
            Role | None, typer.Option(help="Run the workers of one role alone: enrich (tags) or index.")
        ] = None,
        processes: Annotated[int, typer.Option(min=1, max=64, help="Processes of each role.")] = 1,
        log_format: Option = LogFormat.TEXT,
        vocabulary: VocabularyFolder = None,
    ) -> None:
        """Tag the articles that arrive and put them into Elasticsearch, until Ctrl-C.

        Each process is watched and started anew if it dies; nothing is lost, whatever dies. Run it on as many machines
        as you like: they share the work. Example: pledgewire work --processes 2
        """
        import logging
        import signal
        import threading
        from datetime import UTC, datetime

        from pipeline import logs, topics, workers
        from pipeline.alerts import saved_searches
        from pipeline.orders import ROLES, orders_for
        from pipeline.taggers import configured
        from search.client import connect
        from search.indices import ensure

        lay(context(ctx), vocabulary)
        config, endpoints = context(ctx).config, context(ctx).endpoints()
        logs.start("work", log_format.value)
        if only is not Role.INDEX:
            configured(
                config.tagger, config.vocabulary
            )  # a mistake in the vocabulary is told here, once, and not by each worker again
        topics.ensure(endpoints.kafka, config.kafka)
        saved_searches.configure(endpoints.kafka, config.saved, datetime.now(UTC))
        with connect(endpoints.elasticsearch) as client:
            ensure(client, config.elasticsearch)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        orders = [
            orders_for(role, number, config, endpoints, log_format.value)
            for role in ROLES
            for number in range(1, processes + 1)
            if only is None or role == only.value
        ]
        if config.metrics.work is None:
            workers.run(orders, stop)
            return
        from pipeline.metrics.parent import measured
        from pipeline.metrics.server import serving

        say = logging.getLogger(__name__).info
        with (
            measured(endpoints.kafka) as parent,
            serving(config.metrics.work, "metrics.work", say, parent.registry),
        ):
            workers.run(orders, stop, parent)
