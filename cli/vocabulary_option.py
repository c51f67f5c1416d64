"""`--vocabulary`, the same for every command that makes tags."""

from pathlib import Path
from typing import Annotated

import typer

from cli.context import Context

VocabularyFolder = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        metavar="FOLDER",
        help="A folder laid over the built-in vocabulary, or instead of it where its vocabulary.yaml says so; "
        "else the configuration's `vocabulary`.",
    ),
]


def lay(shared: Context, folder: Path | None) -> None:
    """Puts the folder into the configuration, so that all that this command starts has it too."""
    if folder is not None:
        shared.overrides["vocabulary"] = str(folder.absolute())
