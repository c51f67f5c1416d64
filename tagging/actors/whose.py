"""Whose office an English one is that does not say so: `its prime minister`, `his defence minister`."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from tagging.actors.names import Named
from tagging.actors.offices import Phrase
from tagging.passage import Passage

_BEFORE = re.compile(
    r"(?:^|\W)(the|its|their|his|her)(?: (?:own|new|current|country[’']s|nation[’']s))*[ ]$", re.IGNORECASE
)
_NEAR = 20
"""Letters before an office in which the word stands that tells whose it is."""
_REACH = 300
"""Letters before an office in which the state or the leader is named that `its` or `his` means."""
_OF = re.compile(r"[ ](?:of|to|for|[A-Z])|[’']s? [A-Z]")


def owned(
    phrase: Phrase, named: list[Named], leads: Callable[[str], str | None], holds: Callable[[Phrase, str], bool]
) -> Phrase | str | None:
    """Gives the phrase with the owner that `its` or `his` means, or the one person named who holds `the` office.

    `leads` tells which state a person leads, `holds` whether a person holds the office on the article's day.
    """
    passage = phrase.passage
    if passage.language != "en" or phrase.owner is not None or phrase.past:
        return None
    before = _BEFORE.search(passage.text[max(0, phrase.hit.start - _NEAR) : phrase.hit.start])
    if before is None or _OF.match(passage.text[phrase.hit.end : phrase.hit.end + 4]):
        return None
    word = before[1].lower()
    if word in ("his", "her"):
        owner = next((state for one in _named_before(phrase, named) if (state := leads(one.person))), None)
        return replace(phrase, owner=owner) if owner else None
    if word in ("its", "their") or "’s" in before[0] or "'s" in before[0]:
        owner = _state_before(passage, phrase.hit.start)
        return replace(phrase, owner=owner) if owner else None
    people = {one.person for one in named if holds(phrase, one.person)}
    return people.pop() if len(people) == 1 else None


def _named_before(phrase: Phrase, named: list[Named]) -> list[Named]:
    """Gives the last person named shortly before the office, if one is."""
    near = [one for one in named if one.passage is phrase.passage and 0 < phrase.start - one.end < _REACH]
    return near[-1:]


def _state_before(passage: Passage, start: int) -> str | None:
    """Gives the state or organisation named last, shortly before a place."""
    for hit in reversed(passage.hits):
        if hit.end <= start and (meaning := hit.of("state", "org")) is not None:
            return meaning.id if start - hit.end < _REACH else None
    return None
