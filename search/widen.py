"""What to tell a person who finds nothing: which filter to drop, which id was meant, or that nothing is there yet."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from schemas.counted import counted
from schemas.printable import one_line
from search.moments import Span
from search.query import Asked, Body, article_query, position_query
from search.question import Question
from search.words import All, Not, Tree
from search.words import Any as Either

Ask = Callable[[Body], Mapping[str, Any]]

OPTIONS = {"actors": "--actor", "mentions": "--mentions", "holders": "--holder", "types": "--type",
           "stances": "--stance", "beneficiaries": "--beneficiary", "instruments": "--instrument",
           "sources": "--source", "sites": "--site", "countries": "--country", "languages": "--language",
           "stories": "--story", "tags": "--tag", "sections": "--section", "revised": "--revised",
           "without": "--not"}  # fmt: skip
"""The option that gives each filter."""
MOST_IDS = 5_000
"""Ids that are looked through for one like the one asked for."""

_OF_ARTICLES = {"actors": "actors", "mentions": "actors", "holders": "claims.parties", "types": "types",
                "instruments": "instruments", "sources": "sources", "sites": "site", "countries": "country",
                "languages": "language", "stories": "story_id",
                "tags": "feed_tags", "sections": "section"}  # fmt: skip
_OF_POSITIONS = {"actors": "parties", "holders": "parties", "types": "types", "sources": "sources", "sites": "site",
                 "countries": "country", "languages": "language", "tags": "feed_tags"}  # fmt: skip


def article_notes(ask: Ask, asked: Asked, total: int, empty: str) -> Iterator[str]:
    """Gives the sentences for an answer with `total` articles."""
    yield from _notes(ask, asked, total, empty, _OF_ARTICLES, article_query, "article")


def position_notes(ask: Ask, asked: Asked, total: int, empty: str) -> Iterator[str]:
    """Gives the sentences for an answer with `total` claims."""
    yield from _notes(ask, asked, total, empty, _OF_POSITIONS, position_query, "claim")


def _notes(
    ask: Ask,
    asked: Asked,
    total: int,
    empty: str,
    fields: Mapping[str, str],
    query: Callable[[Asked], Body],
    what: str,
) -> Iterator[str]:
    strange = list(_unknown(ask, asked.question, fields, what))
    yield from strange
    if total:
        return
    wider = _wider(asked)
    # The last one asks for everything, which tells an empty index.
    everything = Asked(Question(), None, Span())
    clauses = [query(one) for _, one in wider] + [query(everything)]
    answered = ask({"size": 0, "aggs": {"wider": {"filters": {"filters": clauses}}}})
    counts = [bucket["doc_count"] for bucket in answered["aggregations"]["wider"]["buckets"]]
    if counts[-1] == 0:
        yield empty
        return
    yield f"No {what} matches."
    found = [(label, count) for (label, _), count in zip(wider, counts[:-1], strict=True) if count]
    for label, count in found[:5]:
        yield f"{label} {count} would."
    if not found and not strange:
        yield f"Leaving out any single filter would not help; the index holds {counted(counts[-1], what)}."


def _wider(asked: Asked) -> list[tuple[str, Asked]]:
    """Gives the same question with one thing less, each with how its sentence begins."""
    question, tree = asked.question, asked.tree
    found: list[tuple[str, Asked]] = []
    for name, option in OPTIONS.items():
        values = getattr(question, name)
        if values:
            label = f"Without {option} {one_line(', '.join(values), longest=60)}"
            found.append((label, _with(asked, **{name: ()})))
    if question.conditional is not None:
        label = "Without --conditional" if question.conditional else "Without --unconditional"
        found.append((label, _with(asked, conditional=None)))
    if question.paywalled is not None:
        label = "Without --paywalled" if question.paywalled else "Without --free"
        found.append((label, _with(asked, paywalled=None)))
    if question.since:
        found.append((f"Without --since {question.since}", Asked(question, tree, Span(None, asked.span.until))))
    if question.until:
        found.append((f"Without --until {question.until}", Asked(question, tree, Span(asked.span.since, None))))
    if tree is not None:
        if isinstance(tree, All):
            found.append(("With OR between the words", Asked(question, _any_of(tree), asked.span)))
        found.append(("Without the words", Asked(question, None, asked.span)))
    return found


def _any_of(tree: All) -> Tree:
    wanted = tuple(part for part in tree.parts if not isinstance(part, Not))
    return All((Either(wanted), *(part for part in tree.parts if isinstance(part, Not)))) if wanted else tree


def _with(asked: Asked, **changes: Any) -> Asked:
    return Asked(msgspec.structs.replace(asked.question, **changes), asked.tree, asked.span)


def _unknown(ask: Ask, question: Question, fields: Mapping[str, str], what: str) -> Iterator[str]:
    wanted = {name: list(getattr(question, name)) for name in fields if getattr(question, name)}
    if not wanted:
        return
    present = _ids(ask, {name: {"include": values} for name, values in wanted.items()}, fields)
    strange = {name: [value for value in values if value not in present[name]] for name, values in wanted.items()}
    strange = {name: values for name, values in strange.items() if values}
    if not strange:
        return
    known = _ids(ask, {name: {} for name in strange}, fields)
    for name, values in strange.items():
        for value in values:
            shown = one_line(value, longest=80)
            yield f"{OPTIONS[name]} {shown}: no {what} has it{_nearest(value, known[name])}"


def _ids(ask: Ask, wanted: Mapping[str, Body], fields: Mapping[str, str]) -> dict[str, list[str]]:
    aggregations: Body = {}
    for name, include in wanted.items():
        terms = {"terms": {"field": fields[name], "size": MOST_IDS, **include}}
        nested = fields[name].startswith("claims.")
        aggregations[name] = {"nested": {"path": "claims"}, "aggs": {"ids": terms}} if nested else terms
    answer = ask({"size": 0, "aggs": aggregations})["aggregations"]
    return {name: [bucket["key"] for bucket in answer[name].get("ids", answer[name])["buckets"]] for name in wanted}


def _nearest(value: str, known: list[str]) -> str:
    """Gives the end of the sentence: what may have been meant. A part of an id (`macron`) is enough."""
    asked = value.lower().replace(" ", "-")
    containing = [one for one in known if asked and asked in one]
    near = containing[:3] or get_close_matches(asked, known, n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(near)}?" if near else "."
