"""The question of a saved search: read from the configuration, checked as `search` and `positions` check it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from config.alerts import Saved
from config.mistakes import Mistake
from config.model import Config
from schemas.errors import UsageError
from schemas.saved import SavedSearch, What
from search import parameters, query
from search.moments import span
from search.parameters import Pairs
from search.query import Asked
from search.question import MOST_CLAIMS, MOST_HITS, Question, check

OF_AN_ANSWER = frozenset({"sort", "size", "page", "fold", "facets", "timeline"})
"""Parameters that say how an answer looks, and not what is asked: no saved search has them."""
KEYS = {"q": "query"}
"""What a parameter is called in the configuration, where that differs."""


def question(what: What, pairs: Pairs, now: datetime) -> Question:
    """Gives the question that the parameters ask. Raises UsageError where it would not be answered."""
    for name, _ in pairs:
        if name in OF_AN_ANSWER:
            raise UsageError(f"--{name}: a saved search has none, since it says what is asked and not how it looks")
    asked = parameters.question(pairs, what)
    check(asked, most=MOST_HITS if what == "articles" else MOST_CLAIMS)
    query.read(asked, span(asked.since, asked.until, now))
    return asked


def asked(saved: SavedSearch, now: datetime) -> Asked:
    """Gives what a saved search asks at this moment. Raises UsageError where an older or newer version wrote it."""
    found = question(saved.what, saved.question, now)
    return query.read(found, span(found.since, found.until, now))


def pairs_of(saved: Saved) -> tuple[tuple[str, str], ...]:
    """Gives the parameters that a configured search asks, in the order of an address."""
    found: list[tuple[str, str]] = []
    for one in parameters.of(saved.what):
        value = getattr(saved, KEYS.get(one.name, one.name), None)
        if isinstance(value, bool):
            found.append((one.name, str(value).lower()))
        elif isinstance(value, str):
            found.append((one.name, value))
        elif value:
            found += [(one.name, each) for each in value]
    return tuple(parameters.pairs(parameters.question(found, saved.what)))


def mistakes(config: Config) -> Iterator[Mistake]:
    """Gives what is wrong with the questions of configured searches."""
    now = datetime.now(UTC)
    for number, saved in enumerate(config.saved):
        try:
            question(saved.what, pairs_of(saved), now)
        except UsageError as error:
            yield Mistake(("saved", str(number), "query" if saved.query else "name"), str(error))
