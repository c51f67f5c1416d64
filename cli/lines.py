"""JSON lines on stdout, for programs."""

import os
import sys

import typer

from schemas.printable import escaped

UNREAD = 141
"""The exit code where nobody reads any longer, as a shell gives it for SIGPIPE."""


def line(text: str) -> None:
    """Prints one line of JSON at once, harmless also on a terminal.

    Raises SystemExit where nobody reads any longer: no error, which a command that outlives its errors would pass over.
    """
    try:
        typer.echo(escaped(text))
    except BrokenPipeError:
        # Python would try, and complain, once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(UNREAD) from None
