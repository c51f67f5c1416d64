"""How the lines on stderr of commands that run long look: text for people, or JSON for machines."""

import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from schemas.progress import Silent


class LogFormat(StrEnum):
    """How log lines look."""

    TEXT = "text"
    JSON = "json"


Option = Annotated[LogFormat, typer.Option(help="How the log lines on stderr look: text, or JSON for machines.")]


class Logged(Silent):
    """Progress as log lines: what is worth a line of its own, and no bars."""

    def __init__(self, command: str) -> None:
        self._log = logging.getLogger(f"cli.{command}")

    def say(self, sentence: str) -> None:
        """Logs the sentence."""
        self._log.info("%s", sentence)


def teller(command: str, log_format: LogFormat) -> Callable[[str], None]:
    """Starts the logs of a command; gives what tells its sentences: as they are in text, else as log lines."""
    from pipeline import logs

    logs.start(command, log_format.value)
    return Logged(command).say if log_format is LogFormat.JSON else lambda said: typer.echo(said, err=True)
