"""Tables as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from schemas.printable import printable
from search.answer import ClaimHit

COLUMNS = ("id", "holder", "on_behalf_of", "stance", "direction", "beneficiary", "types", "conditional", "negated",
           "evidence", "quote", "when", "published", "site", "language", "title", "url", "article_id")  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def claims_as_csv(hits: Iterable[ClaimHit]) -> str:
    """Gives a table with a head line, one claim a row; lists are joined by blanks, sentences by ` … `."""
    return as_csv(COLUMNS, map(_row, hits))


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Gives a table with a head line; a row holds a value for every column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row[name]) for name in columns])
    return out.getvalue()


def _row(hit: ClaimHit) -> dict[str, object]:
    claim, article = hit.claim, hit.article
    return {
        **{name: getattr(claim, name, None) for name in COLUMNS},
        "types": " ".join(claim.types),
        "evidence": " … ".join(span.text for span in claim.evidence),
        **{name: getattr(article, name) for name in COLUMNS[11:]},
    }


def harmless(value: object) -> str:
    """Gives a cell's text: what cannot be read is replaced, and no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else printable(str(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text
