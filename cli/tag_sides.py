"""The two sides of `diff-tags`: a tagger, or tags that were saved before."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from config.model import Config
from pipeline.taggers import LLM, RULES, make, model_of
from schemas.article import CleanedArticle
from schemas.errors import UsageError
from schemas.printable import one_line
from schemas.tags import Tags
from tagging.evaluate.saved import Saved, read
from tagging.interface import Tagging
from tagging.tagger import load


class Side(Protocol):
    """Whatever can say how an article is tagged."""

    name: str

    def tags(self, article_id: str, article: CleanedArticle | None) -> Tags | None:
        """Gives the tags; None where this side does not know the article."""


class TaggerSide:
    """A tagger that runs now."""

    def __init__(self, name: str, tagger: Tagging) -> None:
        """`name` is what it is called in the report."""
        self._tagger, self.name = tagger, f"{name} ({', '.join(part for part in tagger.versions if part)})"

    def tags(self, article_id: str, article: CleanedArticle | None) -> Tags | None:
        """Gives the tags; None where there is no text to tag."""
        return self._tagger.tag(article) if article is not None else None


class SavedSide:
    """Tags from a file."""

    def __init__(self, path: Path) -> None:
        """Reads the file. Raises InputError."""
        self.records: dict[str, Saved] = {found.article_id: found for found in read(path)}
        versions = sorted({f"{one.tagger_version}, {one.vocabulary_version}" for one in self.records.values()})
        self.name = f"{one_line(str(path))} ({'; '.join(versions) or 'empty'})"

    def tags(self, article_id: str, article: CleanedArticle | None) -> Tags | None:
        """Gives the tags that were saved for this article."""
        found = self.records.get(article_id)
        return found.tags() if found else None

    def articles(self) -> Iterator[tuple[Saved, CleanedArticle | None]]:
        """Gives every article of the file, with its text where it was saved."""
        return ((one, one.article()) for one in self.records.values())


def side(option: str, given: str, config: Config) -> TaggerSide | SavedSide:
    """Gives the side that a person named. Raises UsageError, InputError, VocabularyError."""
    path = Path(given)
    if given in (RULES, LLM):
        return TaggerSide(given, make(model_of(config.tagger, kind=given), config.vocabulary))
    if path.is_dir():
        return TaggerSide(f"rules with {one_line(given)}", load(path))
    if path.is_file() and path.suffix == ".jsonl":
        return SavedSide(path)
    raise UsageError(
        f"{option} {one_line(given)}: give a file of saved tags (.jsonl, made by `pledgewire tag --json`), "
        f"a vocabulary's folder, {RULES} or {LLM}"
    )
