"""`pledgewire serve`: the page and the API, for this machine."""

import socket
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from cli.feeds import states
from cli.log_format import LogFormat, Option, teller
from cli.vocabulary_option import VocabularyFolder, lay
from config.values import EMBEDDED
from schemas.errors import StackError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from tagging.interface import Versions
    from web.names import Names


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("serve")(serve)


def serve(
    ctx: typer.Context,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Listen there; else as `web.listen` says; 0 finds one.")
    ] = None,
    vocabulary: VocabularyFolder = None,
    log_format: Option = LogFormat.TEXT,
) -> None:
    """Serve the page and its API on this machine, until Ctrl-C.

    Whoever may open connections on this machine may read what is indexed. Writing needs the token that
    `pledgewire write-token` shows. Example: pledgewire serve --port 8080
    """
    import uvicorn

    from pipeline.metrics.server import serving
    from web.measured import Measured

    shared = context(ctx)
    lay(shared, vocabulary)
    say = teller("serve", log_format)
    host, _, configured = shared.config.web.listen.rpartition(":")
    within = "0.0.0.0" if shared.config.web.in_container else host.strip("[]")  # noqa: S104 (the container's own)
    listening = _listen(within, int(configured) if port is None else port)
    application, close = _application(shared, say)
    shown = f"[{host.strip('[]')}]" if ":" in host.strip("[]") else host
    say(f"http://{shown}:{listening.getsockname()[1]}/ is open; Ctrl-C ends it.")
    settings = uvicorn.Config(
        Measured(application),
        log_level="warning",
        log_config=None,
        access_log=False,
        server_header=False,
        # Anybody may claim in a header to be somebody's proxy; who is trusted is told by the address alone.
        proxy_headers=False,
        limit_concurrency=200,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        ws="none",
    )
    try:
        with serving(shared.config.metrics.serve, "metrics.serve", say):
            uvicorn.Server(settings).run(sockets=[listening])
    finally:
        close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # so that whoever reads that it is open is not refused
    except OSError as error:
        listening.close()
        raise UsageError(f"--port {port}: {error.strerror}; choose another, or 0 for one that is free") from None
    return listening


def _application(shared: Context, say: "Callable[[str], None]") -> "tuple[ASGIApp, Callable[[], None]]":
    from datetime import UTC, datetime

    from pipeline.correction_book import CorrectionBook
    from pipeline.corrections import Corrections, taking_in
    from pipeline.following import Following
    from pipeline.operations import overview
    from pipeline.subscriptions import all_of
    from schemas.messages import CORRECTION
    from search.client import connect
    from tagging.garbage import keep_loaded
    from tagging.tagger import load
    from web.app import application
    from web.desk import Desk
    from web.names import Names
    from web.shelf import KafkaShelf
    from web.writers import Writers

    endpoints = shared.endpoints()
    endpoint = endpoints.elasticsearch
    client = connect(endpoint, timeout=20.0)
    names = Names(load(shared.config.vocabulary))
    kafka = endpoints.kafka
    store = Corrections(kafka, shared.config.kafka)
    book = CorrectionBook(store.write)
    following = Following(kafka, CORRECTION, taking_in(book))
    desk = Desk(client, endpoint.index_prefix, names, lambda: states(shared), corrections=book)

    def close() -> None:
        following.close()
        store.close()
        client.close()

    web = shared.config.web
    shelf = KafkaShelf(client, endpoint.index_prefix, kafka, shared.config)
    seen = overview(
        kafka,
        client,
        endpoint.index_prefix,
        states=lambda: all_of(kafka, shared.config.feeds, datetime.now(UTC)),
        alerts=shelf.standings,
        tagger=_tagger(shared, names),
        kafka_version=_kafka_version(shared),
    )
    writers = Writers(_token(shared, say), header=web.trusted_user_header, proxies=web.trusted_proxies)
    made = application(
        desk, hosts=web.hosts, a_second=web.requests_per_second, writers=writers, overview=seen, shelf=shelf
    )
    keep_loaded()
    return made, close


def _tagger(shared: Context, names: "Names") -> "Versions":
    """The workers' tagger: the names are always those of the rules' vocabulary."""
    from pipeline.taggers import LLM, configured

    config = shared.config
    return configured(config.tagger, config.vocabulary).versions if config.tagger.kind == LLM else names.versions


def _kafka_version(shared: Context) -> str | None:
    from stack import kafka
    from stack.start import where
    from stack.state import read

    state = read(where(shared.config).state) if shared.config.kafka.servers == EMBEDDED else None
    member = state.member(kafka.NAME) if state else None
    return member.version if member else None


def _token(shared: Context, say: "Callable[[str], None]") -> str | None:
    from stack.write_token import write_token

    try:
        return write_token(shared.config)
    except StackError as error:
        say(f"pledgewire: nobody can sign in to write: {error}")
        return None
