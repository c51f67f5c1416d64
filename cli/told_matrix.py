"""Shows a matrix: a party, and below it for whom it takes which stance how often, the darker the more often."""

from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text

from cli.plain import emit
from cli.typed import positions_command
from schemas.counted import counted
from schemas.printable import one_line
from search.matrix import Matrix, Row
from search.question import Question

LABEL = 14
"""Columns of a beneficiary with what stands before it."""
WIDTH = 10
"""Columns of a stance; six of them and a label fit into 80."""
SHADES = {
    "for": ("black on #d9f2e0", "black on #a6dfb8", "black on #5cbf7f", "white on #1d7a43"),
    "against": ("black on #fbe0dd", "black on #f3b3ab", "black on #e2786c", "white on #a32a1e"),
}
"""From few to many; the number stands in each, so that nothing is told by colour alone."""


def print_matrix(answer: Matrix, question: Question) -> None:
    """Prints the matrix, and how its cells are opened."""
    if answer.rows:
        emit(_parts(answer, question))


def print_cells(lines: Iterable[Mapping[str, object]]) -> None:
    """Prints one line a cell with its command."""
    emit(_cell(line) for line in lines)


def _cell(line: Mapping[str, object]) -> Text:
    number = counted(int(str(line["count"])), {"stories": "story", "articles": "article"}[str(line["counted"])],
                     str(line["counted"]))  # fmt: skip
    said = f"{one_line(str(line['actor']))} {line['stance']} for {line['beneficiary']}"
    return Text(f"{number}: {said}\n  {line['command']}")


def rows(answer: Matrix) -> Iterator[Text]:
    """Gives the lines of a matrix, its stances above them."""
    yield Text(f"{answer.counted:<{LABEL}}", style="dim") + Text(
        "".join(f"{stance:>{WIDTH - 1}} " for stance in answer.stances), style="bold"
    )
    most = max(cell.count for row in answer.rows for cell in row.cells)
    for row in answer.rows:
        yield Text(one_line(row.actor), style="bold") + Text(f"  {row.count}", style="dim not bold")
        yield from _sides(row, answer, most)


def _parts(answer: Matrix, question: Question) -> Iterator[Text]:
    yield from rows(answer)
    pattern = positions_command(_without_cell(question))
    yield Text(
        f"\nThe sentences of a cell: {pattern} --holder ROW --beneficiary WHO --stance STANCE\n"
        "--commands prints this for every cell." + (" There are more rows: --size." if answer.more else ""),
        style="dim",
    )


def _without_cell(question: Question) -> Question:
    from msgspec.structs import replace

    return replace(question, holders=(), stances=(), beneficiaries=())


def _sides(row: Row, answer: Matrix, most: int) -> Iterator[Text]:
    for beneficiary in answer.beneficiaries:
        cells = {cell.stance: cell for cell in row.cells if cell.beneficiary == beneficiary}
        if not cells:
            continue
        line = Text(f"  {beneficiary:<{LABEL - 2}}")
        for stance in answer.stances:
            cell = cells.get(stance)
            if cell is None:
                line.append(f"{'·':>{WIDTH - 1}} ", style="dim")
                continue
            shades = SHADES[cell.direction]
            line.append("  ")
            line.append(f"{cell.count:>{WIDTH - 3}} ", style=shades[(len(shades) * cell.count - 1) // most])
        yield line
