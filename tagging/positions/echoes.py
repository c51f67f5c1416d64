"""Claims on what was said before: `Moscow rejected the idea`, `restated that refusal`, `Russia has no veto`."""

from schemas.tags import FOR, Stance
from tagging.lexicon import Lexicon
from tagging.positions.alike import alike, concurring, joins, may_join
from tagging.positions.appositions import is_apposition
from tagging.positions.beneficiaries import beneficiary
from tagging.positions.claiming import span, taken_over
from tagging.positions.contents import Content
from tagging.positions.defaults import supposed
from tagging.positions.grounds import grounds
from tagging.positions.links import links
from tagging.positions.merge import Claim
from tagging.positions.scene import Predicate, Scene
from tagging.positions.sides import Sides
from tagging.positions.spokesmen import speaker_for

_ON_WHAT_WAS_SAID = ("against", "doubt", "back", "give")
"""Stances that one can take on what was said before."""
_NEXT = 200


def briefly(scene: Scene, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Berlin hesitates.`: a doubt without an object of its own is on what was spoken of last."""
    if not meant or not meant[0].evidence or scene.sentence.start - meant[0].evidence[0].end > _NEXT:
        return []
    about = meant[0]
    if about.evidence[0].field != scene.reading.field:
        return []
    sided = concurring(scene, about, sides)
    if sided or about.stance in ("rejects", "doubts"):
        return sided
    for one in scene.predicates:
        zone, cue = scene.zones[one.zone], one.cue
        rest = [word for word in scene.reading.tokens.norms[cue.last : zone.last] if word[0].isalnum()]
        voiced = cue.form == "noun" and one.source == "voiced"
        alone = cue.last - cue.first == 1 and len(rest) <= (2 if voiced else 1)
        hangs = zone.kind in ("condition", "relative")
        ends = scene.reading.tokens.norms[cue.last : cue.last + 1] == ["."]
        verb = one.stance == "against" and one.kind == "finite" and ends and one.source == "subject"
        if (
            one.negated
            or not alone
            or hangs
            or not (verb or (one.stance == "doubt" and (voiced or one.kind == "finite")))
        ):
            continue
        holders = scene.speaker_at(cue.first) if one.first_person else one.holders
        if holders:
            rule, words = (
                f"{one.stance}.{cue.form} of what was said before",
                Content(cue.first, cue.last, "", "anaphor"),
            )
            stance: Stance = "doubts" if one.stance == "doubt" else "rejects"
            return [
                taken_over(scene, about, holder, stance, one, words, sides, rule)
                for holder in holders
                if about.holder != holder.id
            ]
    return []


def defied(scene: Scene, claims: list[Claim], sides: Sides) -> list[Claim]:
    """`Moscow has no veto`, `it is not for Russia to decide`: who says so is against what Russia said last."""
    hit = next(iter(scene.sentence.of("defiance")), None)
    if hit is None:
        return []
    rival = sides.subject.rival
    theirs = [one for one in reversed(claims) if sides.side(one.holder) == rival]
    about = next((one for one in theirs if one.stance in FOR), theirs[0] if theirs else None)
    if about is None:
        return []
    words = Content(hit.first, hit.last, "", "anaphor")
    said = next((one for one in reversed(scene.predicates) if one.stance == "say" and one.cue.last <= hit.first), None)
    stance: Stance = "rejects" if about.stance in FOR else "supports"
    return [
        taken_over(scene, about, holder, stance, said, words, sides, "defies what Russia said")
        for holder in scene.speaker_at(hit.first)
        if sides.side(holder.id) != rival
    ]


def said_by(holder: str, claims: list[Claim]) -> list[Claim]:
    """Gives the last claim of an actor, or of who speaks for it."""
    return next(([one] for one in reversed(claims) if holder in (one.holder, one.behalf)), [])


def topic(scene: Scene, content: Content, lexicon: Lexicon, sides: Sides, focus: str) -> Claim:
    """Gives what a sentence speaks of, where it tells nobody's position on it."""
    whose = beneficiary(scene, content, None, sides, "") or supposed(scene, content, lexicon, sides, focus)
    return Claim("", None, "supports", whose, [content.type], [span(scene)])  # type: ignore[arg-type]


def echoed(scene: Scene, content: Content, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Moscow rejected the idea`: takes up what the sentence before was about."""
    made = _repeated(scene, content, meant, sides) or alike(scene, content, meant, sides)
    if made:
        return made
    wished = scene.reading.language.code == "en" and is_apposition(scene, content)
    for link in links(scene, content):
        praised = link.stance == "want" and link.predicate.kind == "adjective" and _is_called(scene, link.predicate)
        if (
            link.stance not in _ON_WHAT_WAS_SAID
            and not link.acts
            and not (wished and link.stance in ("want", "propose"))
            and not praised
        ):
            continue
        for named in link.holders:
            holder = speaker_for(scene, named, link, sides)
            about = meant[0]
            if joins(scene, content) and not may_join(about, holder, sides):
                continue
            against = link.sign * link.inner < 0
            heads = scene.reading.language.words["standing"].intersection(
                scene.reading.tokens.norms[content.first : content.last]
            )
            against ^= bool(heads) and about.stance in ("rejects", "doubts")  # "a stance that Kyiv rejects"
            if about.holder == holder.id and against == (about.stance in ("rejects", "doubts")):
                continue
            stance = ("doubts" if link.stance == "doubt" else "rejects") if against else "supports"
            own = sides.side(holder.id) == about.beneficiary or about.beneficiary == "other"
            if not against and (link.stance == "give" or link.acts):
                stance = "demands" if sides.side(holder.id) == about.beneficiary else "offers"
            elif not against and link.stance in ("want", "propose") and not praised:
                stance = "demands" if own and link.stance == "want" else "proposes"
            made.append(
                Claim(
                    holder.id,
                    sides.behalf(holder.id),
                    stance,  # type: ignore[arg-type]
                    about.beneficiary,
                    list(about.types),
                    [span(scene)],
                    negated=link.predicate.negated,
                    quote=None,
                    rule=f"{link.predicate.stance}.{link.predicate.cue.form} of what was said before",
                    grounds=grounds(scene, link, named, holder),
                )
            )
    return made


def _is_called(scene: Scene, predicate: Predicate) -> bool:
    """Whether somebody calls or describes something so: `described the pledge as essential`."""
    words, calling = scene.reading.tokens.norms, scene.reading.language.words["calling"]
    return any(words[at] in calling for at in range(scene.zones[predicate.zone].first, predicate.cue.first))


def named_before(scene: Scene, content: Content, lexicon: Lexicon, sides: Sides, focus: str) -> list[Claim]:
    """Gives what an English apposition is of, or what `that` supposes: `a guarantee, something that Riyadh has sought`.

    `If troops were sent, that would mean war`: it is of the troops too.
    """
    named = [one for one in scene.contents if one.kind != "anaphor" and one.last <= content.first]
    if scene.reading.language.code != "en" or not named:
        return []
    zone = scene.zones[scene.zone_at(named[-1].first)]
    assumed = zone.kind == "condition" and named[-1].first > zone.first
    return [topic(scene, named[-1], lexicon, sides, focus)] if assumed or is_apposition(scene, content) else []


def _repeated(scene: Scene, content: Content, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Zakharova restated that refusal`: who says it again holds what was held before."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    about = meant[0]
    likened = not lists["likened"].isdisjoint(words[content.first : content.last])
    for one in scene.predicates:
        says = one.stance == "say" and one.holders and one.cue.first < content.first
        again = says and words[one.cue.first] in lists.get("repeating", ()) and 0 <= content.first - one.cue.last <= 1
        alike = says and likened and one.zone == scene.zone_at(content.first)  # "Scholz told both as much"
        if (again or alike) and about.holder:
            rule = f"say.{one.cue.form} repeats what was said before"
            return [taken_over(scene, about, holder, about.stance, one, content, sides, rule) for holder in one.holders]
    return []
