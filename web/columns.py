"""Counts over time as columns of stacked parts, in units of the drawing."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

WIDTH = 1_000.0
HEIGHT = 100.0
_GAP = 0.18
_LEAST = 1.5


class Part(Struct, frozen=True, kw_only=True):
    """One part of a column; `kind` names its colour."""

    kind: str
    count: int
    y: float
    height: float


class Column(Struct, frozen=True, kw_only=True):
    """One time: its parts from the ground up, and their sum."""

    label: str
    total: int
    x: float
    width: float
    parts: tuple[Part, ...]


def columns(rows: Sequence[tuple[str, Mapping[str, int]]]) -> tuple[Column, ...]:
    """Gives the columns of rows (label, counts by kind). The highest fills the drawing; none where all are 0."""
    most = max((sum(counts.values()) for _, counts in rows), default=0)
    if not most:
        return ()
    room = WIDTH / len(rows)
    return tuple(
        Column(
            label=label,
            total=sum(counts.values()),
            x=round((number + _GAP / 2) * room, 2),
            width=round(room * (1 - _GAP), 2),
            parts=_parts(counts, most),
        )
        for number, (label, counts) in enumerate(rows)
    )


def _parts(counts: Mapping[str, int], most: int) -> tuple[Part, ...]:
    found, top = list[Part](), HEIGHT
    for kind, count in counts.items():
        tall = max(_LEAST, HEIGHT * count / most) if count else 0.0
        top -= tall
        if count:
            found.append(Part(kind=kind, count=count, y=round(max(top, 0.0), 2), height=round(tall, 2)))
    return tuple(found)
