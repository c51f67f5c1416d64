"""`pledgewire embed`: gives the articles in the index vectors, for `search --semantic`."""

from typing import Annotated

import typer

from cli.asking import TIMEOUT
from cli.context import context
from cli.progress import progress

EVERY = 10.0
"""Seconds between two looks for new articles with --follow."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("embed")(embed)


def embed(
    ctx: typer.Context,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with what is indexed later, until Ctrl-C.")] = False,
) -> None:
    """Give every article that has none a vector of what it means, so that `search --semantic` finds it.

    Needs the extra `semantic` (`make semantic`). An article that is indexed anew, as after `retag`, loses its
    vector and gets one again here.

    Example: pledgewire embed --follow
    """
    import time

    from pipeline.embed import embed as give
    from schemas.counted import counted
    from search.client import connect
    from search.embedding import MultilingualE5
    from search.indices import ensure

    embedder = MultilingualE5()
    endpoint = context(ctx).endpoints().elasticsearch
    settings = context(ctx).config.elasticsearch
    with connect(endpoint, timeout=3 * TIMEOUT) as client, progress(quiet=context(ctx).quiet) as show:
        ensure(client, settings, progress=show)
        done = give(client, endpoint.index_prefix, embedder, show)
        while follow:
            time.sleep(EVERY)
            done += give(client, endpoint.index_prefix, embedder, show)
    typer.echo(f"{counted(done, 'article')} embedded.")
