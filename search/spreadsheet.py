"""Articles and claims as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from schemas.printable import printable
from search.answer import ClaimHit, Hit

COLUMNS = ("id", "holder", "on_behalf_of", "stance", "direction", "beneficiary", "types", "conditional", "negated",
           "evidence", "quote", "when", "published", "site", "language", "title", "url", "article_id",
           "country")  # fmt: skip
ARTICLE_COLUMNS = ("article_id", "title", "url", "when", "published", "site", "publisher", "language", "sources",
                   "feed_tags", "story_id", "also_in", "claims", "country")  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

Row = Sequence[object]


def claims_as_csv(hits: Iterable[ClaimHit]) -> str:
    """Gives a table with a head line, one claim a row; lists are joined by blanks, sentences by ` … `."""
    return table([COLUMNS]) + table(claim_rows(hits))


def table(rows: Iterable[Row]) -> str:
    """Gives rows as CSV (RFC 4180), every cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def claim_rows(hits: Iterable[ClaimHit]) -> Iterator[Row]:
    """Gives the cells of claims, in the order of COLUMNS."""
    for hit in hits:
        claim, article = hit.claim, hit.article
        row = {
            **{name: getattr(claim, name, None) for name in COLUMNS},
            "types": " ".join(claim.types),
            "evidence": " … ".join(span.text for span in claim.evidence),
            **{name: getattr(article, name) for name in COLUMNS[11:]},
        }
        yield [row[name] for name in COLUMNS]


def article_rows(hits: Iterable[Hit]) -> Iterator[Row]:
    """Gives the cells of articles, in the order of ARTICLE_COLUMNS; claims are those that are asked for."""
    for hit in hits:
        about = hit.article
        row = {
            **{name: getattr(about, name, None) for name in ARTICLE_COLUMNS},
            "sources": " ".join(about.sources),
            "feed_tags": ", ".join(about.feed_tags),
            "also_in": hit.also_in,
            "claims": "; ".join(
                f"{claim.holder} {claim.stance} {' '.join(claim.types)} for {claim.beneficiary}" for claim in hit.claims
            ),
        }
        yield [row[name] for name in ARTICLE_COLUMNS]


def harmless(value: object) -> str:
    """Gives a cell's text: what cannot be read is replaced, and no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else printable(str(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text
