"""What an English negation denies: another word, what opens the clause, or only that soldiers would fight."""

from tagging.positions.scene import Predicate, Scene

_NEAR = 5
"""Tokens within which a verb follows its subject."""


def is_denied_ahead(found: Scene, predicate: Predicate) -> bool:
    """Whether the clause opens with its negation: `In none of the scenarios do …`, `Nobody, he predicted, would …`."""
    words, lists, first = found.reading.tokens.norms, found.reading.language.words, found.zones[predicate.zone].first
    fronted, last = lists["fronted"], min(first + 3, predicate.cue.first)
    opening: list[int] = []
    if not fronted.isdisjoint(words[first:last]):
        opening = [at for at in range(first, last) if words[at] in fronted]
    if opening and any(one.kind != "anaphor" and one.first - opening[0] in (1, 2) for one in found.contents):
        return False  # "no Italian soldiers would be sent": counted with the guarantee
    alone = found.zones[0]
    nobody = alone.last - alone.first <= 2 and words[alone.last - 1] in lists["nobody"]
    if not (opening or nobody):
        return False
    if any(one.zone == predicate.zone and one.kind != "modal" and one.stance != "say" for one in found.predicates):
        return False
    if opening and predicate.cue.first - opening[0] > _NEAR - 1:
        return any(words[at] in lists["do"] or words[at] in lists["modals"] for at in range(first, predicate.cue.first))
    return nobody and predicate.zone > 0 and predicate.stance != "say" and predicate.cue.form == "verb"


def is_only_no_combat(found: Scene, predicate: Predicate) -> bool:
    """Whether soldiers who are spoken of would but not fight: `French troops would not be sent to the front line`."""
    words, lists, at = found.reading.tokens.norms, found.reading.language.words, predicate.cue.last
    if predicate.stance not in ("give", "will"):
        return False
    first = predicate.cue.first
    sent = any(one.nature.has("troops") and one.last <= first <= one.last + 2 * _NEAR for one in found.contents)
    last = min(at + _NEAR, found.zones[predicate.zone].last)
    sent = sent or any(words[at] in lists["they_subject"] for at in range(max(first - 4, 0), first))
    return sent and any(words[place] in lists["combat"] for place in range(at, last))
