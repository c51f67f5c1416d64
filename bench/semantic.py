"""What semantic search is worth: forty questions, asked by words, by vectors and by both, of 316 articles.

    make semantic
    .venv/bin/pledgewire up --detach
    .venv/bin/python -m bench.semantic

It fills indices of its own, which it deletes. Prints for each way to ask nDCG@10, the mean reciprocal rank and
recall@10 with 95% bootstrap intervals over the questions, then the same by whether the question's language is English,
then what embedding costs. Options: --data-dir DIR, --each (a line for each question).
"""

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from elasticsearch import Elasticsearch, helpers

from bench.questions import DEEP, Judged, articles, interval, measure, questions
from bench.stream import corner
from config.model import Config
from pipeline.embed import embed
from schemas.article import CleanedArticle
from schemas.enriched import EnrichedArticle
from schemas.progress import Silent
from schemas.tags import Tags
from search import query
from search.client import connect
from search.documents import article_document
from search.embedding import MultilingualE5
from search.fusion import fused
from search.indices import ensure
from search.moments import Span
from search.question import Question
from search.request import ask
from search.semantic import rankings

Ranked = Mapping[str, Sequence[str]]
"""For each way to ask, what it found, the best first."""


def main() -> None:
    """Fills, embeds, asks, prints, deletes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=None)
    parser.add_argument("--each", action="store_true")
    asked = parser.parse_args()
    config, there = corner(Config(**({"data_dir": asked.data_dir} if asked.data_dir else {})))
    prefix = there.elasticsearch.index_prefix
    asked_of = articles()
    names = {article.article_id: name for name, (article, _) in asked_of.items()}
    embedder = MultilingualE5()
    with connect(there.elasticsearch, timeout=120) as client:
        try:
            ensure(client, config.elasticsearch)
            helpers.bulk(
                client,
                (
                    {"_index": f"{prefix}articles", "_id": article.article_id, "_source": article_document(untagged)}
                    for article, _ in asked_of.values()
                    for untagged in [
                        EnrichedArticle(article=article, tags=Tags(tagger_version="", vocabulary_version=""))
                    ]
                ),
            )
            began = time.perf_counter()
            done = embed(client, prefix, embedder, Silent())
            spent = time.perf_counter() - began
            client.indices.refresh(index=f"{prefix}articles")
            judged = questions(asked_of)
            found = [ranked(client, f"{prefix}articles", one.text, embedder, names) for one in judged]
            report(judged, found, each=asked.each)
            print(f"{done} articles of {_letters(asked_of)} characters embedded in {spent:.1f} s")
            print(
                f"a question embedded in {1000 * _median(embedder.query, [one.text for one in judged]):.0f} ms (median)"
            )
        finally:
            for index in client.indices.get(index=f"{prefix}*"):
                client.indices.delete(index=index)


def ranked(client: Elasticsearch, index: str, text: str, embedder: MultilingualE5, names: Mapping[str, str]) -> Ranked:
    """Gives what each way to ask finds."""
    asked = query.read(Question(text=text), Span())
    whole = ask(client, index, {"query": query.article_query(asked), "size": 100, "_source": False})
    all_words = [hit["_id"] for hit in whole["hits"]["hits"]]
    any_word, near = rankings(client, index, asked, embedder)
    ways = {
        "words, all of them (search)": all_words,
        "words, any of them": list(any_word),
        "vectors": list(near),
        "all words + vectors": fused(all_words, list(near)),
        "any word + vectors (search --semantic)": fused(list(any_word), list(near)),
    }
    return {way: [names[one] for one in found] for way, found in ways.items()}


def report(judged: Sequence[Judged], found: Sequence[Ranked], *, each: bool) -> None:
    """Prints the tables."""
    groups: dict[str, Callable[[Judged], bool]] = {
        "all": lambda one: True,
        "English": lambda one: one.language == "en",
        "Ukrainian, Russian, French, German": lambda one: one.language != "en",
    }
    for name, belongs in groups.items():
        chosen = [(one, ranking) for one, ranking in zip(judged, found, strict=True) if belongs(one)]
        print(f"{name}: {len(chosen)} questions")
        for way in found[0]:
            measures = [measure(ranking[way], one.grades) for one, ranking in chosen]
            told = (
                _told([one.ndcg for one in measures]),
                _told([one.reciprocal_rank for one in measures]),
                _told([one.recall for one in measures]),
            )
            print(f"  {way:40} nDCG@{DEEP} {told[0]}  MRR {told[1]}  recall@{DEEP} {told[2]}")
    if each:
        for one, ranking in zip(judged, found, strict=True):
            scores = "  ".join(f"{measure(names, one.grades).ndcg:.2f}" for names in ranking.values())
            print(f"{scores}  {one.text} ({len(one.grades)} answer)")


def _told(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{statistics.mean(values):.2f} ({low:.2f}–{high:.2f})"


def _median(embed_one: Callable[[str], object], texts: Sequence[str]) -> float:
    spent = []
    for text in texts:
        began = time.perf_counter()
        embed_one(text)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def _letters(asked_of: Mapping[str, tuple[CleanedArticle, object]]) -> int:
    return sum(len(article.title) + len(article.text) for article, _ in asked_of.values())


if __name__ == "__main__":
    main()
