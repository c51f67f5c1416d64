"""A child's output, kept in a file of bounded size."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

LIMIT = 10_000_000
"""Bytes of one file; with the one before it, twice this is kept."""
LINE = 65_536
TAIL = 32_768


class LogFile:
    """Appends to a file; a full one becomes `….1`. A full disk stops the log and never the child."""

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self.path = path
        self._limit = limit
        self._tail = b""
        self._written = 0
        self._lock = threading.Lock()

    def write(self, line: bytes) -> None:
        """Appends a line."""
        with self._lock:
            self._written += len(line)
            self._tail = (self._tail + line)[-TAIL:]
            try:
                if self.path.exists() and self.path.stat().st_size + len(line) > self._limit:
                    self.path.replace(self.path.with_name(f"{self.path.name}.1"))
                with self.path.open("ab") as file:
                    file.write(line)
            except OSError:
                return

    def note(self, sentence: str) -> None:
        """Appends a sentence of the supervisor's own, with the time."""
        self.write(f"[{datetime.now(UTC).isoformat(timespec='seconds')}] pledgewire: {sentence}\n".encode())

    def mark(self) -> int:
        """Gives a place in what is written that `since` understands."""
        return self._written

    def since(self, mark: int) -> str:
        """Gives what was written after a mark, no more than its last 32 kB, on a full disk too."""
        with self._lock:
            after = min(self._written - mark, len(self._tail))
            return self._tail[len(self._tail) - after :].decode("utf-8", errors="replace")

    def drain(self, output: IO[bytes]) -> threading.Thread:
        """Copies a pipe into the log until it ends, on a thread that it gives."""

        def copy() -> None:
            with output:
                while line := output.readline(LINE):
                    self.write(line)

        thread = threading.Thread(target=copy, name=f"log {self.path.name}", daemon=True)
        thread.start()
        return thread
