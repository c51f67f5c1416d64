"""Claims on what is under discussion, by who only judges it: `“A good sign,” Podolyak said`, `Berlin is no keener`.

A judgement counts where nothing else is likely to be judged: no other subject or object stands beside it, and the
guarantee was spoken of a few sentences before at most.
"""

from schemas.tags import FOR, Stance
from tagging.lexicon import Lexicon
from tagging.positions.claiming import taken_over
from tagging.positions.contents import Content
from tagging.positions.discussion import Topic, turns
from tagging.positions.merge import Claim
from tagging.positions.scene import Link, Scene, Verdict
from tagging.positions.seen import Seen
from tagging.positions.sides import Sides
from tagging.positions.stances import decide
from tagging.positions.verdicts import SAID
from tagging.reading import Named

_FAR, _APART = 4, 2
"""Sentences and paragraphs behind which a guarantee is still what somebody judges."""
_WORDS = 2
"""Words before a condemnation that may be of something else: `the inevitability of a clash`."""
_CLAUSES = ("main", "plain")
"""Kinds of zones in which it is told where somebody stands."""


def judged(field: list[Seen], claims: list[Claim], lexicon: Lexicon, sides: Sides, focus: str) -> list[Claim]:
    """Gives the claims of who judges what is under discussion and is not heard on it otherwise.

    `claims` are those that were found in the article by now: none is made of who is known to think the contrary.
    """
    made: list[Claim] = []
    if not any(one.scene.verdicts for one in field):
        return made
    known = {(one.party, one.beneficiary, one.stance in FOR) for one in claims}
    for turn in turns(field, claims, lexicon, sides, focus):
        scene = turn.seen.scene
        if turn.topic is None or not scene.verdicts:
            continue
        heard = {one.party for one in turn.here} | {one.holder for one in turn.here}
        for verdict in scene.verdicts:
            for holder in _judges(scene, verdict, turn.topic, turn.place, sides):
                claim = _claim(scene, verdict, turn.topic.about, holder, sides)
                if claim is None or heard.intersection((claim.holder, claim.party)):
                    continue
                heard.add(claim.holder)
                if (claim.party, claim.beneficiary, claim.stance not in FOR) not in known:
                    made.append(claim)
    return made


def _judges(scene: Scene, verdict: Verdict, topic: Topic, place: int, sides: Sides) -> tuple[Named, ...]:
    """Gives who judges what is under discussion; nobody where something else may be judged."""
    one = verdict.predicate
    zone = scene.zones[one.zone]
    far = place - topic.place
    if far > _FAR or scene.sentence.paragraph - topic.paragraph > _APART or (one.negated and one.stance == "doubt"):
        return ()
    if "?" in scene.reading.tokens.norms[one.cue.last : scene.sentence.last]:
        return ()
    if zone.kind in ("condition", "subordinate") or _others(scene, one.cue.last, zone.last):
        return ()
    if verdict.kind not in SAID:
        given = verdict.kind not in ("joins", "stays") or sides.subject.nature(topic.about.types[0]).has("own-means")
        if one.kind != "finite" or one.source not in ("subject", "after") or zone.kind not in _CLAUSES or not given:
            return ()
        return scene.speaker_at(one.cue.first) if one.first_person else one.holders
    near = far <= 1 if verdict.kind == "for" else far < _FAR
    spare = _WORDS if verdict.kind == "against" else 0
    if not near or _others(scene, zone.first, one.cue.first) > spare:
        return ()
    said = scene.speaker_at(one.cue.first)
    return () if _is_of_somebody(scene, zone.first, one.cue.first, said) else said


def _others(scene: Scene, first: int, last: int) -> int:
    """Gives how many words from token `first` to before `last` may name something else."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if first >= last:
        return 0
    cued = {at for one in scene.verdicts for at in range(one.predicate.cue.first, one.predicate.cue.last)}
    for one in scene.predicates:
        if one.stance in ("say", "will", "modal") or one.kind == "adjective":
            cued.update(range(one.cue.first, one.cue.last))
    return sum(
        words[at].isalpha()
        and not words[at].endswith("ly")
        and words[at] not in lists["topical"]
        and words[at] not in lists["small"]
        and at not in cued
        and at not in scene.sentence.actor_at
        for at in range(first, last)
    )


def _is_of_somebody(scene: Scene, first: int, last: int, said: tuple[Named, ...]) -> bool:
    """Whether it is somebody else who is judged: `Putin is a danger`."""
    speakers = {one.id for one in said}
    return any(
        first <= named.first < last
        and named.id not in speakers
        and not (stands.governed or stands.weak or stands.owns or stands.modifies)
        for named, stands in zip(scene.sentence.actors, scene.stands, strict=True)
    )


def _claim(scene: Scene, verdict: Verdict, about: Claim, holder: Named, sides: Sides) -> Claim | None:
    """Gives the claim that a holder makes by a verdict; None where it would be none by the guide."""
    predicate = verdict.predicate
    stance = _stance(verdict, about, holder, sides)
    if stance is None:
        return None
    words = Content(predicate.cue.first, predicate.cue.last, "", "anaphor")
    rule = f"{verdict.kind} what is under discussion"
    return taken_over(scene, about, holder, stance, predicate, words, sides, rule)


def _stance(verdict: Verdict, about: Claim, holder: Named, sides: Sides) -> Stance | None:
    one, side = verdict.predicate, sides.side(holder.id)
    against = (one.stance in ("against", "doubt")) != one.negated
    leaning = one.stance
    if leaning != "doubt" and against:
        leaning = "against"
    elif not against and (leaning == "against" or side == about.beneficiary):
        leaning = "back"
    content = Content(
        one.cue.first, one.cue.last, about.types[0], "strong", nature=sides.subject.nature(about.types[0])
    )
    link = Link((holder,), one, leaning, -1 if against else 1, 1, content, False)
    taken = decide(link, side, about.beneficiary, about.beneficiary, sides.subject)
    return taken.stance if taken is not None and taken.beneficiary == about.beneficiary else None
