"""What every tagger is, whatever is inside: rules, a language model, or something of yours."""

from typing import NamedTuple, Protocol

from schemas.article import CleanedArticle
from schemas.tags import Tags


class Versions(NamedTuple):
    """What tags depend on beside the article; both are kept with every tagged article."""

    tagger: str
    vocabulary: str


class Tagging(Protocol):
    """Tags articles, one by one."""

    @property
    def versions(self) -> Versions:
        """Gives the versions that its tags carry; two taggers of the same versions give the same tags."""

    def tag(self, article: CleanedArticle) -> Tags:
        """Gives the tags of an article: every span must resolve in it. Raises whatever concerns this article alone."""
