"""The document of a line, as it is put together without a server."""

import pytest

from pipeline.ledger_index import action
from schemas.ledger import Line, Told


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        ("2026-02-11T06:00:12.500000Z", 12.5),
        ("2026-02-11T08:01:00+02:00", 60.0),
        ("2026-02-11T05:59:59Z", None),  # the clock of the machine that tells it is behind
    ],
)
def test_a_line_says_how_many_seconds_it_has_taken_where_clocks_agree(at: str, seconds: float | None) -> None:
    line = Line(line_id="a" * 32, feed_id="b" * 32, feed="f", entry="e", expected_at="2026-02-11T06:00:00Z")
    document = action(Told(line=line, fate="indexed", at=at)).document
    assert document is not None
    assert document["seconds"] == seconds
