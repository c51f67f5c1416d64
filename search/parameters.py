"""A question as the parameters of an address: one table for the API, its description, and every link of a page.

The names are the command line's options, so that what is learnt in one place holds in the other.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from schemas.claim_changes import KINDS
from schemas.errors import UsageError
from schemas.printable import one_line
from search.claim_keys import BENEFICIARIES, STANCES
from search.question import (
    DIRECTIONS,
    MOST_CLAIMS,
    MOST_HITS,
    Question,
    Sort,
    directions_spelled_out,
    exclusions_spelled_out,
)

Pairs = Sequence[tuple[str, str]]
"""Names and values of parameters, in the order of the address; a name may come again."""
Kind = Literal["values", "whole", "flag", "text", "number", "choice"]
What = Literal["articles", "claims"]

LONGEST = 8_000
"""Characters of all values together."""
_BOTH: tuple[What, ...] = get_args(What)
_DIGITS = 6


class Parameter(Struct, frozen=True):
    """One parameter: `values` may be repeated or parted by commas, `whole` only repeated, a `flag` is true or false."""

    name: str
    field: str
    kind: Kind
    help: str
    of: tuple[What, ...] = _BOTH
    choices: tuple[str, ...] = ()


_ARTICLES: tuple[What, ...] = ("articles",)
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("q", "text", "text", 'Words, all of which must be there; OR, -word, ( ) and "phrases" are understood.'),
    Parameter("actor", "actors", "values", "An actor that is named; beside a side of a claim, the one who makes it."),
    Parameter("mentions", "mentions", "values", "An actor that is named, whoever makes the claim.", _ARTICLES),
    Parameter("holder", "holders", "values", "Who makes the claim, or in whose name it is made."),
    Parameter("type", "types", "values", "The type of guarantee, such as troop-presence."),
    Parameter(
        "stance", "stances", "values", "What is said of it; `for` and `against` stand for several.", _BOTH,
        (*STANCES, *DIRECTIONS),
    ),
    Parameter("beneficiary", "beneficiaries", "values", "Whose security it is.", _BOTH, BENEFICIARIES),
    Parameter("instrument", "instruments", "values", "A document, such as budapest-memorandum-1994.", _ARTICLES),
    Parameter("source", "sources", "values", "A source that the article cites, such as source/reuters."),
    Parameter("site", "sites", "values", "Where the article stood, such as example.org."),
    Parameter("country", "countries", "values", "The country (ISO 3166) where the outlet is at home, such as ua."),
    Parameter("language", "languages", "values", "The article's language, such as en or uk."),
    Parameter("story", "stories", "values", "A story, by its id.", _ARTICLES),
    Parameter("tag", "tags", "whole", "A tag of the feed that the article came by."),
    Parameter("section", "sections", "whole", "Where the outlet files it, such as World.", _ARTICLES),
    Parameter("revised", "revised", "values", "Whose claims its outlet added, dropped or changed.", _ARTICLES, KINDS),
    Parameter("not", "without", "whole", "What must not be, as NAME:VALUE: type:troop-presence, site:example.org."),
    Parameter("paywalled", "paywalled", "flag", "Whether the page says that it is for subscribers.", _ARTICLES),
    Parameter("conditional", "conditional", "flag", "Whether the claim has a condition."),
    Parameter("since", "since", "text", "From this day or moment on (2025-01-31), or so long ago (30d)."),
    Parameter("until", "until", "text", "Up to this day, itself included, or this moment."),
    Parameter("sort", "sort", "choice", "The order; by default the best first where there are words, else the newest.",
              _BOTH, get_args(Sort)),
    Parameter("size", "size", "number", f"How many at once: up to {MOST_HITS} articles, {MOST_CLAIMS} claims."),
    Parameter("page", "page", "number", "Which page, from 1, within the first 10,000."),
    Parameter("fold", "fold", "flag", "One article of each story.", _ARTICLES),
    Parameter("semantic", "semantic", "flag", "Rank by meaning too (the extra `semantic`); the best 100 of each way.",
              _ARTICLES),
    Parameter("facets", "facets", "flag", "Count the values that would narrow the result."),
    Parameter("timeline", "timeline", "flag", "Count the results over time."),
)  # fmt: skip
BY_NAME = {one.name: one for one in PARAMETERS}
_DEFAULTS = Question()


def of(what: What) -> tuple[Parameter, ...]:
    """Gives the parameters that a question about articles, or about claims, has."""
    return tuple(one for one in PARAMETERS if what in one.of)


def question(pairs: Pairs, what: What, **given: Any) -> Question:
    """Gives the question that the parameters ask; `given` stands where they say nothing. Empty values say nothing.

    Raises UsageError with what would be right.
    """
    said: dict[str, list[str]] = {}
    if sum(len(value) for _, value in pairs) > LONGEST:
        raise UsageError(f"the parameters have more than {LONGEST} characters: ask for less")
    for name, value in pairs:
        known = BY_NAME.get(name)
        if known is None or what not in known.of:
            names = ", ".join(one.name for one in of(what))
            raise UsageError(f"{what} have no parameter {one_line(name, longest=40)!r}: there are {names}")
        if value.strip():
            said.setdefault(name, []).append(value)
    fields = {BY_NAME[name].field: _read(BY_NAME[name], values) for name, values in said.items()}
    asked = Question(**{**given, **fields})
    spelled = {
        "stances": directions_spelled_out(asked.stances),
        "without": exclusions_spelled_out(asked.without),
    }
    return Question(**{**_as_dict(asked), **spelled})


def pairs(asked: Question, usual: Question = _DEFAULTS, **changed: Any) -> list[tuple[str, str]]:
    """Gives the parameters that ask this question, with fields `changed`; what is as `usual` is left out."""
    fields = {**_as_dict(asked), **changed}
    return [pair for one in PARAMETERS for pair in written(one, fields[one.field], usual)]


def written(one: Parameter, value: Any, usual: Question = _DEFAULTS) -> list[tuple[str, str]]:
    """Gives one parameter as it stands in an address, with its value; nothing where it is as `usual`."""
    if value == getattr(usual, one.field):
        return []
    if one.kind in ("values", "whole"):
        return [(one.name, each) for each in value]
    if one.kind == "flag":
        return [(one.name, "true" if value else "false")]
    return [(one.name, str(value))]


def _as_dict(asked: Question) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asked.__struct_fields__}


def _read(known: Parameter, values: Sequence[str]) -> Any:
    if known.kind in ("values", "whole"):
        return _each(values if known.kind == "whole" else (part for value in values for part in value.split(",")))
    if len(values) > 1:
        raise UsageError(f"--{known.name} is given more than once")
    value = values[0].strip()
    if known.kind == "flag":
        if value.lower() not in ("true", "false", "1", "0"):
            raise UsageError(f"--{known.name} {one_line(value, longest=40)}: write true or false")
        return value.lower() in ("true", "1")
    if known.kind == "number":
        if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
            raise UsageError(f"--{known.name} {one_line(value, longest=40)}: write a number")
        return int(value)
    if known.kind == "choice" and value not in known.choices:
        raise UsageError(f"--{known.name} {one_line(value, longest=40)}: write one of {', '.join(known.choices)}")
    return value


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
