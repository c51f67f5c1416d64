"""Prints styled text on a terminal and the same words, unstyled and never broken into lines, into a pipe."""

from collections.abc import Iterable
from io import StringIO

import typer
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas.printable import printable
from search.answer import Marks

FOUND = "bold yellow"
"""Words that were asked for."""
QUOTED = "italic"
"""Words that the holder of a claim is quoted with."""
WIDE = 100_000
"""Columns of what is no terminal: no line is ever broken there."""


def emit(parts: Iterable[RenderableType]) -> None:
    """Prints each part on stdout; text in it is never read as markup."""
    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        for part in parts:
            console.print(part)
        return
    pipe = Console(file=StringIO(), highlight=False, markup=False, emoji=False, width=WIDE, no_color=True)
    for part in parts:
        with pipe.capture() as printed:
            pipe.print(part)
        for line in printed.get().splitlines():
            typer.echo(line.rstrip())


def indented(part: RenderableType, columns: int) -> Padding:
    """Gives what is shown further to the right."""
    return Padding(part, (0, 0, 0, columns), expand=False)


def marked(text: str, marks: Marks, style: str = FOUND) -> Text:
    """Gives text from outside, harmless and on one line, with the marked words styled."""
    found = Text(printable(text).replace("\n", " ").replace("\t", " "))
    for start, end in marks:
        found.stylize(style, start, end)
    return found
