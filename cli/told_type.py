"""Shows a type of guarantee: its meaning, who takes which stance on it, over time, newest claims, what is beside it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from cli import told_matrix
from cli.plain import emit
from cli.told_about import counts, newest_claims
from cli.told_attention import small_bars
from schemas.counted import counted
from schemas.printable import one_line
from search.guarantee_type import OfType
from search.question import Question
from tagging.type_names import TypeNames


def print_type(known: TypeNames | None, answer: OfType, *, since: str | None, until: str | None) -> None:
    """Prints all of it; what there is nothing of is left out."""
    emit(_parts(known, answer, Question(types=(answer.id,), since=since, until=until)))


def _parts(known: TypeNames | None, answer: OfType, question: Question) -> Iterator[RenderableType]:
    yield Text(one_line(answer.id), style="bold")
    yield from _names(known)
    yield Text(_sum(answer))
    if answer.positions.rows:
        yield Text("\nWho says what of it, in stories", style="bold")
        yield from told_matrix.rows(answer.positions)
    if answer.over_time.lines:
        yield Text()
        yield from small_bars(answer.over_time)
    yield from newest_claims(answer.newest, answer.claims, question)
    yield from counts("Documents named with it, in articles", answer.instruments)
    yield from counts("Types named with it, in articles", answer.beside)


def _names(known: TypeNames | None) -> Iterator[Text]:
    if known is None:
        yield Text("not in the vocabulary: known from articles alone", style="dim")
        return
    yield Text(one_line(known.means))
    for language, phrases in known.heard_as.items():
        yield Text(f"{language}: {', '.join(map(one_line, phrases))}", style="dim")


def _sum(answer: OfType) -> str:
    if not answer.articles:
        return f"{counted(answer.claims, 'claim')}; no article is on it"
    time = f", from {(answer.first or '')[:10]} to {(answer.last or '')[:10]}"
    return f"{counted(answer.claims, 'claim')}; in {counted(answer.articles, 'article')}{time}"
