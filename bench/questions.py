"""The forty questions of `evaluation/questions`, the articles they are asked of, and how well they are answered."""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml
from msgspec import Struct

from connectors.file_reader import Reader
from schemas.article import CleanedArticle, make_cleaned
from tagging.evaluate.gold import GoldPosition
from tagging.evaluate.gold import load as load_gold
from tests.evaluation.passages import passages

HOME = Path(__file__).parents[1]
EVALUATION = HOME / "evaluation"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
DEEP = 10
"""Results that are looked at."""
BEST, GOOD = 2, 1
MANY = 3


class Judged(Struct, frozen=True):
    """A question and the grades of the articles that answer it, by name; all others have none."""

    text: str
    language: str
    grades: Mapping[str, int]


class Measure(Struct, frozen=True):
    """How well one ranking answers one question, each from 0 to 1."""

    ndcg: float
    reciprocal_rank: float
    recall: float


def articles() -> dict[str, tuple[CleanedArticle, tuple[GoldPosition, ...]]]:
    """Gives the articles by name, each with the claims that a person tagged."""
    found: dict[str, tuple[CleanedArticle, tuple[GoldPosition, ...]]] = {}
    with Reader() as reader:
        for name, texts, tags in (("seeds", HOME / "seeds", EVALUATION / "seeds"),
                                  ("development", EVALUATION / "development", None)):  # fmt: skip
            for path, gold in load_gold(texts, tags):
                (article,) = [one for one in reader.file(path, NOW) if isinstance(one, CleanedArticle)]
                found[f"{name}/{path.name[:3]}"] = (article, gold.positions)
    for passage in passages():
        if passage.half == "tune" and passage.name.startswith("positions-"):
            article = make_cleaned(
                url=f"seed:{passage.name}",
                title=passage.title,
                text=passage.text,
                language=passage.language,
                fetched_at=NOW.isoformat(),
                version=1,
                published=f"{passage.published}T12:00:00Z" if passage.published else None,
            )
            found[passage.name] = (article, passage.gold.positions)
    return found


def questions(asked_of: Mapping[str, tuple[CleanedArticle, tuple[GoldPosition, ...]]]) -> list[Judged]:
    """Gives the questions with their grades. Raises KeyError where an article that was graded is not there."""
    written = yaml.safe_load((EVALUATION / "questions" / "questions.yaml").read_text(encoding="utf-8"))["questions"]
    found = []
    for one in written:
        grades: dict[str, int] = {}
        for name, (_, claims) in asked_of.items():
            grade = _grade(claims, one.get("best", ()), one.get("good", ()))
            if grade:
                grades[name] = grade
        for name, grade in one.get("also", {}).items():
            assert name in asked_of, name
            grades[name] = max(grade, grades.get(name, 0))
        found.append(Judged(one["q"], one["language"], grades))
    return found


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> Measure:
    """Gives how well a ranking answers: nDCG and recall among the first ten, and 1 / the rank of the first answer.

    Gains are 2^grade - 1 (Burges et al. 2005). Recall counts the best ten where more would answer.
    """
    gains = [2 ** grades.get(one, 0) - 1 for one in ranked[:DEEP]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEEP]
    first = next((rank for rank, one in enumerate(ranked[:DEEP], start=1) if grades.get(one)), None)
    return Measure(
        ndcg=_discounted(gains) / _discounted(ideal),
        reciprocal_rank=1 / first if first else 0.0,
        recall=sum(gain > 0 for gain in gains) / min(DEEP, len(grades)),
    )


def interval(values: Sequence[float], draws: int = 1_000) -> tuple[float, float]:
    """Gives the 95% bootstrap interval of a mean, over questions; always the same draws."""
    dice = random.Random(0)  # noqa: S311
    means = sorted(sum(dice.choices(values, k=len(values))) / len(values) for _ in range(draws))
    return means[draws // 40], means[-draws // 40 - 1]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _grade(claims: Sequence[GoldPosition], best: Sequence[str], good: Sequence[str]) -> int:
    """Gives the grade that an article's claims earn it; where few of many are meant, it speaks of it in passing."""
    meant = [claim for claim in claims if any(_holds(condition, claim) for condition in best)]
    if meant:
        return BEST if len(meant) * MANY >= len(claims) else GOOD
    return GOOD if any(_holds(condition, claim) for condition in good for claim in claims) else 0


def _holds(condition: str, claim: GoldPosition) -> bool:
    holder, stance, beneficiary, kind = (set(part.split("|")) for part in condition.split())
    said = ({claim.holder, claim.on_behalf_of}, {claim.stance}, {claim.beneficiary}, set(claim.types))
    wanted = (holder, stance, beneficiary, kind)
    return all(each == {"*"} or each & have for each, have in zip(wanted, said, strict=True))


def listed() -> Iterator[str]:
    """Gives each question with the articles that answer it, for reading."""
    asked_of = articles()
    for number, one in enumerate(questions(asked_of), start=1):
        yield f"{number}. {one.text} ({one.language})"
        for name, grade in sorted(one.grades.items(), key=lambda found: -found[1]):
            yield f"    {grade} {name}: {asked_of[name][0].text[:160]!r}"


if __name__ == "__main__":
    for line in listed():
        print(line)
