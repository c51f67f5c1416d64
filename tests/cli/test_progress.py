"""What is said of a long job where stderr is no terminal."""

import pytest

from cli.progress import progress
from schemas.counted import counted


@pytest.mark.parametrize(
    ("done", "total", "unit", "line"),
    [
        (1, None, "article", "job: 1 article"),
        (2, None, "article", "job: 2 articles"),
        (1, 1, "feed", "job: 1 of 1 feed"),
        (1, 20, "feed", "job: 1 of 20 feeds"),
        (1_500_000, 3_000_000, "bytes", "job: 1.5 of 3.0 MB"),
        (3, 4, "", "job: 3 of 4"),
    ],
)
def test_a_line_says_one_of_what_is_one(
    done: int, total: int | None, unit: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress() as shown:
        shown.update("job", done, total, unit=unit)
    assert capsys.readouterr().err == f"{line}\n"


def test_a_plural_without_an_s_is_given() -> None:
    assert [counted(number, "entry", "entries") for number in (0, 1, 2)] == ["0 entries", "1 entry", "2 entries"]
