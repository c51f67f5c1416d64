"""`pledgewire matrix`: who takes which stance on guarantees for whom, and how often."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import (
    AsCsv,
    AsJson,
    Beneficiaries,
    Conditional,
    Countries,
    Holders,
    Languages,
    Since,
    Sites,
    Sources,
    Stances,
    Tags,
    Types,
    Until,
    Words,
    values,
    whole,
)
from schemas.errors import UsageError

if TYPE_CHECKING:
    from search.matrix import Matrix
    from search.question import Question

COLUMNS = ("actor", "beneficiary", "stance", "direction", "count", "counted", "claims", "command")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("matrix")(matrix)


def matrix(
    ctx: typer.Context,
    words: Words = None,
    by: Annotated[
        Literal["actor", "person", "state", "org", "bloc"],
        typer.Option(
            help="Which parties have rows: all, or those of one kind; `state` puts together what is said in its name."
        ),
    ] = "actor",
    holder: Holders = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    tag: Tags = None,
    conditional: Conditional = None,
    since: Since = None,
    until: Until = None,
    size: Annotated[int, typer.Option(help="Rows, 200 at the most.")] = 20,
    commands: Annotated[
        bool, typer.Option("--commands", help="Print one line a cell, with the command that lists its sentences.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count claims: who takes which stance on guarantees for whom. Copies of one text count once.

    A claim counts for its holder and for the state in whose name it is made.

    Example: pledgewire matrix --by state --type troop-presence --since 90d
    """
    from search.matrix import matrix as ask
    from search.question import Question, directions_spelled_out

    if as_csv + as_json + commands > 1:
        raise UsageError("--json, --csv and --commands are three ways to print one thing: choose one")
    question = Question(
        text=" ".join(words or ()),
        holders=values(holder),
        types=values(kind),
        stances=directions_spelled_out(values(stance)),
        beneficiaries=values(beneficiary),
        sources=values(source),
        sites=values(site),
        countries=values(country),
        languages=values(language),
        tags=whole(tag),
        conditional=conditional,
        since=since,
        until=until,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, by=by, size=size, now=moment()["now"])
    if as_json:
        print_json(_with_commands(answer, question))
        return
    if as_csv:
        from search.spreadsheet import table

        rows = [[line[name] for name in COLUMNS] for line in _lines(answer, question)]
        typer.echo(table([COLUMNS, *rows]), nl=False)
    else:
        from cli.told_matrix import print_cells, print_matrix

        if commands:
            print_cells(_lines(answer, question))
        else:
            print_matrix(answer, question)
    print_notes(answer.notes)


def _lines(answer: "Matrix", question: "Question") -> list[dict[str, object]]:
    import msgspec

    from cli.typed import positions_command
    from search.matrix import opening

    return [
        {
            **msgspec.to_builtins(cell),
            "actor": row.actor,
            "counted": answer.counted,
            "command": positions_command(opening(question, row.actor, cell)),
        }
        for row in answer.rows
        for cell in row.cells
    ]


def _with_commands(answer: "Matrix", question: "Question") -> dict[str, object]:
    import msgspec

    document: dict[str, object] = msgspec.to_builtins(answer)
    lines = iter(_lines(answer, question))
    document["rows"] = [
        {
            "actor": row.actor,
            "count": row.count,
            "cells": [{**msgspec.to_builtins(cell), "command": next(lines)["command"]} for cell in row.cells],
        }
        for row in answer.rows
    ]
    return document
