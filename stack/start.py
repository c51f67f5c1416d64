"""From the configuration to running servers: claims the data folder, makes everything ready, supervises."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from config.model import Config
from schemas.errors import StackError
from schemas.progress import Progress
from stack import elasticsearch, kafka, ports
from stack.orphans import end_orphans
from stack.passwords import password
from stack.places import Places, make, places
from stack.provide import provide
from stack.room import refuse_full, warn
from stack.roster import now
from stack.spec import Spec
from stack.state import State, process, write
from stack.supervisor import Supervisor
from stack.user import User, run_as


class AlreadyRunsError(StackError):
    """Raised when another start holds the data folder."""


def where(config: Config) -> Places:
    """Gives the places of this configuration; creates nothing. Raises StackError."""
    return places(config.data_dir, config.cache_dir, run_as(config.stack.run_as))


@contextmanager
def claimed(found: Places, user: User | None) -> Iterator[None]:
    """Holds the data folder for the time of the block. Raises AlreadyRunsError, or StackError where it cannot."""
    make(found, user)
    lock = FileLock(found.lock)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise AlreadyRunsError(f"Another start holds {found.data}.") from None
    try:
        yield
    finally:
        lock.release()


def specs(config: Config, found: Places, user: User | None, progress: Progress) -> list[Spec]:
    """
    Provides files, chooses ports, writes configurations; gives what to start. The data folder must be claimed.

    Raises StackError.
    """
    wanted = config.kafka.servers == "embedded", config.elasticsearch.urls == "embedded"
    if not any(wanted):
        raise StackError("kafka.servers and elasticsearch.urls both name servers of yours: there is nothing to start.")
    heaps = [
        heap
        for heap, here in zip((config.stack.kafka_heap, config.stack.elasticsearch_heap), wanted, strict=True)
        if here
    ]
    warn(found.data, heaps, progress)
    provided = provide(config.stack, found, user, progress)
    asked = {ports.KAFKA: config.stack.kafka_port, ports.HTTP: config.stack.elasticsearch_port}
    chosen = ports.choose({**asked, ports.CONTROLLER: None, ports.TRANSPORT: None}, found.own / "ports.json", progress)
    servers = []
    if wanted[0]:
        properties = kafka.prepare(
            found.kafka, provided.jdk, provided.kafka_jars, chosen[ports.KAFKA], chosen[ports.CONTROLLER]
        )
        servers.append(
            kafka.spec(
                properties=properties,
                jdk=provided.jdk,
                jars=provided.kafka_jars,
                port=chosen[ports.KAFKA],
                heap=config.stack.kafka_heap,
                log=found.logs / "kafka.log",
                version=provided.kafka_version,
            )
        )
    if wanted[1]:
        secret = password(found.secret)
        elasticsearch.prepare(
            found.elasticsearch,
            home=provided.elasticsearch_home,
            port=chosen[ports.HTTP],
            transport=chosen[ports.TRANSPORT],
            heap=config.stack.elasticsearch_heap,
            password=secret,
            user=user,
        )
        servers.append(
            elasticsearch.spec(
                folder=found.elasticsearch,
                home=provided.elasticsearch_home,
                jdk=provided.jdk,
                port=chosen[ports.HTTP],
                heap=config.stack.elasticsearch_heap,
                password=secret,
                user=user,
                log=found.logs / "elasticsearch.log",
                version=provided.elasticsearch_version,
            )
        )
    return servers


def serve(
    config: Config,
    progress: Progress,
    *,
    extra: Sequence[Spec] = (),
    supervised: Callable[[Supervisor], None],
    on_ready: Callable[[State], None],
) -> None:
    """
    Runs the servers, and `extra` children when they are ready, until the supervisor handed to `supervised` is stopped.

    Raises AlreadyRunsError where another start holds the data folder, and StackError where the servers do not come up.
    """
    user = run_as(config.stack.run_as)
    found = where(config)
    with claimed(found, user):
        refuse_full(found.data)
        end_orphans(found.state, progress.say)
        # From here on `down` and `status` know whom to ask, however long a download takes.
        write(found.state, State(supervisor=process(os.getpid()), started=now(), members=()))
        try:
            supervisor = Supervisor([*specs(config, found, user, progress), *extra], found.state, progress.say)
            supervised(supervisor)
            supervisor.run(on_ready)
        finally:
            found.state.unlink(missing_ok=True)
