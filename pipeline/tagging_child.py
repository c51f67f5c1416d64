"""The process that tags: `python -m pipeline.tagging_child`, started by pipeline.tagging_process.

It stands apart from the Faust worker because a regular expression that runs away holds Python's lock: in one process it
would stop the heartbeats, and the worker would lose its partitions. Here the kernel ends it, and one article is
dead-lettered.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from pipeline.enrichment import enrich
from pipeline.frames import pack, read
from pipeline.limits import TAGGING_CPU_SECONDS, TAGGING_MEMORY
from schemas.endpoints import ModelEndpoint
from tagging.garbage import keep_loaded, look_seldom
from tagging.interface import Tagging


class Start(Struct, frozen=True, kw_only=True):
    """The first frame that the process gets."""

    vocabulary: str | None
    model: ModelEndpoint | None = None


class Ready(Struct, frozen=True, kw_only=True):
    """The first frame that the process gives."""

    pid: int


def serve(tagger: Tagging, source: BinaryIO, sink: BinaryIO) -> None:
    """Answers each message's value with an Enriched or a Failure, in order, until `source` ends.

    An article that takes more than TAGGING_CPU_SECONDS ends the process by SIGPROF, whose default action needs no
    Python to run; the parent then knows which article it was.
    """
    sink.write(pack(Ready(pid=os.getpid())))
    sink.flush()
    while True:
        try:
            # Any | None: a null value is a message too.
            value: Any = read(source, bytes | None)  # type: ignore[arg-type]
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, TAGGING_CPU_SECONDS)
        result = enrich(value, tagger, now=datetime.now(UTC))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sink.write(pack(result))
        sink.flush()


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Gives the two pipes to the parent, and keeps stray prints out of them: they go to stderr."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, sink


def bound() -> None:
    """Bounds the memory, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (TAGGING_MEMORY, TAGGING_MEMORY))


def main() -> None:
    """Loads the tagger that the first frame asks for, and serves."""
    source, sink = pipes()
    bound()
    start = read(source, Start)
    from pipeline.taggers import make

    try:
        tagger = make(start.model, Path(start.vocabulary) if start.vocabulary else None)
    except Exception as error:  # one line in the worker's log, where the reader looks
        sys.exit(f"the tagger does not load: {type(error).__name__}: {error}")
    keep_loaded()
    look_seldom()
    with suppress(BrokenPipeError):
        serve(tagger, source, sink)


if __name__ == "__main__":
    main()
