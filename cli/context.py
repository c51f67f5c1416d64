"""What every command shares: the configuration asked for by flags, environment and file, and where the servers are."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from config.load import load
from config.model import Config
from schemas.endpoints import Endpoints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.mistakes import Mistake


def asked_wrongly(config: Config) -> "Iterable[Mistake]":
    """Gives what is wrong with the questions of the saved searches in a configuration."""
    if not config.saved:
        return ()
    from pipeline.alerts.saved_question import mistakes  # here, for most configurations have none

    return mistakes(config)


@dataclass
class Context:
    """The global flags; the configuration is read when a command first wants it, so that --help never fails."""

    file: Path | None = None
    overrides: dict[str, str] = field(default_factory=dict)
    quiet: bool = False
    _config: Config | None = None

    @property
    def config(self) -> Config:
        """Gives the configuration. Raises ConfigError."""
        if self._config is None:
            self._config = load(self.file, self.overrides, asked_wrongly)
        return self._config

    def endpoints(self) -> Endpoints:
        """Gives where the servers are. Raises StackError where they are the embedded ones and do not run."""
        from stack.endpoints import endpoints

        return endpoints(self.config)


def context(ctx: typer.Context) -> Context:
    """Gives the Context that the global flags made."""
    found = ctx.obj
    assert isinstance(found, Context)  # noqa: S101 (cli.main puts it there)
    return found
