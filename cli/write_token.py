"""`pledgewire write-token`: shows what writing on the page needs."""

from typing import Annotated

import typer

from cli.context import context


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("write-token")(show)


def show(
    ctx: typer.Context,
    new: Annotated[
        bool, typer.Option("--new", help="Draw another, which holds from the next start of `serve` on.")
    ] = False,
) -> None:
    """Print the token that writing on the page of `pledgewire serve`, and by its API, needs.

    It is web.write_token where that is configured, else one that is drawn once and kept for you alone in the data
    folder. Example: curl --oauth2-bearer "$(pledgewire write-token)" ...
    """
    from stack.write_token import write_token

    typer.echo(write_token(context(ctx).config, anew=new))
