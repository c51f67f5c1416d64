"""Tags that were saved with `pledgewire tag --json`, by this pledgewire or any other, read back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from schemas.article import CleanedArticle, make_cleaned
from schemas.tags import Position, Tags
from tagging.evaluate.lines import lines


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
    return lines(path, Saved, "article as `pledgewire tag --json` prints it")
