"""`pledgewire stories`: which texts went through how many outlets."""

from typing import Annotated

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import AsJson, Since, Until


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("stories")(stories)


def stories(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    outlets: Annotated[int, typer.Option(help="Only stories in at least so many outlets.")] = 2,
    size: Annotated[int, typer.Option(help="Stories to list, 200 at the most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List stories: one text, an agency's for instance, however many outlets printed it, the most printed first.

    Example: pledgewire stories --since 3d
    """
    from search.stories import stories as ask

    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, since=since, until=until, least=outlets, size=size, now=moment()["now"])
    if as_json:
        print_json(answer)
        return
    from cli.told_stories import print_stories

    print_stories(answer.stories)
    print_notes(answer.notes)
