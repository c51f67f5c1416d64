"""`kibana`: data views and a dashboard for Kibana."""

import sys

import typer

from cli.context import context


def register(app: typer.Typer) -> None:
    """Adds the command."""

    @app.command()
    def kibana(ctx: typer.Context) -> None:
        """Write Kibana's data views and a dashboard of claims, sources and the ledger, to be imported as a file.

        In Kibana: Stack Management, Saved Objects, Import. `docker compose up` imports docs/kibana/pledgewire.ndjson.

        Example: pledgewire kibana > pledgewire.ndjson
        """
        from search.kibana import ndjson

        sys.stdout.write(ndjson(context(ctx).config.elasticsearch.index_prefix))
