"""Who says or does the like of what was said before: `Tusk made a similar point`, `Poland will not take part`."""

from schemas.tags import FOR, Stance
from tagging.positions.claiming import taken_over
from tagging.positions.contents import Content
from tagging.positions.merge import Claim
from tagging.positions.scene import Scene
from tagging.positions.sides import Sides
from tagging.reading import Named


def alike(scene: Scene, content: Content, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Tusk made a similar point`, `Similar remarks came from Medvedev`: who says the like holds the like."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if any(one.kind != "anaphor" for one in scene.contents):
        return []
    about, inside = meant[0], words[content.first : content.last]
    shared = "shared" in inside or "echoed" in inside
    if scene.reading.language.code != "en" or not about.holder or not (shared or inside[0] in lists["alike"]):
        return []
    free = [
        one
        for one, stands in zip(scene.sentence.actors, scene.stands, strict=True)
        if not (stands.modifies or stands.owns or stands.weak)
    ]
    before = [one for one in free if one.first < content.first]
    behind = [
        one
        for one in free
        if one.first >= content.last and not lists["from"].isdisjoint(words[one.first - 2 : one.first])
    ]
    holders = [one for one in before[-1:] or behind if one.id != about.holder]
    stance: Stance = "supports" if shared and about.stance in FOR else about.stance
    return [
        taken_over(scene, about, one, stance, None, content, sides, "says what was said before") for one in holders[:1]
    ]


def concurring(scene: Scene, about: Claim, sides: Sides) -> list[Claim]:
    """`Duda agreed.`, `Putin disagreed.`: who is said to do so, with nothing further, takes a side on it."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if scene.reading.language.code != "en" or not about.holder:
        return []
    if answered := _answered(scene, about, sides):
        return answered
    for one in scene.predicates:
        rest = words[one.cue.last : scene.sentence.last]
        small = all(word in ("with", "him", "her", "them", "that", "this") or not word[0].isalnum() for word in rest)
        if one.kind != "finite" or words[one.cue.first] not in lists["concurring"] or not small or not one.holders:
            continue
        content = Content(one.cue.first, one.cue.last, "", "anaphor")
        against = (one.stance not in ("back", "say")) != one.negated
        stance: Stance = "rejects" if against else "supports"
        if about.stance not in FOR:
            stance = "supports" if against else about.stance
        rule = "says what was said before"
        return [
            taken_over(scene, about, holder, stance, one, content, sides, rule)
            for holder in one.holders
            if holder.id != about.holder
        ]
    return []


def _answered(scene: Scene, about: Claim, sides: Sides) -> list[Claim]:
    """Gives a plain yes or no to what several give with their own means: `Rome and Warsaw have both said no.`"""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for one in scene.predicates:
        word, behind = [*words[one.cue.last : one.cue.last + 2], "", ""][:2]  # a text may end with its verb
        ends = behind != "" and not behind.isalnum()
        plain = ends and word in ("yes", "no") and words[one.cue.first] in lists["clausal"]
        if not plain or not one.holders or words[scene.sentence.first] in lists["asked"]:
            continue
        content = Content(one.cue.last, one.cue.last + 1, "", "anaphor")
        stance: Stance = "offers" if word == "yes" else "rejects"
        return [
            taken_over(scene, about, holder, stance, one, content, sides, "says yes or no to what was said before")
            for holder in one.holders
            if holder.id != about.holder and may_join(about, holder, sides)
        ]
    return []


def joins(scene: Scene, content: Content) -> bool:
    """Whether English words tell that somebody takes part or does it, and not in what: `Poland will not take part.`"""
    words = scene.reading.tokens.norms[content.first : content.last]
    return scene.reading.language.code == "en" and (
        "part" in words
        or "share" in words
        or "bit" in words
        or "role" in words
        or "so" in words
        or words[0].startswith(("participat", "contribut", "join", "involve"))
    )


def may_join(about: Claim, holder: Named, sides: Sides) -> bool:
    """Whether what was said before is something that several give with their own means, and the holder no party."""
    own = any(sides.subject.nature(kind).has("own-means") for kind in about.types)
    return own and not sides.subject.is_party(sides.side(holder.id))
