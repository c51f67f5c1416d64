"""What is told alike of an actor and of a type of guarantee: newest claims, and what articles name beside them."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from cli.found import claim_block
from cli.typed import positions_command
from schemas.printable import one_line
from search.answer import ClaimHit, Count
from search.question import Question


def newest_claims(hits: Sequence[ClaimHit], claims: int, question: Question) -> Iterator[RenderableType]:
    """Gives the newest of so many claims, and the command that lists all; nothing where there is none."""
    if hits:
        yield Text("\nNewest claims", style="bold")
        for hit in hits:
            yield claim_block(hit, "• ")
        if claims > len(hits):
            yield Text(f"All {claims}, copies included: {positions_command(question)}", style="dim")


def counts(headline: str, counted: Sequence[Count]) -> Iterator[Text]:
    """Gives what is counted under a headline; nothing where there is none."""
    if counted:
        yield Text(f"\n{headline}", style="bold")
        yield from (Text(f"{one.count:>6}  {one_line(one.value)}") for one in counted)
