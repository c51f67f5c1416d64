"""What stands at the foot of a terminal while a watch goes on, and what is said above it."""

import io
import re

import pytest
from rich.console import Console

from cli.live import live, terminal

ROWS = [
    ("feeds", ["214 watched", "3 being polled", "next in 40 s: Herald\x1b[2J\nof the North"]),
    ("polls", ["812 in 64 min"]),
]


def drawn(width: int) -> list[str]:
    """Gives the lines as they are drawn last, without colours."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system=None, width=width, height=20)
    with live(console, lambda: ROWS) as shown:
        shown.say("Herald: 3 new")
        file.truncate(0)
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", file.getvalue()).replace("\x00", "").splitlines()
    return [line.strip("\r") for line in lines if line.strip("\r")]


def test_each_row_has_a_line_of_its_own_and_nothing_in_it_moves_the_cursor() -> None:
    assert drawn(80)[-2:] == [
        "feeds  214 watched · 3 being polled · next in 40 s: Herald\ufffd[2J of the North",
        "polls  812 in 64 min",
    ]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (60, "feeds  214 watched · 3 being polled"),
        (35, "feeds  214 watched · 3 being polled"),
        (34, "feeds  214 watched"),
        (12, "feeds  214 …"),
        (3, "fe…"),
    ],
)
def test_what_does_not_fit_is_left_out(width: int, line: str) -> None:
    assert drawn(width)[-2].rstrip() == line


def test_what_is_said_stands_above_with_its_time_and_what_goes_on_from_it_below() -> None:
    file = io.StringIO()
    with live(Console(file=file, force_terminal=True, color_system=None, width=80, height=20), lambda: ROWS) as shown:
        shown.say("Herald: 3 new [bold]")
        shown.say("  refused: x")
    said = [line for line in file.getvalue().splitlines() if "Herald: 3" in line or "refused" in line]
    assert re.search(r"\d\d:\d\d Herald: 3 new \[bold\]$", said[0].rstrip())
    assert said[1].rstrip().endswith("        refused: x")


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw_anew_gets_lines(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert terminal() is not None
    monkeypatch.setenv("TERM", kind)
    assert terminal() is None
