"""What a person asks of the index, and the bounds of what may be asked."""

from typing import Literal

from msgspec import Struct

from schemas.claim_changes import KINDS
from schemas.errors import UsageError
from schemas.printable import one_line
from schemas.tags import FOR
from search.claim_keys import BENEFICIARIES, STANCES
from search.exclusions import check_excluded

Sort = Literal["relevance", "newest", "oldest"]
Values = tuple[str, ...]

MOST_VALUES = 20
"""Values of one filter."""
MOST_HITS = 100
MOST_CLAIMS = 1_000
FARTHEST = 10_000
"""Results that can be paged through: Elasticsearch's own limit (max_result_window)."""
DIRECTIONS: dict[str, Values] = {
    "for": tuple(stance for stance in STANCES if stance in FOR),
    "against": tuple(stance for stance in STANCES if stance not in FOR),
}
LISTS = ("actors", "mentions", "holders", "types", "stances", "beneficiaries", "instruments", "sources", "sites",
         "countries", "languages", "stories", "tags", "sections", "revised", "without")  # fmt: skip
"""Filters that take several values, of which one must hold."""


class Question(Struct, frozen=True, kw_only=True):
    """Words, filters, and what is wanted back. Filters narrow; within one filter any of its values will do.

    `without` holds what must not be, each with the name of its filter (`type:troop-presence`).
    """

    text: str = ""
    actors: Values = ()
    mentions: Values = ()
    holders: Values = ()
    types: Values = ()
    stances: Values = ()
    beneficiaries: Values = ()
    instruments: Values = ()
    sources: Values = ()
    sites: Values = ()
    countries: Values = ()
    languages: Values = ()
    stories: Values = ()
    tags: Values = ()
    sections: Values = ()
    revised: Values = ()
    without: Values = ()
    paywalled: bool | None = None
    conditional: bool | None = None
    since: str | None = None
    until: str | None = None
    sort: Sort | None = None
    size: int = 10
    page: int = 1
    fold: bool = False
    semantic: bool = False
    facets: bool = False
    timeline: bool = False

    @property
    def order(self) -> Sort:
        """The order asked for; by default the best first where there are words, else the newest."""
        return self.sort or ("relevance" if self.text.strip() else "newest")

    @property
    def about_a_claim(self) -> bool:
        """Whether filters ask for one claim that has all of these sides."""
        return bool(self.holders or self.stances or self.beneficiaries or self.conditional is not None)

    @property
    def parties(self) -> Values:
        """Who must hold the claim asked for: the holders, else the actors where a claim is asked for."""
        return self.holders or (self.actors if self.about_a_claim else ())

    @property
    def mentioned(self) -> Values:
        """Who must be named in the article by `actors`, where they are not the parties of a claim."""
        return () if self.about_a_claim and not self.holders else self.actors


def check(question: Question, *, most: int) -> None:
    """Raises UsageError where more is asked than is answered, with what would be right."""
    for name in LISTS:
        if len(getattr(question, name)) > MOST_VALUES:
            raise UsageError(f"more than {MOST_VALUES} values are given for one filter ({name})")
    check_excluded(question.without)
    _known("--stance", question.stances, STANCES)
    _known("--revised", question.revised, KINDS)
    _known("--beneficiary", question.beneficiaries, BENEFICIARIES)
    if not 0 <= question.size <= most:
        raise UsageError(f"--size {question.size}: write a number from 0 to {most}")
    if question.page < 1:
        raise UsageError(f"--page {question.page}: the first page is 1")
    if question.page * question.size > FARTHEST:
        raise UsageError(
            f"--page {question.page} is beyond the first {FARTHEST} results: narrow the question, as by --until"
        )


def directions_spelled_out(stances: Values) -> Values:
    """Gives stances with `for` and `against` replaced by the stances that they stand for."""
    return tuple(dict.fromkeys(one for stance in stances for one in DIRECTIONS.get(stance, (stance,))))


def exclusions_spelled_out(without: Values) -> Values:
    """Gives exclusions with `stance:for` and `stance:against` replaced by the stances that they stand for."""
    return tuple(
        f"{name}:{one}" if name == "stance" else written
        for written in without
        for name, _, value in (written.partition(":"),)
        for one in (directions_spelled_out((value,)) if name == "stance" else (value,))
    )


def _known(option: str, values: Values, known: Values) -> None:
    for value in values:
        if value not in known:
            raise UsageError(f"{option} {one_line(value, longest=40)}: write one of {', '.join(known)}")
