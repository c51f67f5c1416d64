"""`env`: the passwords that docker-compose.yml needs."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""

    @app.command()
    def env(
        file: Annotated[Path, typer.Option(help="Where to write it; beside docker-compose.yml.")] = Path(".env"),
        force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    ) -> None:
        """Write the .env file with drawn passwords that `docker compose up` needs; only you can read it.

        Example: pledgewire env && docker compose up --detach --build
        """
        from stack.dotenv import write

        write(file, force=force)
        print(f"Wrote {file}. Next: docker compose up --detach --build", file=sys.stderr)  # noqa: T201
