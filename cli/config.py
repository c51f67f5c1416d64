"""`pledgewire config`: what is configured, whether it is right, and a file to start from."""

from typing import Annotated

import typer

from cli.context import asked_wrongly, context

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Adds the group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("show")(show)
    group.command("check")(check)
    group.command("example")(example)
    group.command("schema")(schema)
    app.add_typer(group, name="config", help="Show and check the configuration, or print one to start from.")


def show(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Print every key with its value and where the value came from; secrets are hidden.

    Example: pledgewire --set kafka.partitions=3 config show
    """
    import msgspec

    from config.effective import effective
    from config.load import load_with_origins
    from schemas.printable import one_line

    state = context(ctx)
    rows = list(effective(load_with_origins(state.file, state.overrides, further=asked_wrongly)))
    if as_json:
        typer.echo(msgspec.json.encode(rows).decode())
        return
    shown = [(row.key, one_line(_text(row.value)), one_line(row.origin)) for row in rows]
    first, second = (max(len(row[column]) for row in shown) for column in (0, 1))
    for key, value, origin in shown:
        typer.echo(f"{key:<{first}}  {value:<{min(second, 48)}}  {origin}")


def check(ctx: typer.Context) -> None:
    """Say whether the configuration is right; where it is not, name every mistake and what would be right."""
    from config.load import load_with_origins

    state = context(ctx)
    loaded = load_with_origins(state.file, state.overrides, further=asked_wrongly)
    source = str(loaded.file) if loaded.file else "no file, only defaults, variables and flags"
    typer.echo(f"The configuration is right ({source}; feeds: {len(loaded.config.feeds)}).")


def example() -> None:
    """Print a commented configuration file to start from.

    Example: pledgewire config example > pledgewire.yaml
    """
    from config.example import example as written

    typer.echo(written(), nl=False)


def schema() -> None:
    """Print the JSON Schema of the configuration file, for editors that complete and check YAML by one."""
    import json

    from config.model import Config

    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}
    typer.echo(json.dumps(document, indent=2))


def _text(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "-"
    return str(value).lower() if isinstance(value, bool) else str(value) or "-"
