"""Shows what is new: claims against the time before, new holders, new stories, changes of mind."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.found import claim_block
from cli.plain import emit
from cli.told_actor import changes
from cli.told_stories import story_block
from cli.typed import positions_command
from schemas.counted import counted
from schemas.printable import one_line
from search.news import News, Rise
from search.question import Question

RISES = 20
HOLDERS = 10


def print_news(answer: News, question: Question) -> None:
    """Prints it; what there is nothing of is left out."""
    emit(_parts(answer, question))


def _parts(answer: News, question: Question) -> Iterator[RenderableType]:
    since = f"{answer.since[:16].replace('T', ' ')} UTC"
    yield Text(f"Since {since}: {counted(answer.claims, 'claim')}, {answer.claims_before} in as long a time before")
    if answer.rises:
        yield Text("\nWho says what, in stories (in the time before)", style="bold")
        yield from map(_rise, answer.rises[:RISES])
        if len(answer.rises) > RISES:
            yield Text("more: pledgewire matrix", style="dim")
    if answer.new_holders:
        yield Text("\nMade no claim before", style="bold")
        for hit in answer.new_holders[:HOLDERS]:
            yield claim_block(hit, "• ")
        if len(answer.new_holders) > HOLDERS:
            yield Text(f"and {len(answer.new_holders) - HOLDERS} more: --json", style="dim")
    if answer.stories:
        yield Text("\nNew stories with claims, the most printed first", style="bold")
        yield from (story_block(number, story) for number, story in enumerate(answer.stories, start=1))
    yield from changes(answer.changes)
    if answer.claims:
        yield Text(f"\nAll claims, copies included: {positions_command(question)}", style="dim")


def _rise(rise: Rise) -> Text:
    cell = rise.cell
    line = Text(f"{cell.count:>6} ({rise.before})  {one_line(rise.actor)} ")
    line.append(cell.stance, style="green" if cell.direction == "for" else "red")
    return line.append(f" for {cell.beneficiary}")
