"""From a link to claims: who holds it, which stance, and for whose security."""

from schemas.tags import Span, Stance
from tagging.lexicon import Lexicon
from tagging.positions.beneficiaries import beneficiary
from tagging.positions.contents import Content
from tagging.positions.defaults import is_abroad, supposed
from tagging.positions.grounds import grounds
from tagging.positions.merge import Claim
from tagging.positions.needs import is_left_out
from tagging.positions.scene import Link, Predicate, Scene
from tagging.positions.sides import Sides
from tagging.positions.spokesmen import speaker_for
from tagging.positions.stances import decide
from tagging.reading import Named

_SHORT_QUOTE = 4
_BESIDE = 40
"""Tokens within which one guarantee stands beside another."""
_FEW = 3


def made(scene: Scene, link: Link, lexicon: Lexicon, sides: Sides, focus: str) -> list[Claim]:
    made = []
    for named in link.holders:
        holder = speaker_for(scene, named, link, sides)
        side = sides.side(holder.id)
        said = beneficiary(scene, link.content, link, sides, holder.id)
        if side == sides.subject.rival and link.sign * link.inner < 0 and is_left_out(scene, sides):
            said = sides.subject.guarded  # "no decisions without Russia": what others would give
        if not said and link.content.nature.has("form"):
            said = _said_beside(scene, link.content, sides, holder.id)
        default = supposed(scene, link.content, lexicon, sides, focus, side)
        if link.content.nature.has("disarms") and sides.of_rival(scene, link.content):
            said = default = sides.subject.neighbours  # a Russia without arms is their security
        hands = sides.hands(scene, link.content, holder.id)
        hands = hands or ("" if scene.reading.language.code == "en" else "other")
        refused = link.content.nature.refuses_admission
        joining = refused and _is_joining(scene, link.content) and not _is_undertaking(scene, link)
        taken = decide(link, side, said, default, sides.subject, joining=joining, hands=hands)
        if _is_told_of_a_paper(scene, link, side, sides):
            continue
        if taken is None or (link.signs and len(link.holders) > 1 and side == taken.beneficiary):
            continue  # who gets it signs it too
        if holder.id in sides.subject.coalitions and taken.stance in ("proposes", "supports"):
            taken = taken._replace(stance="offers")  # it is there to give them
        elif taken.stance == "offers" and _serves_nobody(scene, holder, sides) and hands != "own":
            taken = taken._replace(stance="supports")  # an expert has nothing to give
        if taken.beneficiary == "all-sides" and sides.subject.is_party(side) and _must_be(scene, link):
            taken = taken._replace(stance="demands")
        if taken.stance == "demands" and taken.beneficiary == "other" and is_abroad(scene, link.content, holder, sides):
            taken = taken._replace(stance="proposes")
        made.append(
            Claim(
                holder.id,
                sides.behalf(holder.id),
                taken.stance,
                taken.beneficiary,
                [taken.type],
                [span(scene)],
                conditional=_is_conditional(scene, link),
                negated=not _is_twice_denied(link)
                and (link.predicate.negated or link.inner < 0 or _says_not(scene, link)),
                quote=_quote(scene, link.content),
                rule=_rule(link),
                grounds=grounds(scene, link, named, holder),
            )
        )
    return made


def _serves_nobody(scene: Scene, holder: Named, sides: Sides) -> bool:
    """Whether an English text names somebody who speaks for no state and no organisation: an expert."""
    english = scene.reading.language.code == "en"
    return english and holder.id.startswith("person/") and sides.behalf(holder.id) is None


def _is_twice_denied(link: Link) -> bool:
    """Whether one negation takes back another: `does not rule out`, `n'exclut pas`."""
    return link.sign > 0 and link.inner > 0 and link.predicate.stance in ("against", "doubt", "stop", "give")


def _must_be(scene: Scene, link: Link) -> bool:
    """Whether somebody says that it must be so, and not only that it should."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return link.stance == "modal" and link.sign * link.inner > 0 and words[link.predicate.cue.first] in lists["musts"]


def _says_not(scene: Scene, link: Link) -> bool:
    """Whether the cue itself begins with a negation: `не поедут`, `ne veut pas`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    turns = link.predicate.cue.stance in ("against", "doubt", "stop")  # "не исключил": two that are none
    return scene.reading.language.code != "en" and turns and words[link.predicate.cue.first] in lists["negation"]


def _rule(link: Link) -> str:
    predicate = link.predicate
    return f"{predicate.stance}.{predicate.cue.form} {predicate.kind} by {predicate.source or 'speaker'}"


def _is_joining(scene: Scene, content: Content) -> bool:
    """Whether the words are of a country that joins, and not of an alliance that grows."""
    words, joining = scene.reading.tokens.norms, scene.reading.language.words["joining"]
    if not joining:
        return True
    stems = tuple(joining)
    return any(word.startswith(stems) for word in words[content.first : content.last + 1])


def _is_undertaking(scene: Scene, link: Link) -> bool:
    """Whether a paper would bind somebody to it, which is given to the other side: `the plan would bar it for ever`."""
    if scene.reading.language.code != "en":
        return False
    words, documents = scene.reading.tokens.norms, scene.reading.language.words["documents"]
    first, content, last = link.predicate.subject_first, link.content, scene.sentence.last
    paper = scene.sentence.first <= first < last and not documents.isdisjoint(words[first : min(first + 3, last)])
    return (
        paper
        or any(word.startswith(("constitution", "commit")) for word in words[content.first : content.last])
        or _is_of_a_paper(link)
    )


def _is_of_a_paper(link: Link) -> bool:
    """Whether a paper's words were read as a proposal."""
    return link.predicate.stance == "propose" and link.predicate.cue.stance != "propose"


def _is_told_of_a_paper(scene: Scene, link: Link, side: str, sides: Sides) -> bool:
    """Whether who would be bound only tells what a paper asks: `нагадав, що план передбачав скорочення армії`."""
    tells = link.predicate.stance == "propose" and link.predicate.cue.form == "adjective"
    conceded = link.content.nature.has("concession") or link.content.nature.refuses_admission
    return scene.reading.language.code != "en" and tells and conceded and side == sides.subject.guarded


def _said_beside(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    """Gives whose security another guarantee of the sentence is for: a form (binding, bilateral) takes it over."""
    near = [one for one in scene.contents if abs(one.first - content.first) <= _BESIDE][:_FEW]
    others = (one for one in near if one.nature.has("form") and one is not content and one.kind != "anaphor")
    return next((said for one in others if (said := beneficiary(scene, one, None, sides, holder))), "")


def span(scene: Scene) -> Span:
    sentence, reading = scene.sentence, scene.reading
    return Span(
        text=reading.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end, field=reading.field
    )


def _is_conditional(scene: Scene, link: Link) -> bool:
    return bool(scene.sentence.of("condition"))


def _quote(scene: Scene, content: Content) -> str | None:
    for quote in scene.reading.quotes_near(content.first, content.last):
        if quote.first <= content.first and content.last <= quote.last and quote.last - quote.first > _SHORT_QUOTE:
            return scene.reading.text[quote.start : quote.end]
    return None


def taken_over(
    scene: Scene,
    about: Claim,
    holder: Named,
    stance: Stance,
    predicate: Predicate | None,
    words: Content,
    sides: Sides,
    rule: str,
) -> Claim:
    """Gives a holder's claim on what `about` tells, its grounds the words that take it up."""
    link = Link((holder,), predicate, predicate.stance, 1, 1, words, False) if predicate is not None else None
    return Claim(
        holder.id,
        sides.behalf(holder.id),
        stance,
        about.beneficiary,
        list(about.types),
        [span(scene)],
        negated=about.negated and stance == about.stance,
        rule=rule,
        grounds=grounds(scene, link, holder, holder) if link is not None else [],
    )
