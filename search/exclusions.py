"""What must not be: `type:troop-presence` among a question's `without`, as clauses for articles and for claims.

An article that has the value anywhere is taken away, whoever says it; of claims, the claim that has it.
"""

from collections.abc import Iterable
from typing import Any

from schemas.errors import UsageError
from schemas.printable import one_line
from search.claim_keys import BENEFICIARIES, STANCES, keys_for

Clause = dict[str, Any]
Values = tuple[str, ...]

_ARTICLE = {"actor": "actors", "type": "types", "stance": "stances", "beneficiary": "beneficiaries",
            "instrument": "instruments", "source": "sources", "site": "site", "country": "country",
            "language": "language", "story": "story_id", "tag": "feed_tags", "section": "section"}  # fmt: skip
_SIDES = {"actor": "parties", "holder": "parties", "type": "types", "stance": "stance", "beneficiary": "beneficiary"}
_POSITION = {
    **_SIDES,
    "source": "sources",
    "site": "site",
    "country": "country",
    "language": "language",
    "tag": "feed_tags",
}
NAMES = (*dict.fromkeys((*_SIDES, *_ARTICLE)),)
"""What can be excluded, by the name of its filter."""
OF_CLAIMS = tuple(_POSITION)
"""What can be excluded where claims are looked for."""
_KNOWN = {"stance": STANCES, "beneficiary": BENEFICIARIES}


def check_excluded(without: Values) -> None:
    """Raises UsageError for an exclusion that is none, with what would be right."""
    for name, value in map(_parts, without):
        if name not in NAMES or not value:
            written = one_line(f"{name}:{value}", longest=60)
            raise UsageError(f"--not {written}: write NAME:VALUE, where NAME is one of {', '.join(NAMES)}")
        if name in _KNOWN and value not in _KNOWN[name]:
            raise UsageError(
                f"--not {name}:{one_line(value, longest=40)}: write {name}: and one of {', '.join(_KNOWN[name])}"
            )


def articles_without(without: Values) -> list[Clause]:
    """Gives the clauses that take away articles."""
    found = []
    for name, values in _by_name(without).items():
        if name in _ARTICLE:
            found.append(_terms(_ARTICLE[name], values))
        # An article's own types need not hold those of its claims, nor its holders those in whose name is spoken.
        if name in ("holder", "type"):
            keys = keys_for(parties=values) if name == "holder" else keys_for(types=values)
            found.append(_terms("claim_keys", keys))
    return _none_of(found)


def claims_without(without: Values, within: str = "") -> list[Clause]:
    """Gives the clauses that take away claims; `within` stands before the names of fields (`claims.`).

    There a claim has its own sides alone. Raises UsageError for what claims do not have.
    """
    fields = _SIDES if within else _POSITION
    asked = _by_name(without)
    for name in asked:
        if name not in _POSITION:
            raise UsageError(f"--not {name}: claims have none; there are {', '.join(OF_CLAIMS)}")
    return _none_of([_terms(f"{within}{fields[name]}", values) for name, values in asked.items() if name in fields])


def not_of_claims(without: Values) -> Values:
    """Gives the exclusions that say nothing of a claim's sides."""
    return tuple(one for one in without if _parts(one)[0] not in _SIDES)


def known_of_claims(without: Values) -> Values:
    """Gives the exclusions that can be asked where claims are looked for."""
    return tuple(one for one in without if _parts(one)[0] in _POSITION)


def _parts(written: str) -> tuple[str, str]:
    name, _, value = written.partition(":")
    return name.strip(), value.strip()


def _by_name(without: Values) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in map(_parts, without):
        found.setdefault(name, []).append(value)
    return found


def _terms(field: str, values: Iterable[str]) -> Clause:
    return {"terms": {field: list(values)}}


def _none_of(clauses: list[Clause]) -> list[Clause]:
    return [{"bool": {"must_not": clauses}}] if clauses else []
