"""Prints styled text on a terminal and the same words, unstyled and never broken into lines, into a pipe."""

from collections.abc import Iterable

from rich.console import Console, RenderableType
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
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=WIDE, no_color=True)
    for part in parts:
        console.print(part)


def marked(text: str, marks: Marks, style: str = FOUND) -> Text:
    """Gives text from outside, harmless and on one line, with the marked words styled."""
    found = Text(printable(text).replace("\n", " ").replace("\t", " "))
    for start, end in marks:
        found.stylize(style, start, end)
    return found
