"""Words that stand for what somebody said before: `Macron's idea`, `agreed with Macron`, `repeated that refusal`."""

from tagging.positions.contents import Content
from tagging.reading import Reading, Sentence

_BETWEEN = 3
"""Words between an actor and the idea that is theirs, or between agreeing and with whom."""


def find(reading: Reading, sentence: Sentence, contents: list[Content]) -> list[Content]:
    """Gives the contents of a sentence with those that stand for another's words put among them.

    None is found where the words go on to say what the idea is.
    """
    if reading.language.code != "en" or not sentence.actors:
        return contents
    named = [one for one in contents if one.kind != "anaphor"] if contents else []
    found = list(contents)
    for actor in sentence.actors:
        idea = _idea(reading, sentence, actor.first, actor.last)
        if idea > actor.last - 1 and not any(
            0 <= one.first - idea <= 4 or one.first < idea <= one.last for one in named
        ):
            found = [one for one in found if one.kind != "anaphor" or one.last <= actor.first or one.first >= idea]
            found.append(Content(actor.first, idea, "", "anaphor", of=actor.id))
        elif not named and actor.id.startswith("person/") and _is_sided_with(reading, sentence, actor.first):
            found.append(Content(actor.first, actor.last, "", "anaphor", of=actor.id))
    return sorted(found, key=lambda one: (one.first, one.last)) if len(found) > 1 else found


def _idea(reading: Reading, sentence: Sentence, first: int, last: int) -> int:
    """Gives the token after the idea that an actor's name leads to, or -1: `the British-French idea`."""
    words, lists = reading.tokens.norms, reading.language.words
    at = last
    while at < min(last + _BETWEEN, sentence.last):
        if words[at] in lists["ideas"]:
            return at + 1
        if words[at] not in ("'s", "'", "-", "own", "latest") and at not in sentence.actor_at:
            return -1
        at += 1
    return -1


def _is_sided_with(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether somebody agrees or quarrels with the person at token `first`."""
    words, lists = reading.tokens.norms, reading.language.words
    at = first - 1
    while at > sentence.first and (
        words[at] in lists["soft"] or words[at] in lists["titles"] or words[at] == "with" or at in sentence.actor_at
    ):
        at -= 1
    return first - at <= 2 * _BETWEEN and words[at] in lists["siding"]
