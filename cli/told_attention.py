"""Shows counts over time: bars, and a row of small ones for each value that is told apart."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from cli.found import bars, start
from cli.plain import emit
from schemas.counted import counted
from schemas.printable import one_line
from search.answer import Bucket, Timeline
from search.attention import Attention
from search.claim_keys import STANCES
from search.question import DIRECTIONS

HEIGHTS = "▁▂▃▄▅▆▇█"
NONE = "·"
ROW = 60
"""Buckets in one row of small bars; more go on below."""
_COLOURS = {
    stance: "green" if stance in DIRECTIONS["for"] else "red" if stance in DIRECTIONS["against"] else ""
    for stance in STANCES
}


def print_attention(answer: Attention) -> None:
    """Prints the counts; nothing where nothing was found."""
    if answer.starts:
        emit(parts(answer))


def parts(answer: Attention) -> Iterator[Text]:
    """Gives what is printed, line by line."""
    what = {"articles": ("article", ""), "stories": ("story", "stories")}[answer.counted]
    yield Text(f"{counted(answer.total, *what)}\n")
    if not answer.lines:
        buckets = tuple(Bucket(*pair) for pair in zip(answer.starts, answer.counts, strict=True))
        yield bars(Timeline(answer.interval, buckets))
        return
    yield from small_bars(answer)


def small_bars(answer: Attention) -> Iterator[Text]:
    """Gives a row for each value, all on one scale."""
    most = max((count for line in answer.lines for count in line.counts), default=0)
    width = max(len(one_line(line.value)) for line in answer.lines)
    for at in range(0, len(answer.starts), ROW):
        shown = answer.starts[at : at + ROW]
        first, last = (start(one, answer.interval) for one in (shown[0], shown[-1]))
        time = first if first == last else f"from {first} to {last}"
        yield Text(f"by {answer.interval} (UTC), {time}", style="bold")
        for line in answer.lines:
            text = Text(f"{one_line(line.value):<{width}}  {line.total:>5}  ")
            yield text.append(heights(line.counts[at : at + ROW], most), style=_COLOURS.get(line.value, ""))
    yield Text(f"highest: {most} a {answer.interval}", style="dim")


def heights(counts: Sequence[int], most: int) -> str:
    """Gives a character for each count, as high as its share of `most`."""
    return "".join(HEIGHTS[max(0, -(-count * len(HEIGHTS) // most) - 1)] if count else NONE for count in counts)


def rows(answer: Attention) -> Iterator[Sequence[object]]:
    """Gives a table with a head line: a row for each start, and for each value of it where values are told apart."""
    yield ("start", answer.split or "counted", "count")
    for at, moment in enumerate(answer.starts):
        if answer.split is None:
            yield (moment, answer.counted, answer.counts[at])
        for line in answer.lines:
            yield (moment, line.value, line.counts[at])
