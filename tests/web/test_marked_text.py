"""Texts cut where tags and claims begin and end."""

from typing import Any

from search.answer import Claim, Evidence
from web.marked_text import paragraphs

TEXT = "NATO membership is out.\n\nRussia said so."


def mention(kind: str, identity: str, words: str, start: int, field: str = "text") -> dict[str, Any]:
    return {
        "kind": kind,
        "id": identity,
        "span": {"text": words, "start": start, "end": start + len(words), "field": field},
    }


def claim(words: str, start: int) -> Claim:
    said = Evidence(words, start, start + len(words))
    return Claim(
        id="1",
        holder="state/ru",
        stance="rejects",
        direction="against",
        beneficiary="ukraine",
        types=("nato-membership",),
        evidence=(said,),
    )


def test_pieces_together_are_the_text_without_its_empty_lines() -> None:
    document = {
        "text": TEXT,
        "mentions": [
            mention("guarantee-type", "nato-membership", "NATO membership", 0),
            mention("actor", "org/nato", "NATO", 0),
            mention("actor", "state/ru", "Russia", 25),
        ],
    }
    found = paragraphs(document, "text", [claim("NATO membership is out.", 0)])
    assert ["".join(piece.text for piece in line) for line in found] == ["NATO membership is out.", "Russia said so."]
    first = found[0][0]
    assert (first.text, first.tags) == ("NATO", (("actor", "org/nato"), ("guarantee-type", "nato-membership")))
    assert (first.ends, first.begins, first.claims) == ((("actor", "org/nato"),), ((1, 1),), (1,))
    assert (first.starts, found[0][1].starts) == (
        (("actor", "org/nato"), ("guarantee-type", "nato-membership")),
        (),
    )
    assert found[0][1].ends == (("guarantee-type", "nato-membership"),)


def test_sentences_that_overlap_keep_both_claims() -> None:
    found = paragraphs({"text": TEXT}, "text", [claim("NATO membership is", 0), claim("membership is out.", 5)])
    assert [(piece.text, piece.claims) for piece in found[0]] == [
        ("NATO ", (1,)),
        ("membership is", (1, 2)),
        (" out.", (2,)),
    ]


def test_a_sentence_over_two_lines_begins_once() -> None:
    found = paragraphs({"text": "One\ntwo."}, "text", [claim("One\ntwo.", 0)])
    assert [piece.claims for line in found for piece in line] == [(1,), (1,)]
    assert [piece.begins for line in found for piece in line] == [((1, 1),), ()]


def test_what_no_longer_fits_the_text_is_not_marked() -> None:
    document = {
        "text": TEXT,
        "mentions": [mention("actor", "state/ua", "Ukraine", 0), mention("actor", "x", "NATO", 9_999)],
    }
    found = paragraphs(document, "text", [claim("Something else", 3)])
    assert all(not piece.tags and not piece.claims for line in found for piece in line)


def test_marks_of_another_field_stay_there() -> None:
    document = {"text": TEXT, "title": "NATO", "mentions": [mention("actor", "org/nato", "NATO", 0, "title")]}
    assert not paragraphs(document, "text", [])[0][0].tags
    assert paragraphs(document, "title", [])[0][0].tags
