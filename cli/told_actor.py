"""Shows an actor: who it is, positions by beneficiary and over time, newest claims, changes of mind, who is beside."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.found import claim_block
from cli.plain import emit, indented
from cli.told_about import counts, newest_claims
from cli.told_attention import small_bars
from schemas.counted import counted
from schemas.printable import one_line
from search.actor import Actor
from search.changes import Change
from search.question import Question
from tagging.who import Office, Who

ALIASES = 12
CHANGES = 10


def print_actor(known: Who | None, answer: Actor, *, since: str | None, until: str | None) -> None:
    """Prints all of it; what there is nothing of is left out."""
    emit(_parts(known, answer, Question(holders=(answer.id,), since=since, until=until)))


def _parts(known: Who | None, answer: Actor, question: Question) -> Iterator[RenderableType]:
    yield Text(one_line(answer.id), style="bold")
    yield from _identity(known)
    yield Text(_sum(answer))
    if answer.over_time.lines:
        yield Text("\nPositions, in stories", style="bold")
        yield from _cells(answer)
        yield Text()
        yield from small_bars(answer.over_time)
    yield from changes(answer.changes)
    yield from newest_claims(answer.newest, answer.claims, question)
    yield from counts("Named beside it, in articles", answer.beside)


def changes(told: tuple[Change, ...]) -> Iterator[RenderableType]:
    """Gives changes of mind with both sentences, the newest first, under a headline; nothing where there is none."""
    if told:
        yield Text("\nChanges of mind", style="bold")
    for change in told[:CHANGES]:
        before, after = change.before, change.after
        line = Text("• ")
        line.append(one_line(change.holder), style="bold")
        line.append(f" on {', '.join(map(one_line, change.types))} for {change.beneficiary}: ")
        yield line.append(f"{_said(before.claim.stance, before.article.when)}, then "
                          f"{_said(after.claim.stance, after.article.when)}")  # fmt: skip
        for hit in (before, after):
            yield indented(claim_block(hit, f"{hit.article.when[:10]}  "), 2)
    if len(told) > CHANGES:
        yield Text(f"and {len(told) - CHANGES} earlier ones: --json, or --until", style="dim")


def _said(stance: str, when: str) -> str:
    return f"{stance} ({when[:10]})"


def _identity(known: Who | None) -> Iterator[Text]:
    if known is None:
        yield Text("not in the vocabulary: known from articles alone", style="dim")
        return
    more = len(known.aliases) - ALIASES
    yield Text(
        f"{known.kind}; {', '.join(map(one_line, known.aliases[:ALIASES]))}{f' and {more} more' if more > 0 else ''}"
    )
    for office in known.offices:
        yield Text(_office(office), style="dim")


def _office(office: Office) -> str:
    days = f"since {office.since}" if office.until is None else f"from {office.since} to {office.until}"
    return f"{office.office.replace('-', ' ')} of {office.of} {days}"


def _sum(answer: Actor) -> str:
    if not answer.articles:
        return f"{counted(answer.claims, 'claim')}; no article names it"
    time = f", from {(answer.first or '')[:10]} to {(answer.last or '')[:10]}"
    return f"{counted(answer.claims, 'claim')}; named in {counted(answer.articles, 'article')}{time}"


def _cells(answer: Actor) -> Iterator[Text]:
    for beneficiary in dict.fromkeys(cell.beneficiary for cell in answer.cells):
        line = Text(f"  {beneficiary:<11}")
        for cell in answer.cells:
            if cell.beneficiary == beneficiary:
                line.append(f" {cell.stance} {cell.count} ", style="green" if cell.direction == "for" else "red")
        yield line
