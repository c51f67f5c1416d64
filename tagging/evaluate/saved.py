"""Tags that were saved with `pledgewire tag --json`, by this pledgewire or any other, read back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from schemas.article import CleanedArticle, make_cleaned
from schemas.errors import InputError
from schemas.tags import Position, Tags

LONGEST_LINE = 20_000_000
"""Characters of one line: far over any article with its tags."""


class _Position(Position, frozen=True, kw_only=True, omit_defaults=True):
    """A claim as it was saved: what it was made from is no part of it."""

    grounds: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]


class Saved(Struct, frozen=True, kw_only=True):
    """One line: the tags of an article, and its text unless it was left out."""

    article_id: str
    url: str
    title: str
    text: str | None = None
    text_hash: str = ""
    language: str = "und"
    published: str | None = None
    credits: str | None = None
    fetched_at: str | None = None
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    guarantee_types: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    positions: tuple[_Position, ...] = ()
    tagger_version: str = ""
    vocabulary_version: str = ""

    def tags(self) -> Tags:
        """Gives the tags, without mentions."""
        return Tags(
            actors=self.actors,
            sources=self.sources,
            guarantee_types=self.guarantee_types,
            instruments=self.instruments,
            positions=tuple(msgspec.structs.replace(one, grounds=()) for one in self.positions),
            tagger_version=self.tagger_version,
            vocabulary_version=self.vocabulary_version,
        )

    def article(self) -> CleanedArticle | None:
        """Gives the article, None where its text was not saved.

        Where it is not told when it was fetched, an older pledgewire wrote the file, and it counts as fetched now.
        """
        if not self.text:
            return None
        return make_cleaned(
            url=self.url,
            title=self.title,
            text=self.text,
            language=self.language,
            published=self.published,
            credits=self.credits,
            fetched_at=self.fetched_at or datetime.now(UTC).isoformat(),
            version=0,
        )


def read(path: Path) -> Iterator[Saved]:
    """Gives the lines of a file. Raises InputError with file and line where one is no tagged article."""
    decoder = msgspec.json.Decoder(Saved)
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _decoded(decoder, line, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def _decoded(decoder: "msgspec.json.Decoder[Saved]", line: bytes, place: str) -> Saved:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{place}: is no article as `pledgewire tag --json` prints it: {error}") from error
