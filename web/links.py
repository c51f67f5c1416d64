"""Addresses of a page's own links: the question as it is, with one thing changed."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from search.exclusions import known_of_claims
from search.parameters import BY_NAME, PARAMETERS, What, of, pairs, written
from search.question import LISTS, Question

FACETS = {"states": "holders"}
"""Facets that are narrowed by another field than that of their name."""
_NAMES = {one.field: one.name for one in BY_NAME.values()}
_LESS = ("page", "size", "fold", "semantic", "facets", "timeline")


class Links:
    """The links of one page of results; `usual` is what an address need not say."""

    def __init__(
        self, path: str, asked: Question, usual: Question, what: What, more: Mapping[str, str] | None = None
    ) -> None:
        """`more` are parameters of the page that are no part of the question."""
        self._path, self._asked, self._usual, self._what = path, asked, usual, what
        self._more = list((more or {}).items())
        # A page has hundreds of links, each with one thing changed: the rest is written once.
        self._written = {one.field: urlencode(written(one, getattr(asked, one.field), usual)) for one in PARAMETERS}

    def to(self, **changed: Any) -> str:
        """Gives the address with fields changed, from the first page on where nothing else is said."""
        return self._address(self._path, **{"page": 1, **changed})

    def toggled(self, facet: str, value: str) -> str:
        """Gives the address with a value of a filter more, or less where it is asked for already."""
        field = FACETS.get(facet, facet)
        values = getattr(self._asked, field)
        rest = tuple(one for one in values if one != value)
        return self.to(**{field: rest if rest != values else (*values, value)})

    def chosen(self, facet: str, value: str) -> bool:
        """Tells whether a value of a filter is asked for."""
        return value in getattr(self._asked, FACETS.get(facet, facet))

    def without(self, facet: str, value: str) -> str:
        """Gives the address without what has that value of a filter."""
        field = FACETS.get(facet, facet)
        excluded = f"{_NAMES[field]}:{value}"
        rest = tuple(one for one in getattr(self._asked, field) if one != value)
        return self.to(**{field: rest, "without": tuple(dict.fromkeys((*self._asked.without, excluded)))})

    def filters(self) -> list[tuple[str, str, str, bool]]:
        """Gives each filter that is asked for: field, value, the address without it, and whether it excludes."""
        found = [
            (field, value, self.toggled(field, value), False)
            for field in LISTS
            for value in getattr(self._asked, field)
            if field != "without"
        ]
        for excluded in self._asked.without:
            name, _, value = excluded.partition(":")
            found.append((BY_NAME[name].field, value, self.toggled("without", excluded), True))
        for field in ("since", "until"):
            value = getattr(self._asked, field)
            if value:
                found.append((field, value, self.to(**{field: None}), False))
        for field in ("conditional", "paywalled"):
            value = getattr(self._asked, field)
            if value is not None:
                found.append((field, "yes" if value else "no", self.to(**{field: None}), False))
        return found

    def hidden(self) -> list[tuple[str, str]]:
        """Gives the parameters that the form must carry along: all but those that have a field of their own."""
        own = ("q", "since", "until", "sort", "semantic", "page")
        given = [(name, value) for name, value in pairs(self._asked, self._usual) if name not in own]
        return [*given, *self._more]

    def elsewhere(self, path: str, what: What) -> str:
        """Gives the same question at another page, as far as that one knows it."""
        known = {one.field for one in of(what)}
        unknown = {one.field: getattr(self._usual, one.field) for one in of(self._what) if one.field not in known}
        if what == "claims":
            unknown["without"] = known_of_claims(self._asked.without)
        return self._address(path, page=1, sort=None, **unknown)

    def data(self, kind: str) -> str:
        """Gives the API's address for the same question: `json`, `csv` or `ndjson`."""
        path = f"/api/{self._what}{'' if kind == 'json' else f'.{kind}'}"
        return address(path, [pair for pair in pairs(self._asked) if pair[0] not in _LESS])

    def question(self) -> str:
        """Gives what is asked, and not how it looks, as the parameters of an address."""
        return urlencode([pair for pair in pairs(self._asked, sort=None) if pair[0] not in _LESS])

    def _address(self, path: str, **changed: Any) -> str:
        parts = [
            urlencode(written(one, changed[one.field], self._usual))
            if one.field in changed
            else self._written[one.field]
            for one in PARAMETERS
        ]
        if path == self._path:
            parts.append(urlencode(self._more))
        asked = "&".join(filter(None, parts))
        return f"{path}?{asked}" if asked else path


def address(path: str, given: Sequence[tuple[str, str]]) -> str:
    """Gives an address with parameters."""
    return f"{path}?{urlencode(given)}" if given else path
