"""The tagger that asks a language model for the claims; who and what is named, the vocabulary finds."""

from typing import Protocol

from schemas.article import CleanedArticle
from schemas.tags import Mention, Position, Tags
from tagging.crosswalk import Crosswalk
from tagging.interface import Versions
from tagging.lexicon import Lexicon
from tagging.llm import answer, question
from tagging.mentions import find as find_mentions
from tagging.positions.merge import merge
from tagging.positions.sides import Sides
from tagging.tagger import day_of, ids_of
from tagging.vocabulary import Vocabulary

VERSION = "llm-1"
"""Changes whenever the question, or what is made of an answer, does; the model's name stands beside it."""


class Model(Protocol):
    """A language model: connectors.chat.Chat, or a list of answers in tests."""

    def ask(self, system: str, user: str) -> str:
        """Gives its answer. Raises FetchError or InputError where there is none."""


class ModelTagger:
    """Tags articles one by one, each with one question to the model. What it raises concerns one article."""

    def __init__(
        self, model: Model, name: str, vocabulary: Vocabulary, lexicon: Lexicon, crosswalk: Crosswalk, most: int
    ) -> None:
        """`name` is the model's; `most` characters of an article are sent."""
        self._model, self._name, self._most = model, name, most
        self._vocabulary, self._lexicon, self._crosswalk = vocabulary, lexicon, crosswalk
        self._system = question.system(lexicon.subject.types)

    @property
    def versions(self) -> Versions:
        """Gives the versions that its tags carry."""
        return Versions(f"{VERSION} {self._name}", self._vocabulary.version)

    def tag(self, article: CleanedArticle) -> Tags:
        """Gives the tags of an article. Raises FetchError where the model gives no answer in time, InputError where the
        answer is none; an article that names no actor is not sent.
        """
        mentions = find_mentions(article, self._vocabulary)
        actors = ids_of(mentions, "actor")
        positions = self._positions(article, actors, mentions) if actors else []
        types = [(kind, one.evidence[0]) for one in positions for kind in one.types]
        types.sort(key=lambda pair: (pair[1].field != "title", pair[1].start))
        first = dict(reversed(types))
        return Tags(
            actors=actors,
            sources=ids_of(mentions, "source"),
            guarantee_types=tuple(dict.fromkeys(kind for kind, _ in types)),
            instruments=ids_of(mentions, "instrument"),
            positions=tuple(positions),
            mentions=(
                *mentions,
                *(
                    Mention(kind="guarantee-type", id=kind, span=span, rule=f"model {self._name}")
                    for kind, span in first.items()
                ),
            ),
            tagger_version=self.versions.tagger,
            vocabulary_version=self.versions.vocabulary,
        )

    def _positions(self, article: CleanedArticle, actors: tuple[str, ...], mentions: list[Mention]) -> list[Position]:
        asked = self._model.ask(self._system, question.user(article, actors, self._most))
        held = answer.claims(asked, article, actors=actors, types=self._lexicon.subject.types)
        sides = Sides(self._lexicon.subject, mentions, self._vocabulary.tenures_of, day_of(article))
        for claim in held:
            claim.behalf, claim.rule = sides.behalf(claim.holder), f"model {self._name}"
        return [self._crosswalk.coded(position) for position in merge(held, self._lexicon.subject)]
