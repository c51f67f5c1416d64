"""Logs of what runs long: one line each on stderr, as text or JSON, with fixed keys."""

import asyncio
import json
import logging
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from schemas.printable import escaped, one_line

KEYS = ("feed_url", "article_id", "topic", "partition", "offset")
"""The keys that a line may carry beside its sentence; `extra={...}` gives them."""
NOISY = {
    "faust": logging.WARNING,
    "mode": logging.WARNING,
    "aiokafka": logging.WARNING,
    "kafka": logging.CRITICAL,  # what fails there is raised too, and said in a sentence of ours
    "elastic_transport": logging.ERROR,
    "elasticsearch": logging.WARNING,
    "asyncio": logging.WARNING,
}
MOST_REMEMBERED = 1_000
MOST_FRAMES = 4
Format = Literal["text", "json"]


class _Lines(logging.Formatter):
    """What both formats share: the moment, the sentence with its error, and the keys.

    Sentences and keys may be a stranger's: neither may begin a line of its own or write on a terminal.
    """

    def sentence(self, record: logging.LogRecord) -> str:
        said = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            said = f"{said} [{type(error).__name__}: {error}{_from_where(error)}]"
        return said

    def moment(self, record: logging.LogRecord) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def keys(self, record: logging.LogRecord) -> dict[str, Any]:
        return {key: value for key in KEYS if (value := getattr(record, key, None)) is not None}


def _from_where(error: BaseException) -> str:
    """Gives the innermost places that an error came through, file and line: what is left of a traceback on one line."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    places = [f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return f" at {' < '.join(reversed(places))}" if places else ""


class Text(_Lines):
    """`2026-11-22T10:00:00.000+00:00 INFO enrich: a sentence topic=… partition=… offset=…`"""

    def __init__(self, worker: str) -> None:
        super().__init__()
        self._worker = worker

    def format(self, record: logging.LogRecord) -> str:
        keys = "".join(f" {key}={value}" for key, value in self.keys(record).items())
        return one_line(f"{self.moment(record)} {record.levelname} {self._worker}: {self.sentence(record)}{keys}")


class Json(_Lines):
    """One JSON object a line: time, level, worker, message, and the fixed keys."""

    def __init__(self, worker: str) -> None:
        super().__init__()
        self._worker = worker

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.moment(record),
            "level": record.levelname.lower(),
            "worker": self._worker,
            "message": one_line(self.sentence(record)),
            **self.keys(record),
        }
        return escaped(json.dumps(line, ensure_ascii=False))


class Tamed(logging.Filter):
    """Keeps libraries from drowning what matters: no line of theirs twice within seconds, some never."""

    NEVER = ("Topic creation disabled",)

    def __init__(self, seconds: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes for how long the same line of a library is kept quiet."""
        super().__init__()
        self._seconds, self._clock = seconds, clock
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in NOISY:
            return True
        said, now = record.getMessage(), self._clock()
        if any(saying in said for saying in self.NEVER):
            return False
        if now - self._said.get(said, float("-inf")) < self._seconds:
            return False
        if len(self._said) > MOST_REMEMBERED:
            self._said.clear()
        self._said[said] = now
        return True


def start(worker: str, kind: Format, level: int = logging.INFO) -> None:
    """Sends all logs of this process to stderr in one of the formats. `worker` names the process in every line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json(worker) if kind == "json" else Text(worker))
    handler.addFilter(Tamed())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quietest in NOISY.items():
        logging.getLogger(name).setLevel(quietest)
    logging.captureWarnings(True)


class Tally:
    """Says how much was done, in a line every few seconds and not in one for each batch. Needs a running loop."""

    def __init__(self, log: logging.Logger, sentence: str, every: float = 5.0) -> None:
        """`sentence` holds two %d: how many were done since the last line, and how many were dead-lettered."""
        self._log, self._sentence, self._every = log, sentence, every
        self._done, self._dead = 0, 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self, done: int, dead: int) -> None:
        """Counts a batch."""
        self._done, self._dead = self._done + done, self._dead + dead
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._every, self._say)

    def _say(self) -> None:
        self._log.info(self._sentence, self._done, self._dead)
        self._done, self._dead, self._timer = 0, 0, None
