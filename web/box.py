"""The one box: filters written among the words (`actor:Macron type:troop-presence ceasefire -drones`)."""

import re
from collections.abc import Callable

from schemas.errors import UsageError
from schemas.printable import one_line
from search.claim_keys import BENEFICIARIES
from search.exclusions import NAMES as EXCLUDABLE
from search.parameters import Pairs
from web.entries import Kind
from web.names import Names

_RESOLVED: dict[str, Kind] = {
    "actor": "actor",
    "holder": "actor",
    "mentions": "actor",
    "type": "type",
    "source": "source",
    "instrument": "instrument",
}
_MORE = {"for": "beneficiary", "by": "holder", "lang": "language"}
"""Short for another name."""
_PLAIN = ("stance", "beneficiary", "site", "country", "language", "story", "tag", "section", "since", "until")
WORDS = (*_RESOLVED, *_PLAIN, *_MORE)
"""What may stand before a colon; every other word with a colon is a word."""
_TOKEN = re.compile(
    r'(?P<phrase>["“”„«][^"“”„«»]*["“”„»«])'
    rf"|(?<![^\s(])(?P<sign>[-!+]?)(?P<name>{'|'.join(WORDS)}):(?P<value>[\"“„«][^\"“”„«»]*[\"”“»]|[^\s()\"“”„«»]*)",
    re.IGNORECASE,
)
_QUOTES = '"“”„«»'


def opened(pairs: Pairs, names: Names) -> list[tuple[str, str]]:
    """Gives parameters whose `q` holds words alone: the filters in it have become parameters.

    Raises UsageError for a name that nothing has, or that is not understood there.
    """
    found: list[tuple[str, str]] = []
    for name, value in pairs:
        if name != "q":
            found.append((name, value))
            continue
        filters: list[tuple[str, str]] = []
        words = _TOKEN.sub(_taken_out(filters, names), value)
        found += [("q", " ".join(words.split())), *filters]
    return found


def _taken_out(filters: list[tuple[str, str]], names: Names) -> "Callable[[re.Match[str]], str]":
    def replace(token: re.Match[str]) -> str:
        if token["phrase"] is not None:
            return token[0]
        name, value = token["name"].lower(), token["value"].strip(_QUOTES + " ,")
        if not value:
            raise UsageError(f"{name}: nothing stands after the colon; write {name}:VALUE without a space")
        parameter = _MORE.get(name, name)
        found = _values(parameter, value, names)
        if token["sign"] not in ("-", "!"):
            filters.extend((parameter, one) for one in found)
            return " "
        # An article without an actor does not name it, whoever makes its claims.
        excluded = "actor" if parameter == "mentions" else parameter
        if excluded not in EXCLUDABLE:
            raise UsageError(f"-{name}: is not understood; what can be taken away is {', '.join(EXCLUDABLE)}, or -word")
        filters.extend(("not", f"{excluded}:{one}") for one in found)
        return " "

    return replace


def _values(parameter: str, value: str, names: Names) -> tuple[str, ...]:
    kind = _RESOLVED.get(parameter)
    if parameter == "beneficiary":
        side = value.lower().replace(" ", "-")
        return (side if side in BENEFICIARIES else value,)
    if kind is None:
        return (value,)
    meant = names.meant(value, kind)
    if meant or _is_id(value, kind):
        return meant or (value,)
    near = names.suggest(value, [kind], 3, {})
    hint = f"; there is {', '.join(one.label for one in near)}" if near else ""
    raise UsageError(f"the vocabulary has no {kind} called {one_line(value, longest=60)!r}{hint}")


def _is_id(value: str, kind: Kind) -> bool:
    """Ids that the vocabulary lost may still be in the index."""
    return (
        re.fullmatch(r"[a-z]+/[a-z0-9-]+" if kind in ("actor", "source") else r"[a-z0-9]+(-[a-z0-9]+)+", value)
        is not None
    )
