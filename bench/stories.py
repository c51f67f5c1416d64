"""How well copies of a text are told from other articles: precision and recall of stories on rewritten copies.

    .venv/bin/python -m bench.stories            # a table; --json for programs, --seeds N N … for other draws

The originals are all articles of evaluation/development and seeds/, several of them on the same events. Each is
rewritten in every way below by a seeded draw; words that are put in come from the other originals of its language, as
an editor's words would. Harder negatives: one more copy of another original quotes three whole sentences of it, which
is a quarter of a short article. An original and its copies are one story, and a pair of articles counts: found and
right, found and wrong, or missed. The threshold was chosen on draws 1 to 8; the default draws are others.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from bench.rewritings import REWRITINGS, RIVAL, paragraphs
from pipeline.story_plan import Copy, joined
from schemas.ids import story_id
from search.minhash import signature

ROOT = Path(__file__).parents[1]
WINDOW = timedelta(hours=72)
START = datetime(2026, 3, 2, tzinfo=UTC)


def originals() -> dict[str, str]:
    """Gives the bodies of the originals by name; the title, their first line, is left out as the pipeline does."""
    files = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "evaluation/development").glob("*.txt"))]
    return {file.stem: "\n".join(paragraphs(file.read_text(encoding="utf-8"))[1:]) for file in files}


def language(name: str) -> str:
    """Gives the language that a file's name tells."""
    return next((code for code in ("uk", "ru", "fr", "de") if f"_{code}_" in name), "en")


def rewritten(seed: int) -> Iterator[tuple[str, str, str]]:
    """Gives for each article the original's name, how it was rewritten, and its text."""
    texts = originals()
    for name, text in texts.items():
        chance = random.Random(f"{seed} {name}")  # noqa: S311
        others = [other for other in texts if other != name and language(other) == language(name)]
        words = [word for other in others for word in re.findall(r"\w+", texts[other])]
        yield name, "the original", text
        spoken = [sentence for sentence in re.split(r"(?<=[.!?…])\s+", text) if len(sentence) > 60]
        host = chance.choice(others)
        rival = paragraphs(texts[host])
        rival[1:1] = chance.sample(spoken, min(3, len(spoken)))
        # What quotes three sentences is still the article that it was made of.
        yield host, RIVAL, "\n".join(rival)
        for how, rewrite in REWRITINGS.items():
            yield name, how, rewrite(text, random.Random(f"{seed} {name} {how}"), words)  # noqa: S311


def measured(seed: int) -> tuple[list[Copy], dict[str, tuple[str, str]]]:
    """Gives the articles of one draw as the pipeline would find them, and for each what it was made of and how."""
    copies: list[Copy] = []
    made_of: dict[str, tuple[str, str]] = {}
    for number, (name, how, text) in enumerate(rewritten(seed)):
        when = START + timedelta(minutes=5 * number)
        identity = story_id(str(number), when.isoformat())
        made_of[str(number)] = (name, how)
        # Texts too short to be known again stay alone, and count as missed.
        copies.append(Copy(article_id=str(number), story_id=identity, when=when, signature=signature(text) or ""))
    return copies, made_of


def judged(copies: list[Copy], made_of: dict[str, tuple[str, str]]) -> Counter[tuple[bool, bool]]:
    """Gives how many pairs there are by (are one story, were found to be one)."""
    joins = joined([each for each in copies if each.signature], [], WINDOW)
    story = {each.article_id: joins.get(each.story_id, each.story_id) for each in copies}
    pairs: Counter[tuple[bool, bool]] = Counter()
    for one, other in combinations(copies, 2):
        same = made_of[one.article_id][0] == made_of[other.article_id][0]
        pairs[same, story[one.article_id] == story[other.article_id]] += 1
    return pairs


def rates(pairs: Counter[tuple[bool, bool]]) -> dict[str, float]:
    """Gives precision and recall over pairs."""
    right, wrong, missed = pairs[True, True], pairs[False, True], pairs[True, False]
    return {
        "pairs of one story": right + missed,
        "pairs of two stories": wrong + pairs[False, False],
        "precision": round(right / (right + wrong), 3),
        "recall": round(right / (right + missed), 3),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13, 14, 15])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    draws = [measured(seed) for seed in asked.seeds]
    with_rivals, without = Counter[tuple[bool, bool]](), Counter[tuple[bool, bool]]()
    for copies, made_of in draws:
        with_rivals += judged(copies, made_of)
        without += judged([each for each in copies if made_of[each.article_id][1] != RIVAL], made_of)
    found = [alone([each for each in copies if each.signature], made_of) for copies, made_of in draws]
    result = {
        "articles that share subjects and no sentence": rates(without),
        "with articles that quote three sentences of another": rates(with_rivals),
        "found where nothing but the original is there to be like": {
            how: round(sum(each[how] for each in found) / len(draws), 2) for how in found[0]
        },
    }
    if asked.json:
        print(json.dumps(result))
        return
    for what, figures in result.items():
        print(what)
        print("\n".join(f"{figure:>10}  {name}" for name, figure in figures.items()))


def alone(copies: list[Copy], made_of: dict[str, tuple[str, str]]) -> dict[str, float]:
    """Gives for each rewriting how many are found where nothing but the original is there to be like."""
    first = {made_of[each.article_id][0]: each for each in copies if made_of[each.article_id][1] == "the original"}
    found: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for each in copies:
        name, how = made_of[each.article_id]
        counted[how] += 1
        found[how] += bool(joined([each], [first[name]], timedelta(days=30)))
    return {how: round(found[how] / counted[how], 2) for how in (*REWRITINGS, RIVAL)}


if __name__ == "__main__":
    main()
