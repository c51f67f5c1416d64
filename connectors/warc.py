"""The pages that a web archive (WARC) holds."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from msgspec import Struct
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from connectors import addresses
from connectors.gunzip import gunzip, is_gzip
from connectors.moments import EARLIEST
from connectors.page import Page
from connectors.refused import Refused
from connectors.warc_records import Broken, Record, records
from schemas.errors import FetchError
from schemas.redact import redact

# It logs addresses as they stand in the archive, secrets and control characters included.
logging.getLogger("warcio").addHandler(logging.NullHandler())
logging.getLogger("warcio").propagate = False

SUFFIXES = (".warc", ".warc.gz")
MOST_BYTES = 15_000_000
_HTML = ("text/html", "application/xhtml+xml")
_FAULTS = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException, ChunkedDataException),
    *(EOFError, ValueError, AttributeError, LookupError),
)
"""What warcio raises over a record that is not as it should be (AttributeError over a response without an address)."""


class Archived(Struct, frozen=True):
    """A page, and when it was had from its server."""

    page: Page
    fetched: datetime


def pages(file: BinaryIO, where: str, now: datetime) -> Iterator[Archived | Refused]:
    """Gives every HTML page that a server answered with success, in the file's order; others are passed over.

    A record that cannot be read comes as Refused, and what follows it is read. A page without a date that can be, or
    with one in the future, was fetched `now`.
    """
    seen = False
    for number, found in enumerate(records(file), start=1):
        at = f"{where}, record {number}"
        result = Refused(where=at, why=found.why) if isinstance(found, Broken) else _page(found, at, now)
        if result is not None:
            seen = True
            yield result
    if not seen:
        yield Refused(where=where, why="holds no HTML page")


def _page(found: Record, at: str, now: datetime) -> Archived | Refused | None:
    try:
        record = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(
            BytesIO(found.raw), known_format="warc"
        )
        headers = record.http_headers
        if record.rec_type not in ("response", "resource") or (headers and headers.get_statuscode() != "200"):
            return None
        kind = _header(headers, "Content-Type") if headers else str(record.content_type or "")
        if not kind.lower().startswith(_HTML):
            return None
        url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
        if not addresses.is_web(url):
            return Refused(where=at, why="has no http or https address")
        at = f"{at} ({redact(url)})"
        body = _body(record.raw_stream, headers, at)
    except FetchError as error:
        return Refused.of(error)
    except _FAULTS:
        return Refused(where=at, why="cannot be read as a record of a web archive")
    if len(body) > MOST_BYTES or not found.whole:
        return Refused(where=at, why=f"is larger than {MOST_BYTES // 1_000_000} MB")
    page = Page(html=body, url=addresses.canonical(url) or url, charset=_charset(kind), where=at)
    return Archived(page, _fetched(record.rec_headers.get_header("WARC-Date"), now))


def _body(stream: BinaryIO, headers: Any, at: str) -> bytes:
    """warcio would unpack a chunk of any size at once. Some archives keep what is unpacked below the old header."""
    chunked = headers is not None and _header(headers, "Transfer-Encoding").strip().lower() == "chunked"
    body: bytes = (ChunkedDataReader(stream) if chunked else stream).read()
    if is_gzip(body):
        return gunzip(body, MOST_BYTES, at)
    packed = _header(headers, "Content-Encoding").strip().lower() if headers is not None else ""
    if packed in ("", "identity", "gzip", "x-gzip") or body.lstrip()[:1] == b"<":
        return body
    raise FetchError(f"{at}: is compressed in a way that is not read here ({packed[:20]})")


def _header(headers: Any, name: str) -> str:
    return str(headers.get_header(name) or "")


def _charset(kind: str) -> str | None:
    _, found, rest = kind.lower().partition("charset=")
    return rest.split(";")[0].strip().strip("\"'")[:40] or None if found else None


def _fetched(told: object, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return now
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment.year >= EARLIEST and moment <= now else now
