"""Lines of the ledger for what watched files hold."""

from connectors.folder import Lying
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.file_state import file_id
from schemas.ids import digest
from schemas.ledger import LONGEST_ADDRESS, LONGEST_TITLE, Line
from schemas.printable import one_line


def file_line(lying: Lying, found: CleanedArticle | Refused, now: str) -> Line:
    """Gives the ledger's line for what a file holds; the same whenever the file is read."""
    name = file_id(str(lying.folder), lying.name)
    what = found.version_id if isinstance(found, CleanedArticle) else found.where
    return Line(
        line_id=digest("line", name, what),
        feed_id=digest("folder", str(lying.folder)),
        feed=one_line(str(lying.folder), longest=LONGEST_ADDRESS),
        entry=one_line(found.url if isinstance(found, CleanedArticle) else found.where, longest=LONGEST_ADDRESS),
        title=one_line(found.title if isinstance(found, CleanedArticle) else lying.name, longest=LONGEST_TITLE),
        expected_at=now,
    )
