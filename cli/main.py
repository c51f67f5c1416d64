"""`pledgewire`: puts the commands together, and turns our errors into one sentence and an exit code."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli import (
    actor,
    clean,
    config,
    corrections,
    dead_letters,
    demo,
    diff_tags,
    embed,
    env,
    evaluate,
    feeds,
    fetch,
    guarantee_type,
    kibana,
    ledger,
    matrix,
    news,
    positions,
    replay,
    retag,
    saved,
    search,
    serve,
    stack,
    status,
    stories,
    tag,
    timeline,
    vocab,
    watch,
    work,
    write_token,
)
from cli.context import Context
from schemas.errors import PledgewireError, UsageError
from schemas.printable import one_line

app = typer.Typer(
    name="pledgewire",
    help="Every security guarantee in the news, as data: who demands, offers or rejects it, for whom, in whose words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GROUPS: tuple[Callable[[typer.Typer], None], ...] = (
    demo.register,
    stack.register,
    status.register,
    env.register,
    clean.register,
    config.register,
    feeds.register,
    watch.register,
    fetch.register,
    replay.register,
    work.register,
    search.register,
    positions.register,
    matrix.register,
    actor.register,
    guarantee_type.register,
    timeline.register,
    news.register,
    stories.register,
    saved.register,
    ledger.register,
    serve.register,
    kibana.register,
    write_token.register,
    dead_letters.register,
    tag.register,
    vocab.register,
    evaluate.register,
    corrections.register,
    diff_tags.register,
    retag.register,
    embed.register,
)
"""Each cli module's `register`, in the order that --help shows."""
for register in GROUPS:
    register(app)


@app.callback()
def shared(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="The configuration file; else $PLEDGEWIRE_CONFIG, else ./pledgewire.yaml."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Sets any key of the configuration: --set kafka.partitions=3."),
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the embedded servers keep their data.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    overrides = {}
    for setting in settings or []:
        key, found, value = setting.partition("=")
        if not found:
            raise UsageError(f"--set {setting}: write KEY=VALUE, such as --set kafka.partitions=3")
        overrides[key] = value
    if data_dir is not None:
        overrides["data_dir"] = str(data_dir)
    ctx.obj = Context(file=config, overrides=overrides, quiet=quiet)


def main() -> None:
    """Runs the command line; exit codes are those of schemas.errors, 130 for Ctrl-C, 1 for what the system refuses."""
    try:
        app()
    except PledgewireError as error:
        print(f"pledgewire: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(141) from None
    except OSError as error:
        # What the system refuses anywhere (a full disk, a closed folder) is nothing to read a traceback for.
        if error.strerror is None:
            raise
        place = f"{one_line(str(error.filename))}: " if error.filename else ""
        print(f"pledgewire: {place}{error.strerror}.", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None
