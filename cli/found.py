"""Shows what a search found: ranked articles, claims, facets and a timeline, in 80 columns or more."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.plain import FOUND, QUOTED, emit, indented, marked
from schemas.counted import counted
from schemas.printable import one_line
from search.answer import About, Answer, Claim, ClaimAnswer, ClaimHit, Count, Evidence, Facets, Hit, Passage, Timeline

BAR = 40
"""Columns of the longest bar of a timeline."""
EMPTY = 3
"""Empty lines of a timeline in a row; more are told in one line."""
ENDS = (".", "!", "?", "…", '"', "”", "»", "’", ")")
"""How a passage ends that was not cut within a sentence."""
CLAIMS = 3
"""Claims shown of an article found; `pledgewire article` shows all."""


def print_articles(answer: Answer) -> None:
    """Prints articles with their passages and claims, then facets and timeline."""
    emit([*_head(answer.total, len(answer.hits), answer.page, answer.size, "article"), *map(_article, answer.hits)])
    _print_counts(answer.facets, answer.timeline)


def print_claims(answer: ClaimAnswer) -> None:
    """Prints claims with their sentences, then facets and timeline."""
    parts = [Group(claim_block(hit, f"{hit.rank}. "), Text()) for hit in answer.hits]
    emit([*_head(answer.total, len(answer.hits), answer.page, answer.size, "claim"), *parts])
    _print_counts(answer.facets, answer.timeline)


def _head(total: int, shown: int, page: int, size: int, what: str) -> Iterator[RenderableType]:
    if not total:
        return
    found = counted(total, what)
    if size and not shown:
        yield Text(f"{found}; page {page} is past the last, which is {-(-total // size)}")
    else:
        yield Text(f"{found}{f', page {page} of {-(-total // size)}' if size and total > size else ''}\n")


def _article(hit: Hit) -> RenderableType:
    title = Text(f"{hit.rank}. ", style="bold") + marked(hit.article.title or "(no title)", hit.title_marks)
    score = f"  score {hit.score:.2f}" if hit.score is not None else ""
    also = f"  also in {counted(hit.also_in, 'outlet')}" if hit.also_in else ""
    parts: list[RenderableType] = [title, indented(_facts(hit.article, also + score), 3)]
    said = [evidence.text for claim in hit.claims[:CLAIMS] for evidence in claim.evidence]
    new = [passage for passage in hit.passages if not any(passage.text in sentence for sentence in said)]
    parts += [indented(_passage(passage), 3) for passage in new]
    for claim in hit.claims[:CLAIMS]:
        parts += [indented(line, 3) for line in claim_lines(claim, "• ")]
    if len(hit.claims) > CLAIMS:
        parts.append(indented(Text(f"and more claims: pledgewire article {hit.article.article_id}", style="dim"), 3))
    return Group(*parts, Text())


def _facts(article: About, more: str = "") -> Text:
    return Text(f"{_when_and_where(article)}{more}\n{one_line(article.url)}\n{article.article_id}", style="dim")


def _origin(article: About) -> Text:
    return Text(f"{_when_and_where(article)}  {one_line(article.title)}\n{article.article_id}", style="dim")


def _when_and_where(article: About) -> str:
    date = article.published[:10] if article.published else f"{article.when[:10]} (fetched)"
    place = article.publisher or article.site
    return f"{date}  {one_line(place, longest=40)}" if place else date


def _passage(passage: Passage) -> Text:
    shown = marked(passage.text, passage.marks)
    return shown if passage.text.rstrip().endswith(ENDS) else shown.append(" …")


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


def claim_block(hit: ClaimHit, before: str) -> RenderableType:
    """Gives a claim with its sentences, and the article in which they stand."""
    return Group(*claim_lines(hit.claim, before), indented(_origin(hit.article), 3))


def claim_lines(claim: Claim, before: str) -> Iterator[RenderableType]:
    """Gives who says what for whom, then the sentences that say so, indented by the width of `before`."""
    yield _claim(claim, before)
    for evidence in claim.evidence:
        yield indented(_sentence(evidence, claim.quote), len(before))


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
        emit(_in_pairs([_facet(name, counts) for name, counts in facets.items() if counts]))
    if timeline is not None and timeline.buckets:
        emit([bars(timeline)])


def _in_pairs(facets: Sequence[Text]) -> Iterator[RenderableType]:
    """Puts two facets side by side where both fit; no id is ever cut."""
    console = Console()
    rest = list(facets)
    while rest:
        left, right = rest[0], rest[1] if len(rest) > 1 else Text()
        half = max(console.width // 2 - 2, console.measure(left).maximum)
        if not console.is_terminal or half + 2 + console.measure(right).maximum > console.width:
            yield from (left, Text())
            rest = rest[1:]
            continue
        pair = Table.grid(padding=(0, 2, 0, 0))
        pair.add_column(min_width=half)
        pair.add_row(left, right)
        yield from (pair, Text())
        rest = rest[2:]


def _facet(name: str, counts: Sequence[Count]) -> Text:
    lines = [Text(name, style="bold")]
    lines += [Text(f"{one.count:>6}  {one_line(one.value)}") for one in counts]
    return Text("\n").join(lines)


def bars(timeline: Timeline) -> Text:
    """Gives one line a bucket, with a bar; longer runs of empty ones are told in one line."""
    most = max(bucket.count for bucket in timeline.buckets) or 1
    lines = [Text(f"by {timeline.interval} (UTC)", style="bold")]
    for empty, buckets in groupby(timeline.buckets, key=lambda bucket: bucket.count == 0):
        run = list(buckets)
        if empty and len(run) > EMPTY:
            lines.append(Text(f"…  ({len(run)} without any)"))
            continue
        for bucket in run:
            bar = "█" * round(bucket.count / most * BAR) or ("▏" if bucket.count else "")
            lines.append(Text(f"{start(bucket.start, timeline.interval)}  {bucket.count:>5}  {bar}"))
    return Text("\n").join(lines)


def start(moment: str, interval: str) -> str:
    """Gives the start of a bucket, as exactly as the interval needs it."""
    length = {"hour": 16, "month": 7, "quarter": 7, "year": 4}.get(interval, 10)
    return moment[:length].replace("T", " ")
