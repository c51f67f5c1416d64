"""A set of articles measured: scores by layer, the same by language, and the mistakes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from schemas.article import CleanedArticle
from schemas.tags import Tags
from tagging.evaluate.baselines import Baseline
from tagging.evaluate.gold import Gold
from tagging.evaluate.mistakes import Mistake, mistakes
from tagging.evaluate.score import LAYERS, Counts, count, interval, total


class Measured(NamedTuple):
    """One article: its counts by layer."""

    article: str
    language: str
    counts: dict[str, Counts]


class Report(NamedTuple):
    """All articles of a run."""

    articles: list[Measured]
    mistakes: list[Mistake]
    baselines: Mapping[str, "Report"] = MappingProxyType({})
    """What else was measured on the same articles, by name; one knows only the layers that its counts hold."""

    def languages(self) -> list[str]:
        """Gives the languages, English first, then by name."""
        return sorted({one.language for one in self.articles}, key=lambda code: (code != "en", code))

    def score(self, layer: str, language: str | None = None) -> dict[str, Any]:
        """Gives counts, precision, recall, F1 and the 95% interval of F1 of a layer, of one language or of all."""
        counts = [one.counts[layer] for one in self.articles if language in (None, one.language)]
        summed = total(counts)
        low, high = interval(counts)
        return {
            **summed._asdict(),
            "precision": round(summed.precision, 4),
            "recall": round(summed.recall, 4),
            "f1": round(summed.f1, 4),
            "f1_low": round(low, 4),
            "f1_high": round(high, 4),
        }

    def document(self) -> dict[str, Any]:
        """Gives everything as one JSON document."""
        return {
            "articles": len(self.articles),
            "layers": {layer: self.score(layer) for layer in LAYERS},
            "languages": {code: {layer: self.score(layer, code) for layer in LAYERS} for code in self.languages()},
            "baselines": {name: other.compared() for name, other in self.baselines.items()},
            "mistakes": [one._asdict() for one in self.mistakes],
        }

    def layers(self) -> list[str]:
        """Gives the layers that were measured."""
        return [layer for layer in LAYERS if self.articles and layer in self.articles[0].counts]

    def compared(self) -> dict[str, Any]:
        """Gives the scores of a baseline, of all its articles together and by language."""
        return {
            "articles": len(self.articles),
            "layers": {layer: self.score(layer) for layer in self.layers()},
            "languages": {
                code: {layer: self.score(layer, code) for layer in self.layers()} for code in self.languages()
            },
        }


def measure_baseline(baseline: Baseline, articles: Iterable[tuple[CleanedArticle, Gold]]) -> Report:
    """Gives the counts of a baseline, of the layers and in the language that it has."""
    measured = []
    for article, gold in articles:
        if baseline.language in (None, gold.language):
            counts = count(baseline.tag(article), gold, f"{article.title}\n{article.text}")
            kept = {layer: counts[layer] for layer in baseline.layers}
            measured.append(Measured(gold.article, gold.language, kept))
    return Report(measured, [])


def measure(tagged: Iterable[tuple[CleanedArticle, Tags, Gold]]) -> Report:
    """Gives the report of articles with what the tagger and what a person says of them."""
    articles: list[Measured] = []
    wrong: list[Mistake] = []
    for article, tags, gold in tagged:
        counts = count(tags, gold, f"{article.title}\n{article.text}")
        articles.append(Measured(gold.article, gold.language, counts))
        wrong += mistakes(tags, gold)
    return Report(articles, wrong)
