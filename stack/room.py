"""Whether the machine has room for the servers: said before they start, since their own complaints come late."""

import shutil
from pathlib import Path

import psutil

from schemas.errors import StackError
from schemas.progress import Progress

NEEDED = 300_000_000
WANTED = 1_000_000_000
"""Bytes free: below the first nothing starts; below the second Elasticsearch soon refuses to write."""
BESIDE_HEAPS = 400_000_000
"""Bytes that both processes take beside their heaps, roughly."""


def size(heap: str) -> int:
    """Gives the bytes of a heap written as `512m` or `1g`."""
    return int(heap[:-1]) << (30 if heap.endswith("g") else 20)


def refuse_full(folder: Path) -> None:
    """Raises StackError where the disk is too full to start at all."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise StackError(
            f"The disk that holds {folder} is full ({free / 1e6:.0f} MB free): free some, or set data_dir."
        )


def warn(folder: Path, heaps: list[str], progress: Progress) -> None:
    """Says what may become tight."""
    free = shutil.disk_usage(folder).free
    if free < WANTED:
        progress.say(f"Only {free / 1e6:.0f} MB are free in {folder}: below 500 MB Elasticsearch takes nothing more.")
    memory = psutil.virtual_memory().available
    wanted = sum(size(heap) for heap in heaps) + BESIDE_HEAPS
    if memory < wanted:
        progress.say(
            f"Only {memory / 1e9:.1f} GB of memory are free and the servers may take {wanted / 1e9:.1f} GB: "
            "lower stack.kafka_heap and stack.elasticsearch_heap if they fail."
        )
