"""Shows what a search found: ranked articles, claims, facets and a timeline, in 80 columns or more."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.plain import FOUND, QUOTED, emit, marked
from schemas.printable import one_line
from search.answer import About, Answer, Claim, ClaimAnswer, Count, Evidence, Facets, Hit, Timeline

BAR = 40
"""Columns of the longest bar of a timeline."""


def print_articles(answer: Answer) -> None:
    """Prints articles with their passages and claims, then facets and timeline."""
    emit([*_head(answer.total, len(answer.hits), answer.page, answer.size, "article"), *map(_article, answer.hits)])
    _print_counts(answer.facets, answer.timeline)


def print_claims(answer: ClaimAnswer) -> None:
    """Prints claims with their sentences, then facets and timeline."""
    parts = [
        Group(*claim_lines(hit.claim, f"{hit.rank}. "), Padding(_origin(hit.article), (0, 0, 1, 3)))
        for hit in answer.hits
    ]
    emit([*_head(answer.total, len(answer.hits), answer.page, answer.size, "claim"), *parts])
    _print_counts(answer.facets, answer.timeline)


def _head(total: int, shown: int, page: int, size: int, what: str) -> Iterator[RenderableType]:
    if total:
        pages = f", page {page} of {-(-total // size)}" if size and total > size else ""
        yield Text(f"{total} {what}{'' if total == 1 else 's'}{pages}\n" if shown or not size else f"{total} {what}s")


def _article(hit: Hit) -> RenderableType:
    title = Text(f"{hit.rank}. ", style="bold") + marked(hit.article.title or "(no title)", hit.title_marks)
    score = f"  score {hit.score:.2f}" if hit.score is not None else ""
    parts: list[RenderableType] = [title, Padding(_facts(hit.article, score), (0, 0, 0, 3))]
    parts += [Padding(marked(one.text, one.marks), (0, 0, 0, 3)) for one in hit.passages]
    for claim in hit.claims:
        parts += [Padding(line, (0, 0, 0, 3)) for line in claim_lines(claim, "• ")]
    return Group(*parts, Text())


def _facts(article: About, more: str = "") -> Text:
    date = (article.published or article.when)[:10]
    known = "" if article.published else " (fetched)"
    return Text(f"{date}{known}  {_place(article)}{more}\n{one_line(article.url)}\n{article.article_id}", style="dim")


def _origin(article: About) -> Text:
    date = (article.published or article.when)[:10]
    return Text(f"{date}  {_place(article)}: {one_line(article.title)}\n{article.article_id}", style="dim")


def _place(article: About) -> str:
    return one_line(article.publisher or article.site or article.url, longest=40)


def _claim(claim: Claim, before: str) -> Text:
    text = Text(before)
    text.append(one_line(claim.holder), style="bold")
    if claim.on_behalf_of:
        text.append(f" ({one_line(claim.on_behalf_of)})")
    text.append(" ")
    text.append(claim.stance, style="green" if claim.direction == "for" else "red")
    text.append(f" {', '.join(one_line(kind) for kind in claim.types)} for {claim.beneficiary}")
    also = [word for word, holds in (("conditional", claim.conditional), ("negated", claim.negated)) if holds]
    return text.append(f", {', '.join(also)}") if also else text


def claim_lines(claim: Claim, before: str) -> Iterator[RenderableType]:
    """Gives who says what for whom, then the sentences that say so, indented by the width of `before`."""
    yield _claim(claim, before)
    for evidence in claim.evidence:
        yield Padding(_sentence(evidence, claim.quote), (0, 0, 0, len(before)))


def _sentence(evidence: Evidence, quote: str | None) -> Text:
    text = marked(evidence.text, ())
    at = evidence.text.find(quote) if quote else -1
    if at >= 0 and quote:
        text.stylize(QUOTED, at, at + len(quote))
    for start, end in evidence.marks:
        text.stylize(FOUND, start, end)
    return text


def _print_counts(facets: Facets | None, timeline: Timeline | None) -> None:
    if facets is not None:
        shown = [(name, counts) for name, counts in facets.items() if counts]
        width = Console().width // 2 - 2
        for left, right in zip_longest(shown[::2], shown[1::2]):
            pair = Table.grid(padding=(0, 4, 0, 0))
            pair.add_row(*(_facet(one[0], one[1], width) for one in (left, right) if one))
            emit([Padding(pair, (0, 0, 1, 0))])
    if timeline is not None and timeline.buckets:
        emit([_timeline(timeline)])


def _facet(name: str, counts: Sequence[Count], width: int) -> Text:
    text = Text(f"{name}\n", style="bold")
    for one in counts:
        text.append(f"{one.count:>6}  {one_line(one.value, longest=width - 10)}\n", style="not bold")
    text.rstrip()
    return text


def _timeline(timeline: Timeline) -> Text:
    most = max(bucket.count for bucket in timeline.buckets) or 1
    length = {"hour": 16, "month": 7, "quarter": 7, "year": 4}.get(timeline.interval, 10)
    text = Text(f"by {timeline.interval} (UTC)\n", style="bold")
    for bucket in timeline.buckets:
        bar = "█" * round(bucket.count / most * BAR) or ("▏" if bucket.count else "")
        text.append(f"{bucket.start[:length].replace('T', ' ')}  {bucket.count:>5}  {bar}\n", style="not bold")
    return text
