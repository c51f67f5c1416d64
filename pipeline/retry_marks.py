"""Which dead letters were retried, as Kafka can keep it: a committed offset, and a text beside it."""

import json
from typing import Any

from msgspec import Struct


class Marks(Struct, frozen=True):
    """Which offsets of a partition were retried: all before `before`, and those in `beyond`."""

    before: int
    beyond: tuple[int, ...] = ()

    @classmethod
    def parse(cls, committed: Any) -> "Marks":
        """Gives the marks of what was committed (kafka-python's OffsetAndMetadata, or None)."""
        if committed is None or committed.offset < 0:
            return cls(before=0)
        try:
            beyond = json.loads(committed.metadata or "[]")
        except ValueError:
            beyond = []
        return cls(before=committed.offset, beyond=tuple(each for each in beyond if isinstance(each, int)))

    def __contains__(self, offset: int) -> bool:
        return offset < self.before or offset in self.beyond

    def left(self, start: int, end: int) -> int:
        """Gives how many of the offsets from `start` up to `end` were not retried."""
        first = max(start, self.before)
        return max(0, end - first) - sum(first <= each < end for each in self.beyond)

    def with_one(self, offset: int, start: int) -> "Marks":
        """Gives the marks with one more; those that join on to `before` move it forward. `start`: the oldest offset."""
        before, beyond = max(self.before, start), set(self.beyond) | {offset}
        while before in beyond:
            before += 1
        return Marks(before=before, beyond=tuple(sorted(each for each in beyond if each >= before)))

    def text(self) -> str:
        """Gives what to commit beside the offset `before`."""
        return json.dumps(self.beyond, separators=(",", ":"))
