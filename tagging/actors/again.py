"""Unknown persons named again by the family name alone, once their whole name was found."""

from bisect import bisect_right
from itertools import islice

from schemas.tags import Mention
from tagging.normalise import key
from tagging.passage import Passage

_SHORTEST = 3
_MOST = 60
"""Family names that are looked for again; an article has a few."""


def named_again(passages: list[Passage], whole: list[Mention], taken: list[tuple[Passage, int, int]]) -> list[Mention]:
    """Gives the mentions by family name alone of the persons whom `whole` names; `taken` are spans of other persons."""
    people: dict[str, set[str]] = {}
    for mention in whole:
        family = key(mention.span.text.rpartition(" ")[2]).strip()
        if len(family) >= _SHORTEST and " " not in family:
            people.setdefault(family, set()).add(mention.id)
    if not people:
        return []
    found: list[Mention] = []
    for passage in passages:
        spans = sorted(
            passage.others
            + [(start, end) for part, start, end in taken if part is passage]
            + [(mention.span.start, mention.span.end) for mention in whole if mention.span.field == passage.field]
        )
        for family, ids in islice(people.items(), _MOST):
            if len(ids) == 1:
                found += _places(passage, family, next(iter(ids)), spans)
    return found


def _places(passage: Passage, family: str, id_: str, spans: list[tuple[int, int]]) -> list[Mention]:
    found: list[Mention] = []
    place = passage.normal.text.find(f" {family} ")
    while place >= 0:
        start, end = passage.normal.span(place + 1, place + 1 + len(family))
        index = bisect_right(spans, start, key=lambda span: span[0])
        free = not index or spans[index - 1][1] <= start
        before = passage.before(place + 1)
        joined = bool(before) and before[0].capital and not passage.opens_sentence(before[0].start)
        if free and not joined and passage.text[start].isupper():
            found.append(passage.mention("actor", id_, start, end, "family name after an unknown name"))
        place = passage.normal.text.find(f" {family} ", place + 1)
    return found
