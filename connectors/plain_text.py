"""A plain text file to an article: its bytes to text, mojibake mended, then the pass that all texts go through."""

from datetime import datetime

from msgspec import structs

from connectors.assemble import Known, assemble
from connectors.charset import decode
from connectors.mojibake import mend
from connectors.refused import Refused
from connectors.text.article import from_text
from schemas.article import CleanedArticle


def clean(raw: bytes, known: Known, *, now: datetime, where: str, stem: str) -> CleanedArticle | Refused:
    """Gives the article in a file, or why there is none."""
    decoded = decode(raw)
    text, mojibake = mend(decoded.text)
    known = structs.replace(known, charset=decoded.charset, mojibake=mojibake)
    return assemble(from_text(text), known, now=now, where=where, stem=stem)
