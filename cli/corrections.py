"""`pledgewire corrections`: what readers say of tags, to list and to carry away."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.lines import line
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from schemas.correction import Correction, Stated

group = typer.Typer(
    no_args_is_help=True,
    help="What readers say of tags on the page or by the API: list it, export it with the articles.",
)


def register(app: typer.Typer) -> None:
    """Adds the group."""
    app.add_typer(group, name="corrections")


@group.command("list")
def list_(
    ctx: typer.Context,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Those of one article, by its id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the corrections that hold, oldest first.

    Example: pledgewire corrections list --json | jq -r .remark
    """
    import msgspec

    from pipeline.corrections import load

    found = [one for one in load(context(ctx).endpoints().kafka) if article in (None, one.article_id)]
    for one in found:
        if as_json:
            line(msgspec.json.encode(one).decode())
        else:
            typer.echo(_line(one))
    if not found:
        typer.echo("There are no corrections: `pledgewire serve` takes them.", err=True)


@group.command()
def export(
    ctx: typer.Context,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out the articles.")] = False,
) -> None:
    """Print the corrections with the articles that they are about, one JSON object a line.

    `pledgewire evaluate --corrections --from FILE` reads them anywhere, without a server. With --no-text they can be
    shown around, and not measured. Example: pledgewire corrections export > corrections.jsonl
    """
    import msgspec

    from pipeline.corrected import from_kafka

    number = 0
    for number, one in enumerate(from_kafka(context(ctx).endpoints().kafka), start=1):  # noqa: B007
        kept = msgspec.structs.replace(one, article=None) if no_text else one
        line(msgspec.json.encode(kept).decode())
    typer.echo(f"{counted(number, 'correction')}.", err=True)


def _line(one: "Correction") -> str:
    said = " → ".join(part for part in (one.tag or _claim(one.claim), one.right_tag or _claim(one.right_claim)) if part)
    quote = f" “{one.quote}”" if one.quote else ""
    remark = f" – {one.remark}" if one.remark else ""
    return one_line(
        f"{one.at[:16]}Z {one.article_id} {one.by}: {one.verdict} {one.about} {said}{quote}{remark}", longest=400
    )


def _claim(claim: "Stated | None") -> str:
    if claim is None:
        return ""
    return f"{claim.holder} {claim.stance} {claim.beneficiary} {','.join(claim.types)}"
