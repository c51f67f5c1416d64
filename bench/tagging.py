"""What tagging costs: articles a second on one core, growth with length, a great vocabulary, and texts that are none.

    .venv/bin/python -m bench.tagging            # a table; --json for programs, --aliases N for another vocabulary

All times are of the processor, so that what else runs on the machine hardly matters; each is the best of several runs.
The articles are those of evaluation/development and seeds/, put together to the length that is asked for. The great
vocabulary is the built-in one with invented persons, each with two family names.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.strange_texts import strange_texts
from schemas.article import CleanedArticle, make_cleaned
from tagging.garbage import keep_loaded, look_seldom
from tagging.tagger import Tagger, load

ROOT = Path(__file__).parents[1]
SIZE = 6_000
"""Characters of an article whose speed is measured."""
SIZES = (6_000, 24_000, 96_000, 192_000)
RUNS = 5
LANGUAGES = ("en", "uk", "ru", "fr", "de")
SYLLABLES = (
    "ba",
    "ce",
    "do",
    "fi",
    "gu",
    "ka",
    "le",
    "mo",
    "ni",
    "pu",
    "ra",
    "se",
    "to",
    "vi",
    "zu",
    "sha",
    "kri",
    "tho",
)


def bodies() -> dict[str, str]:
    """Gives for each language the articles of the sets, one after the other."""
    found = dict.fromkeys(LANGUAGES, "")
    for file in [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "evaluation/development").glob("*.txt"))]:
        language = next((code for code in LANGUAGES[1:] if f"_{code}_" in file.name), "en")
        found[language] += file.read_text(encoding="utf-8") + "\n"
    return found


def article(text: str, language: str, number: int = 0) -> CleanedArticle:
    """Gives an article of this text."""
    return make_cleaned(
        url=f"seed:bench-{number}",
        title="Security guarantees for Ukraine",
        text=text,
        language=language,
        fetched_at="2026-11-24T00:00:00Z",
        version=1,
    )


def pieces(text: str, size: int) -> Iterator[str]:
    """Gives the text in parts of `size` characters, begun again at its start where it is too short for one."""
    long = text * (1 + size // len(text))
    return (long[start : start + size] for start in range(0, len(long) - size + 1, size))


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Gives the processor's seconds for the work, the best of several runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def speeds(taggers: dict[str, Tagger], texts: dict[str, str]) -> dict[str, dict[str, float]]:
    """Gives articles of `SIZE` characters a second on one core, by tagger and language; the taggers take turns."""
    found: dict[str, dict[str, float]] = {name: {} for name in taggers}
    for language, text in texts.items():
        articles = [article(piece, language, number) for number, piece in enumerate(pieces(text, SIZE))]
        best = dict.fromkeys(taggers, float("inf"))
        for _ in range(RUNS):
            for name, tagger in taggers.items():
                once = seconds(lambda tagger=tagger, articles=articles: [tagger.tag(one) for one in articles], 1)  # type: ignore[misc]
                best[name] = min(best[name], once)
        for name, spent in best.items():
            found[name][language] = round(len(articles) / spent, 1)
    return found


def growth(tagger: Tagger, text: str) -> dict[str, float]:
    """Gives milliseconds for 1,000 characters of an article by its length: always the same where growth is linear."""
    found = {}
    for size in SIZES:
        one = article(next(pieces(text, size)), "en")
        found[f"{size:,} characters"] = round(1e6 * seconds(lambda one=one: tagger.tag(one)) / size, 3)  # type: ignore[misc]
    return found


def great_vocabulary(folder: Path, aliases: int) -> None:
    """Writes invented persons with `aliases` family names into a folder that can be laid over the built-in one."""
    chance = random.Random(7)  # noqa: S311
    names: set[str] = set()
    while len(names) < aliases:
        names.add("".join(chance.choice(SYLLABLES) for _ in range(5)).capitalize())
    listed = sorted(names)
    people = [
        f"- {{id: person/x-{number}, given: [Xanthor], family: [{listed[number]}, {listed[number + 1]}]}}"
        for number in range(0, aliases - 1, 2)
    ]
    (folder / "people.yaml").write_text("persons:\n" + "\n".join(people) + "\n", encoding="utf-8")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aliases", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    texts = bodies()
    start = time.process_time()
    tagger = load()
    tagger.tag(article("Kyiv.", "en"))
    loading = time.process_time() - start
    # As the workers' tagging process does.
    keep_loaded()
    look_seldom()
    lengths = growth(tagger, texts["en"])
    words = [word.strip(".!?…") for word in texts["en"].split()]
    strange = {
        name: round(seconds(lambda text=text: tagger.tag(article(text, "en")), 1), 2)  # type: ignore[misc]
        for name, text in strange_texts(words)
    }
    with tempfile.TemporaryDirectory() as folder:
        great_vocabulary(Path(folder), asked.aliases)
        start = time.process_time()
        great = load(Path(folder))
        great.tag(article("Kyiv.", "en"))
        great_loading = time.process_time() - start
        keep_loaded()
        found = speeds({"built-in": tagger, "great": great}, texts)
    result = {
        f"articles of {SIZE:,} characters a second": found["built-in"],
        f"the same with {asked.aliases:,} more aliases": found["great"],
        "seconds until the first article, with the built-in vocabulary and the great one": {
            "built-in": round(loading, 2),
            "great": round(great_loading, 2),
        },
        "milliseconds for 1,000 characters of an article of": lengths,
        "seconds for a text that is no article": strange,
    }
    if asked.json:
        print(json.dumps(result))
        return
    for what, figures in result.items():
        print(what)
        print("\n".join(f"{figure:>10}  {name}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
