"""What is a change of mind, and what is none; no server is asked."""

from search.answer import About, Claim, ClaimHit, Evidence
from search.changes import Change, changes


def said(when: str, stance: str, *types: str, holder: str = "person/a", beneficiary: str = "ukraine") -> ClaimHit:
    claim = Claim(
        id=f"{when}-{stance}-{holder}",
        holder=holder,
        stance=stance,
        direction="against" if stance in ("rejects", "doubts") else "for",
        beneficiary=beneficiary,
        types=types or ("troop-presence",),
        evidence=(Evidence("Words.", 0, 6),),
    )
    article = About(article_id=when, title="", url="https://one.example/", when=f"2025-{when}:00Z")
    return ClaimHit(rank=1, score=None, claim=claim, article=article)


def told(*hits: ClaimHit) -> list[tuple[str, str, tuple[str, ...]]]:
    def moment(hit: ClaimHit) -> str:
        return hit.article.when[5:16]

    return [(moment(one.before), moment(one.after), one.types) for one in changes(hits)]


def test_the_last_before_and_the_first_after_are_told_whatever_the_order() -> None:
    hits = [
        said("03-05T08:00", "offers"),
        said("01-01T08:00", "rejects"),
        said("03-05T07:00", "supports"),
        said("02-01T08:00", "doubts"),
    ]
    assert told(*hits) == [("02-01T08:00", "03-05T07:00", ("troop-presence",))]


def test_there_and_back_is_two_changes_the_newest_first() -> None:
    hits = [said("01-01T08:00", "offers"), said("01-02T08:00", "rejects"), said("01-03T08:00", "offers")]
    assert [(before, after) for before, after, _ in told(*hits)] == [
        ("01-02T08:00", "01-03T08:00"),
        ("01-01T08:00", "01-02T08:00"),
    ]


def test_two_types_that_turn_together_are_one_change() -> None:
    both = ("troop-presence", "air-policing")
    assert told(said("01-01T08:00", "offers", *both), said("01-02T08:00", "rejects", *both, "arms-supply")) == [
        ("01-01T08:00", "01-02T08:00", ("air-policing", "troop-presence"))
    ]


def test_others_other_types_other_beneficiaries_and_other_degrees_are_no_change() -> None:
    first = said("01-01T08:00", "offers")
    for other in (
        said("01-02T08:00", "rejects", holder="person/b"),
        said("01-02T08:00", "rejects", "air-policing"),
        said("01-02T08:00", "rejects", beneficiary="russia"),
        said("01-02T08:00", "demands"),
        said("01-01T20:00", "rejects"),
    ):
        assert told(first, other) == []
    assert told(said("01-01T08:00", "offers", "unspecified"), said("01-02T08:00", "rejects", "unspecified")) == []


def test_a_day_that_says_both_stands_for_neither() -> None:
    mixed = [said("01-02T08:00", "rejects"), said("01-02T09:00", "offers")]
    assert told(said("01-01T08:00", "offers"), *mixed) == []
    assert told(said("01-01T08:00", "offers"), *mixed, said("01-03T08:00", "rejects")) == [
        ("01-01T08:00", "01-03T08:00", ("troop-presence",))
    ]


def test_a_change_names_whose_mind_it_is() -> None:
    (one,) = changes([said("01-01T08:00", "offers"), said("01-02T08:00", "rejects")])
    assert isinstance(one, Change)
    assert (one.holder, one.beneficiary, one.before.claim.stance, one.after.claim.stance) == (
        "person/a", "ukraine", "offers", "rejects",
    )  # fmt: skip
