"""The options that narrow a search; the same for articles and claims."""

from collections.abc import Iterable
from typing import Annotated, Literal

import typer

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help="Words in any of their forms, all of which must be there: “guarantee” finds “guaranteed”. "
        'OR, AND, NOT, -word, parentheses and "quoted phrases" work; put the whole into single quotes, '
        "and write NOT where it begins with -word.",
    ),
]
Holders = Annotated[
    list[str] | None,
    typer.Option("--holder", "--actor", metavar="ID", help="Who makes the claim, or in whose name it is made."),
]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="ID", help="The type of guarantee, such as troop-presence.")
]
Stances = Annotated[
    list[str] | None,
    typer.Option(
        "--stance",
        metavar="STANCE",
        help="demands, proposes, offers, supports, rejects or doubts; `for` and `against` stand for several.",
    ),
]
Beneficiaries = Annotated[
    list[str] | None,
    typer.Option(
        "--beneficiary",
        metavar="WHO",
        help="Whose security is to be guaranteed: ukraine, russia, europe, all-sides or other.",
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="A source that the article cites, such as source/reuters."),
]
Sites = Annotated[
    list[str] | None, typer.Option("--site", metavar="HOST", help="Where the article stood, such as example.org.")
]
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE", help="The country (ISO 3166) where the outlet is at home, such as ua."),
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="The article's language, such as en or uk.")
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="WORD", help="A tag of the feed that the article came by, as `feeds add --tag` gave it."
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--not",
        metavar="NAME:VALUE",
        help="What must not be, with the name of its option: type:troop-presence, site:example.org, stance:against.",
    ),
]
Conditional = Annotated[
    bool | None,
    typer.Option("--conditional/--unconditional", help="Only claims with a condition, or only those without."),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="WHEN", help="From this day or moment on (2025-01-31, 2025-01-31T12:00Z), or 30d ago."),
]
Until = Annotated[str | None, typer.Option(metavar="WHEN", help="Up to this day, itself included, or moment.")]
SortBy = Annotated[
    Literal["relevance", "newest", "oldest"] | None,
    typer.Option("--sort", help="The order; by default the best first where there are words, else the newest."),
]
Page = Annotated[int, typer.Option(help="Which page of results, from 1.")]
WithFacets = Annotated[
    bool, typer.Option("--facets", help="Count the values that would narrow the result, for each filter.")
]
WithTimeline = Annotated[bool, typer.Option("--timeline", help="Count the results over time (UTC).")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def values(given: list[str] | None) -> tuple[str, ...]:
    """Gives the values of an option: repeated, or with commas between them."""
    return whole(part for text in given or () for part in text.split(","))


def whole(given: Iterable[str] | None) -> tuple[str, ...]:
    """Gives the values of an option that may hold commas, and is repeated for more of them."""
    return tuple(dict.fromkeys(text.strip() for text in given or () if text.strip()))
