"""Who judges what is under discussion without naming it takes a stance on it; who judges another thing does not."""

import pytest

from tests.tagging.claiming import positions

_PUT = "Emmanuel Macron proposed sending French troops to Ukraine. "


def stances(text: str) -> set[tuple[str, str, str]]:
    found = positions(_PUT + text, "en", "2025-03-05")
    return {(one.holder, one.stance, one.types[0]) for one in found if one.holder != "person/emmanuel-macron"}


@pytest.mark.parametrize(
    ("text", "holder", "stance"),
    [
        ("Denmark was of the same mind.", "state/dk", "supports"),
        ("Berlin was no keener.", "state/de", "rejects"),
        ("Warsaw was in two minds.", "state/pl", "doubts"),
        ("“We would be on the brink of a world war,” Viktor Orban said.", "person/viktor-orban", "rejects"),
        ("“It was ill-timed,” Robert Fico said.", "person/robert-fico", "rejects"),
        ("“It was a good sign,” Mykhailo Podolyak said.", "person/mykhailo-podolyak", "supports"),
    ],
)
def test_a_verdict_on_what_was_said_last_is_a_position_on_it(text: str, holder: str, stance: str) -> None:
    assert (holder, stance, "troop-presence") in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "Berlin was no keener on another round of talks about grain.",
        "“Putin is a danger,” Kaja Kallas said.",
        "If Washington is against it, nobody knows what happens.",
        "“Madness?” Robert Fico asked.",
        "Elections were held in Prague. Coal was dear. Trams stood still. It rained. It snowed. Berlin was no keener.",
    ],
)
def test_a_verdict_on_another_thing_is_none(text: str) -> None:
    assert stances(text) == set()
