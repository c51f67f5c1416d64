"""Which charts Kibana's dashboard has: claims, sources and the ledger, each over one flat index."""

from collections.abc import Sequence

from schemas.ledger import ENDS, FATES
from search.claim_keys import BENEFICIARIES, STANCES
from search.lens import Chart, Column, bars, count, heatmap, measure, number, over_time, table, top
from search.mapping import ARTICLES, LEDGER, POSITIONS

WIDE = 48
"""Of the dashboard, in Kibana's own measure."""

UNDER_WAY = " or ".join(f'fate: "{fate}"' for fate in FATES if fate not in ENDS)


def view(kind: str) -> str:
    """Gives the id of the data view of a kind of document; it stays the same, so that an import takes its place."""
    return f"pledgewire-{kind}"


def charts() -> Sequence[Chart]:
    """Gives the panels from left to right and from above."""
    positions, articles, ledger = view(POSITIONS), view(ARTICLES), view(LEDGER)
    stances, beneficiaries = len(STANCES), len(BENEFICIARIES)
    return (
        _one("Articles", articles, count("Articles")),
        _one("Claims", positions, count("Claims")),
        _one("Who makes them", positions, measure("holders", "Holders", "unique_count", "holder")),
        _one("Entries under way", ledger, count("Entries under way", only=UNDER_WAY)),
        Chart(
            title="Claims over time, by stance",
            view=positions,
            kind="lnsXY",
            columns=[over_time("when", "When"), top("stance", "Stance", "stance", stances), count("Claims")],
            shown=bars("bar_stacked", x="time", y=["count"], split="stance"),
            width=WIDE,
        ),
        Chart(
            title="Who, and how they stand",
            view=positions,
            kind="lnsHeatmap",
            columns=[
                top("stance", "Stance", "stance", stances),
                top("holder", "Holder", "holder", 20),
                count("Claims"),
            ],
            shown=heatmap(x="stance", y="holder", value="count"),
            height=20,
        ),
        Chart(
            title="Guarantees, by whom they are for",
            view=positions,
            kind="lnsXY",
            columns=[
                top("type", "Guarantee", "types", 15),
                top("beneficiary", "For", "beneficiary", beneficiaries),
                count("Claims"),
            ],
            shown=bars("bar_horizontal_stacked", x="type", y=["count"], split="beneficiary"),
            height=20,
        ),
        Chart(
            title="Sources",
            view=articles,
            kind="lnsDatatable",
            columns=[
                top("site", "Site", "site", 25),
                count("Articles"),
                measure("claims", "Claims", "sum", "position_count"),
            ],
            shown=table(["site", "count", "claims"]),
        ),
        Chart(
            title="In whose name",
            view=positions,
            kind="lnsXY",
            columns=[
                top("party", "In the name of", "on_behalf_of", 15),
                top("stance", "Stance", "stance", stances),
                count("Claims"),
            ],
            shown=bars("bar_horizontal_stacked", x="party", y=["count"], split="stance"),
        ),
        Chart(
            title="What became of what feeds list",
            view=ledger,
            kind="lnsXY",
            columns=[over_time("expected_at", "Listed"), top("fate", "Fate", "fate", len(FATES)), count("Entries")],
            shown=bars("bar_stacked", x="time", y=["count"], split="fate"),
        ),
        Chart(
            title="Seconds from a feed's listing until Elasticsearch has the article",
            view=ledger,
            kind="lnsXY",
            columns=[
                over_time("expected_at", "Listed"),
                measure("half", "half within", "median", "seconds"),
                measure("most", "95% within", "percentile", "seconds", percentile=95),
            ],
            shown=bars("line", x="time", y=["half", "most"]),
            only='fate: "indexed"',
        ),
    )


def _one(title: str, of: str, column: Column) -> Chart:
    shown = number(column.name)
    return Chart(title=title, view=of, kind="lnsMetric", columns=[column], shown=shown, width=12, height=6)
