"""Clauses whose subject is nobody: `No one is going to send troops`, `No country will give guarantees`."""

from tagging.positions.scene import Predicate, Scene

_OPENING = 4
"""Tokens before the subject: marks, `that`, `but`, `at present`."""


def end_of_nobody(found: Scene, predicate: Predicate) -> int:
    """Gives the token after an English subject that is nobody, whose verb the predicate is or hangs on; -1 if none."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if found.reading.language.code != "en" or predicate.cue.form != "verb" or predicate.stance == "say":
        return -1
    zone = found.zones[predicate.zone]
    reach = words[zone.first : min(zone.first + _OPENING, zone.last)]
    if "no" not in reach and lists["nobody"].isdisjoint(reach):
        return -1
    at = next((at for at in range(zone.first, zone.first + len(reach)) if _is_nobody(found, at)), -1)
    if at < 0 or at > predicate.cue.first or any(place in found.sentence.actor_at for place in range(zone.first, at)):
        return -1
    if any(words[place] in lists["prepositions"] for place in range(zone.first, at)):
        return -1
    end = at + (1 if words[at] in lists["nobody"] else 2)
    earlier = [one for one in found.predicates if one.zone == predicate.zone and one.cue.form == "verb"]
    if any(one.stance not in ("will", "modal") or words[one.cue.last - 1] == "to" for one in earlier):
        return -1  # `going to` hands its own negation on
    between = words[end : predicate.cue.first]
    return -1 if any(word in lists["be_perfect"] for word in between) else end


def _is_nobody(found: Scene, at: int) -> bool:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if words[at] in lists["nobody"]:
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] == "no" and (following in lists["groups"] or following in lists["parties"])
