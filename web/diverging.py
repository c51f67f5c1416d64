"""Positions over time as bars: what is for a guarantee above the line, what is against it below."""

from msgspec import Struct

from schemas.tags import FOR
from search.attention import Attention
from web.wording import Wording

WIDTH = 1_000.0
HALF = 50.0
_GAP = 0.2
_LEAST = 1.5


class Pair(Struct, frozen=True, kw_only=True):
    """The bars of one time: stories for and against, and their heights in units of the drawing."""

    label: str
    x: float
    width: float
    above: int
    below: int
    up: float
    down: float


class Diverging(Struct, frozen=True, kw_only=True):
    """The drawing, and the days under its ends."""

    interval: str
    pairs: tuple[Pair, ...]
    first: str
    last: str


def diverging(over_time: Attention, wording: Wording) -> Diverging | None:
    """Gives the drawing of stances over time, None where there is but one time."""
    if len(over_time.starts) < 2 or not over_time.lines:
        return None
    stances = {line.value: line.counts for line in over_time.lines}
    known: frozenset[str] = frozenset(FOR)
    above = [sum(counts[at] for one, counts in stances.items() if one in known) for at in _places(over_time)]
    below = [sum(counts[at] for one, counts in stances.items() if one not in known) for at in _places(over_time)]
    most = max(*above, *below, 1)
    room = WIDTH / len(over_time.starts)
    days = [wording.day(start) for start in over_time.starts]
    found = [
        Pair(
            label=days[at],
            x=round((at + _GAP / 2) * room, 2),
            width=round(room * (1 - _GAP), 2),
            above=above[at],
            below=below[at],
            up=_tall(above[at], most),
            down=_tall(below[at], most),
        )
        for at in _places(over_time)
    ]
    return Diverging(interval=over_time.interval, pairs=tuple(found), first=days[0], last=days[-1])


def _places(over_time: Attention) -> range:
    return range(len(over_time.starts))


def _tall(count: int, most: int) -> float:
    return round(max(_LEAST, HALF * count / most), 2) if count else 0.0
