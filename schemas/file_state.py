"""What is remembered of a file in a watched folder: the value of `news.file.v1`, keyed by the file's id."""

from typing import Annotated

from msgspec import Meta, Struct

from schemas.article import Id, Sha256
from schemas.ids import digest
from schemas.provenance import Moment

MOST_PUBLISHED = 30_000
"""Articles of one file that are remembered one by one, so that the message stays below Kafka's usual megabyte."""

Mark = Annotated[str, Meta(pattern="^[0-9a-f]{16}$", description="the first 64 bits of the version of an article")]


class FileState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file as it was when it was read: by its size, time and content, and what was published of it."""

    file_id: Id
    folder: Annotated[str, Meta(description="the folder that is watched, as an absolute path")]
    name: Annotated[str, Meta(description="the file's path within the folder")]
    size: Annotated[int, Meta(ge=0, description="bytes")]
    modified: Annotated[int, Meta(description="nanoseconds since 1970, as the file system tells it")]
    content: Sha256
    read_at: Moment
    refused: Annotated[int, Meta(ge=0, description="articles in it that were refused")] = 0
    published: tuple[Mark, ...] = ()


def file_id(folder: str, name: str) -> str:
    """Gives the id of a file by its folder's absolute path and its own path within it."""
    return digest("file", folder, name)


def version_mark(version_id: str) -> str:
    """Gives the short mark by which a published version is remembered."""
    return version_id[:16]
