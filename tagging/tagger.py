"""The tagger: from a cleaned article to its tags, by rules and a vocabulary, with no model and no network."""

from datetime import date
from pathlib import Path

from schemas.article import MAX_TEXT, CleanedArticle
from schemas.tags import Mention, Span, Tags
from tagging import crosswalk as crosswalks
from tagging import lexicon as lexicons
from tagging import vocabulary as vocabularies
from tagging.crosswalk import Crosswalk
from tagging.interface import Versions
from tagging.lexicon import Lexicon
from tagging.mentions import find as find_mentions
from tagging.positions.find import find as find_positions
from tagging.positions.grounds import bounded, why
from tagging.positions.sides import Sides
from tagging.reading import Reading, read
from tagging.vocabulary import Vocabulary

TAGGER_VERSION = "rules-5"
"""Changes whenever the rules can tag the same article otherwise."""


class Tagger:
    """Tags articles one by one. Holds nothing of an article once it is tagged: one may serve a whole process."""

    def __init__(
        self, vocabulary: Vocabulary, lexicon: Lexicon | None = None, crosswalk: Crosswalk | None = None
    ) -> None:
        """`lexicon` and `crosswalk` are the built-in ones where none is given. Raises VocabularyError."""
        self.vocabulary = vocabulary
        self.lexicon = lexicon or lexicons.load()
        self.crosswalk = crosswalk or crosswalks.load()

    @property
    def versions(self) -> Versions:
        """Gives the versions that its tags carry."""
        return Versions(TAGGER_VERSION, self.vocabulary.version)

    def tag(self, article: CleanedArticle) -> Tags:
        """Gives the tags of an article, in time linear in its length. Every span resolves in its title or text."""
        mentions = find_mentions(article, self.vocabulary)
        sides = Sides(self.lexicon.subject, mentions, self.vocabulary.tenures_of, day_of(article))
        readings = self.readings(article, mentions)
        found = find_positions(readings, self.lexicon, sides, mentions)
        types = [*found.types, *((kind, one.evidence[0]) for one in found.positions for kind in one.types)]
        types.sort(key=lambda pair: (pair[1].field != "title", pair[1].start))
        return Tags(
            actors=ids_of(mentions, "actor"),
            sources=ids_of(mentions, "source"),
            guarantee_types=tuple(dict.fromkeys(kind for kind, _ in types)),
            instruments=ids_of(mentions, "instrument"),
            positions=tuple(map(self.crosswalk.coded, bounded(found.positions))),
            mentions=(*mentions, *_type_mentions(types, readings)),
            tagger_version=TAGGER_VERSION,
            vocabulary_version=self.vocabulary.version,
        )

    def readings(self, article: CleanedArticle, mentions: list[Mention]) -> list[Reading]:
        """Gives title and text as the rules for claims see them."""
        language = self.lexicon.language(article.language)
        text = article.text[:MAX_TEXT]  # what comes past the cleaner's bound is no article, but must not take long
        return [read("title", article.title, language, mentions), read("text", text, language, mentions)]


def load(folder: Path | None = None) -> Tagger:
    """Gives the tagger with the built-in vocabulary and what a folder lays over it. Raises VocabularyError."""
    return Tagger(vocabularies.load(folder), lexicons.load(folder), crosswalks.load(folder))


def ids_of(mentions: list[Mention], kind: str) -> tuple[str, ...]:
    """Gives the ids of one kind, by first mention."""
    return tuple(dict.fromkeys(mention.id for mention in mentions if mention.kind == kind))


def _type_mentions(types: list[tuple[str, Span]], readings: list[Reading]) -> list[Mention]:
    first = dict(reversed([(kind, span) for kind, span in types]))
    return [
        Mention(kind="guarantee-type", id=kind, span=span, rule=why(readings, kind, span))
        for kind, span in first.items()
    ]


def day_of(article: CleanedArticle) -> date | None:
    """Gives the day of an article, where it is known."""
    return date.fromisoformat(article.published[:10]) if article.published else None
