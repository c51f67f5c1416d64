"""The positions of an article: every rule put together."""

from collections import Counter
from typing import NamedTuple

from schemas.tags import FOR, Mention, Position, Span
from tagging.discussed import is_ours, no_kind_given, speaks_of_guarantees
from tagging.lexicon import Lexicon
from tagging.positions import references, speech, voices
from tagging.positions.contents import Content
from tagging.positions.contents import find as find_contents
from tagging.positions.grounds import grounds
from tagging.positions.leftovers import leftover
from tagging.positions.links import Link, is_apposition, links
from tagging.positions.memory import Memory
from tagging.positions.merge import Claim, merge
from tagging.positions.predicates import scene
from tagging.positions.scene import Scene
from tagging.positions.sides import ABOUT_ADMISSION, Sides, beneficiary
from tagging.positions.stances import FORMS, GIVES_UP, decide
from tagging.reading import Named, Reading

_ON_WHAT_WAS_SAID = ("against", "doubt", "back", "give")
"""Stances that one can take on what was said before."""
_SHORT_QUOTE = 4
_BESIDE = 40
"""Tokens within which one guarantee stands beside another."""
_FEW = 3
_NEXT = 200
_RECENT = 100
"""Claims among which somebody's earlier one is looked for: the last that were made."""
_BULLETS = frozenset("-–—•*·▪●◦0123456789")


class Found(NamedTuple):
    """Positions, and the guarantee types that the article discusses, by where they first stand."""

    positions: list[Position]
    types: list[tuple[str, Span]]


class _Seen(NamedTuple):
    scene: Scene
    contents: list[Content]


def find(readings: list[Reading], lexicon: Lexicon, sides: Sides, mentions: list[Mention]) -> Found:
    """Gives the positions and types of the fields of one article (title first), which names `mentions`."""
    contents = [
        [references.find(reading, sentence, find_contents(reading, sentence)) for sentence in reading.sentences]
        for reading in readings
    ]
    if not is_ours(readings, contents, mentions):
        return Found([], [])
    spoken: set[str] = set()
    seen: list[list[_Seen]] = []
    for reading, found in zip(readings, contents, strict=True):
        heads = seen[0][0].scene if seen and seen[0] else None
        seen.append(_see(reading, found, spoken, sides, heads))
    focus = _focus(seen, sides)
    claims: list[Claim] = []
    types: dict[str, Span] = {}
    for field in seen:
        claims += _claims(field, lexicon, sides, focus, claims)
    for field in reversed(seen):
        for kind, span in _discussed(field).items():
            types.setdefault(kind, span)
    if focus == "russia" and "nato-non-enlargement" in types:
        types.pop("nato-membership", None)  # named there only as what must not be, unless somebody takes a stance on it
    typed = {_place(claim) for claim in claims if claim.types != ["unspecified"]}
    bare = [claim for claim in claims if claim.types == ["unspecified"] and _place(claim) not in typed]
    if bare:
        types["unspecified"] = bare[0].evidence[0]
    elif (place := no_kind_given([one.contents for one in seen[-1]])) is not None:
        types.setdefault("unspecified", _span(seen[-1][place].scene))
    return Found(merge(claims), list(types.items()))


def _place(claim: Claim) -> tuple[str, int]:
    """Gives where the words of a claim stand, so that claims of the same words are known."""
    return claim.evidence[0].field, claim.evidence[0].start


def _see(
    reading: Reading, contents: list[list[Content]], spoken: set[str], sides: Sides, title: Scene | None
) -> list[_Seen]:
    memory = Memory(offices=sides.offices, coalition=_coalition(reading))
    memory.headed(title.sentence.actors if title is not None else [])
    scenes = []
    for sentence, here in zip(reading.sentences, contents, strict=True):
        found = scene(reading, sentence, here, memory)
        speech.attribute(found, memory)
        scenes.append(found)
    speech.spread(reading, scenes)
    voices.give(reading, scenes, voices.authors(title))
    return _with_contents(reading, scenes, spoken)


def _coalition(reading: Reading) -> Named | None:
    """Gives where the coalition of the willing is named: `26 countries` are its members."""
    named = (one for sentence in reading.sentences for one in sentence.actors)
    return next((one for one in named if one.id == "org/coalition-of-the-willing"), None)


def _with_contents(reading: Reading, scenes: list[Scene], spoken: set[str]) -> list[_Seen]:
    found = [one.contents for one in scenes]
    speaks = [any(content.kind in ("anchor", "bare", "strong") for content in contents) for contents in found]
    framed = _framed(reading, scenes)
    seen = []
    for place, (one, contents) in enumerate(zip(scenes, found, strict=True)):
        paragraph = one.sentence.paragraph
        near = speaks[place] and any(map(speaks_of_guarantees, contents))
        near = near or framed[place]
        for other in (place - 1, place + 1):
            if 0 <= other < len(scenes) and abs(scenes[other].sentence.paragraph - paragraph) <= 1:
                near = near or any(c.kind in ("anchor", "bare") for c in found[other])
        spoken |= {content.type for content in contents if content.kind == "strong"}
        if "nato-non-enlargement" in spoken:
            spoken.add("nato-membership")
        kept = [content for content in contents if content.kind != "weak" or near]
        known = spoken | {"nato-membership"} if any(a.id == "org/nato" for a in one.sentence.actors) else spoken
        seen.append(_Seen(one, [content for content in kept if content.kind != "later" or content.type in known]))
    return seen


def _framed(reading: Reading, scenes: list[Scene]) -> list[bool]:
    """Whether each sentence tells what a package of guarantees holds (`the declaration covers`), or is in its list."""
    framed: list[bool] = []
    listed, paragraph = False, -1
    for one in scenes:
        text = reading.text[one.sentence.start : one.sentence.end]
        out = [hit for hit in one.sentence.hits if hit.payload.kind == "excluded"]
        heads = any(
            hit.payload.kind == "frame" and not any(other.first < hit.last and hit.first < other.last for other in out)
            for hit in one.sentence.hits
        )
        goes_on = one.sentence.paragraph == paragraph  # "1." is a sentence of its own
        listed = listed and (text[0] in _BULLETS or goes_on)
        paragraph = one.sentence.paragraph
        framed.append(heads or listed)
        listed = listed or (heads and text.endswith(":"))
    return framed


def _focus(seen: list[list[_Seen]], sides: Sides) -> str:
    said: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for field in seen:
        for one in field:
            for content in one.contents:
                if content.kind in ("anchor", "bare"):
                    said[beneficiary(one.scene, content, None, sides, "")] += 2
                elif content.kind == "strong" and content.type in GIVES_UP and one.scene.reading.language.code != "en":
                    said["russia"] += 1
                elif content.kind == "strong" and content.type not in (*ABOUT_ADMISSION, *FORMS):
                    said["ukraine"] += 1
            for actor in one.scene.sentence.actors:
                named[sides.side(actor.id)] += 1
    said.pop("", None)
    if not named["ukraine"] and not named["russia"]:
        return "other"
    return said.most_common(1)[0][0] if said else "ukraine"


def _claims(field: list[_Seen], lexicon: Lexicon, sides: Sides, focus: str, before: list[Claim]) -> list[Claim]:
    claims: list[Claim] = []
    meant: list[Claim] = before[-1:]
    for one in field:
        here: list[Claim] = []
        loose: list[Content] = []
        for content in one.contents:
            if content.kind == "anaphor":
                continue
            found: list[Claim] = []
            for link in links(one.scene, content):
                found += _made(one.scene, link, lexicon, sides, focus)
            here += found
            if not found and content.kind in ("strong", "anchor"):
                loose.append(content)
        if here and loose and one.scene.reading.language.code == "en":
            for content in loose:
                left = leftover(one.scene, [content])
                more = _made(one.scene, left, lexicon, sides, focus) if left else []
                here += [claim for claim in more if not any(claim.holder == other.holder for other in here)]
        told = {claim.holder for claim in here}
        opens = min((content.first for content in one.contents if content.kind != "anaphor"), default=0)
        for content in one.contents:
            about = meant if content.first < opens else here or _named_before(one.scene, content, lexicon, sides, focus) or meant
            if content.of:
                about = _said_by(content.of, [*before, *claims[-_RECENT:], *here]) or about
            if content.kind == "anaphor" and about:
                again = _again(one.scene, content, about, sides)
                here += [claim for claim in again if claim.holder not in told]
        if not here:
            left = leftover(one.scene, one.contents)
            here += _made(one.scene, left, lexicon, sides, focus) if left else []
        if not here and not [content for content in one.contents if content.kind != "anaphor"]:
            here += _briefly(one.scene, meant, sides)
        here += [claim for claim in _defied(one.scene, [*before, *claims[-_RECENT:]], sides) if claim.holder not in told]
        if _is_question(one.scene):
            here = [claim for claim in here if claim.stance in ("rejects", "doubts")]
        claims += here
        if here:
            meant = here
        else:
            named = [content for content in one.contents if content.kind != "anaphor"]
            meant = [_topic(one.scene, named[-1], lexicon, sides, focus)] if named else meant
    return claims


def _briefly(scene: Scene, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Berlin refused.`, `Tokyo would take part`: a stance with no object of its own is on what was spoken of last."""
    if not meant or not meant[0].evidence or scene.sentence.start - meant[0].evidence[0].end > _NEXT:
        return []
    if meant[0].evidence[0].field != scene.reading.field:
        return []
    about = meant[0]
    for one in scene.predicates:
        zone = scene.zones[one.zone]
        rest = [word for word in scene.reading.tokens.norms[one.cue.last : zone.last] if word[0].isalnum()]
        if one.stance != "doubt" or one.cue.last - one.cue.first > 1 or one.cue.form != "verb" or one.kind != "finite" or len(rest) > 1:
            continue
        holders = scene.speaker_at(one.cue.first) if one.first_person else one.holders
        against = (one.stance in ("against", "doubt")) ^ one.negated
        if not holders or zone.kind in ("condition", "relative") or about.stance in ("rejects", "doubts"):
            continue
        made = []
        for holder in holders:
            own = sides.side(holder.id) == about.beneficiary
            stance = ("doubts" if one.stance == "doubt" else "rejects") if against else "supports" if one.stance == "back" else "demands" if own else "offers"
            if about.holder != holder.id:
                made.append(Claim(holder.id, sides.behalf(holder.id), stance, about.beneficiary, list(about.types), [_span(scene)], negated=one.negated, rule="BRIEF"))
        return made
    return []


def _defied(scene: Scene, claims: list[Claim], sides: Sides) -> list[Claim]:
    """`Moscow has no veto`, `it is not for Russia to decide`: who says so is against what Russia said last."""
    hit = next((one for one in scene.sentence.hits if one.payload.kind == "defiance"), None)
    if hit is None:
        return []
    about = next((one for one in reversed(claims) if sides.side(one.holder) == "russia"), None)
    if about is None:
        return []
    against = about.stance in FOR
    return [
        Claim(
            holder.id,
            sides.behalf(holder.id),
            "rejects" if against else "supports",
            about.beneficiary,
            list(about.types),
            [_span(scene)],
            rule="defies what Russia said",
        )
        for holder in scene.speaker_at(hit.first)
        if sides.side(holder.id) != "russia"
    ]


def _said_by(holder: str, claims: list[Claim]) -> list[Claim]:
    """Gives the last claim of an actor, or of who speaks for it."""
    return next(([one] for one in reversed(claims) if holder in (one.holder, one.behalf)), [])


def _is_question(scene: Scene) -> bool:
    """Whether an English sentence asks (`Can European troops give guarantees?`), so that nothing is offered in it."""
    text = scene.reading.text[scene.sentence.start : scene.sentence.end]
    return scene.reading.language.code == "en" and text.rstrip("\"'”’)").endswith("?")


def _made(scene: Scene, link: Link, lexicon: Lexicon, sides: Sides, focus: str) -> list[Claim]:
    made = []
    for named in link.holders:
        holder = _speaker_for(scene, named, link, sides)
        side = sides.side(holder.id)
        said = beneficiary(scene, link.content, link, sides, holder.id)
        if not said and link.content.type in FORMS:
            said = _said_beside(scene, link.content, sides, holder.id)
        kind = lexicon.types.get(link.content.type)
        default = (kind.for_ if kind else "") or focus
        if focus == "other" and link.content.type not in ABOUT_ADMISSION:
            default = "other"
        if link.content.type == "demilitarisation" and sides.of_russia(scene, link.content):
            said = default = "europe"  # a Russia without arms is whose security the neighbours would have
        hands = sides.hands(scene, link.content, holder.id) if scene.reading.language.code == "en" else "other"
        taken = decide(link, side, said, default, joining=_is_joining(scene, link.content), hands=hands)
        if taken is None or (link.signs and len(link.holders) > 1 and side == taken.beneficiary):
            continue  # who gets it signs it too
        made.append(
            Claim(
                holder.id,
                sides.behalf(holder.id),
                taken.stance,
                taken.beneficiary,
                [taken.type],
                [_span(scene)],
                conditional=_is_conditional(scene, link),
                negated=link.predicate.negated or link.inner < 0 or _says_not(scene, link),
                quote=_quote(scene, link.content),
                rule=_rule(link),
                grounds=grounds(scene, link, named, holder),
            )
        )
    return made


def _says_not(scene: Scene, link: Link) -> bool:
    """Whether the cue itself begins with a negation: `не поедут`, `ne veut pas`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return scene.reading.language.code != "en" and words[link.predicate.cue.first] in lists["negation"]


def _rule(link: Link) -> str:
    predicate = link.predicate
    return f"{predicate.stance}.{predicate.cue.form} {predicate.kind} by {predicate.source or 'speaker'}"


def _is_joining(scene: Scene, content: Content) -> bool:
    """Whether the words are of a country that joins, and not of an alliance that grows."""
    words, joining = scene.reading.tokens.norms, scene.reading.language.words["joining"]
    return not joining or any(word.startswith(tuple(joining)) for word in words[content.first : content.last + 1])


def _said_beside(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    """Gives whose security another guarantee of the sentence is for: a form (binding, bilateral) takes it over."""
    near = [one for one in scene.contents if abs(one.first - content.first) <= _BESIDE][:_FEW]
    others = (one for one in near if one.type in FORMS and one is not content and one.kind != "anaphor")
    return next((said for one in others if (said := beneficiary(scene, one, None, sides, holder))), "")


def _speaker_for(scene: Scene, named: Named, link: Link, sides: Sides) -> Named:
    """Gives the speaker where a person says of the own state what the state wants."""
    if named.id.startswith("person/"):
        return named
    speakers = scene.speaker_at(link.predicate.cue.first)
    for speaker in speakers:
        if sides.behalf(speaker.id) in (named.id, "org/eu" if named.id == "bloc/europe" else ""):
            return speaker
        if sides.side(speaker.id) in ("ukraine", "russia") and sides.side(speaker.id) == sides.side(named.id):
            return speaker  # who serves a council or a parliament of the state
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    needs = words[link.predicate.cue.first] in lists["getting"] and words[link.predicate.cue.first - 1] != "to"
    return speakers[0] if needs and speakers else named  # "Kallas said Ukraine needed guarantees"


def _topic(scene: Scene, content: Content, lexicon: Lexicon, sides: Sides, focus: str) -> Claim:
    """Gives what a sentence speaks of, where it tells nobody's position on it."""
    kind = lexicon.types.get(content.type)
    whose = beneficiary(scene, content, None, sides, "") or (kind.for_ if kind else "") or focus
    return Claim("", None, "supports", whose, [content.type], [_span(scene)])  # type: ignore[arg-type]


def _again(scene: Scene, content: Content, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Moscow rejected the idea`: takes up what the sentence before was about."""
    made = _repeated(scene, content, meant, sides)
    if made:
        return made
    wished = scene.reading.language.code == "en" and is_apposition(scene, content)
    for link in links(scene, content):
        if link.stance not in _ON_WHAT_WAS_SAID and not (wished and link.stance in ("want", "propose")):
            continue
        for named in link.holders:
            holder = _speaker_for(scene, named, link, sides)
            about = meant[0]
            against = link.sign * link.inner < 0
            heads = scene.reading.language.words["standing"].intersection(
                scene.reading.tokens.norms[content.first : content.last]
            )
            against ^= bool(heads) and about.stance in ("rejects", "doubts")  # "a stance that Kyiv rejects"
            if about.holder == holder.id and against == (about.stance in ("rejects", "doubts")):
                continue
            stance = ("doubts" if link.stance == "doubt" else "rejects") if against else "supports"
            own = sides.side(holder.id) == about.beneficiary or about.beneficiary == "other"
            if not against and link.stance == "give":
                stance = "demands" if sides.side(holder.id) == about.beneficiary else "offers"
            elif not against and link.stance in ("want", "propose"):
                stance = "demands" if own and link.stance == "want" else "proposes"
            made.append(
                Claim(
                    holder.id,
                    sides.behalf(holder.id),
                    stance,  # type: ignore[arg-type]
                    about.beneficiary,
                    list(about.types),
                    [_span(scene)],
                    negated=link.predicate.negated,
                    quote=None,
                    rule=f"{link.predicate.stance}.{link.predicate.cue.form} of what was said before",
                    grounds=grounds(scene, link, named, holder),
                )
            )
    return made


def _named_before(scene: Scene, content: Content, lexicon: Lexicon, sides: Sides, focus: str) -> list[Claim]:
    """Gives what an English apposition is of: `a guarantee from the US, something that Riyadh has sought`."""
    if scene.reading.language.code != "en" or not is_apposition(scene, content):
        return []
    named = [one for one in scene.contents if one.kind != "anaphor" and one.last <= content.first]
    return [_topic(scene, named[-1], lexicon, sides, focus)] if named else []


def _repeated(scene: Scene, content: Content, meant: list[Claim], sides: Sides) -> list[Claim]:
    """`Zakharova restated that refusal`: who says it again holds what was held before."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    about = meant[0]
    for one in scene.predicates:
        again = one.stance == "say" and one.holders and words[one.cue.first] in lists.get("repeating", ())
        if again and about.holder and 0 <= content.first - one.cue.last <= 1:
            return [
                Claim(
                    holder.id,
                    sides.behalf(holder.id),
                    about.stance,
                    about.beneficiary,
                    list(about.types),
                    [_span(scene)],
                    negated=about.negated,
                    rule=f"say.{one.cue.form} repeats what was said before",
                )
                for holder in one.holders
            ]
    return []


def _span(scene: Scene) -> Span:
    sentence, reading = scene.sentence, scene.reading
    return Span(
        text=reading.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end, field=reading.field
    )


def _is_conditional(scene: Scene, link: Link) -> bool:
    return any(hit.payload.kind == "condition" for hit in scene.sentence.hits)


def _quote(scene: Scene, content: Content) -> str | None:
    for quote in scene.reading.quotes_near(content.first, content.last):
        if quote.first <= content.first and content.last <= quote.last and quote.last - quote.first > _SHORT_QUOTE:
            return scene.reading.text[quote.start : quote.end]
    return None


def _discussed(field: list[_Seen]) -> dict[str, Span]:
    """Gives the types that are discussed as guarantees outside positions: beside the words that say so."""
    types: dict[str, Span] = {}
    for one in field:
        for content in one.contents:
            if content.type and content.type != "unspecified":
                tokens, text = one.scene.reading.tokens, one.scene.reading.text
                start, end = tokens.starts[content.first], tokens.ends[content.last - 1]
                types.setdefault(
                    content.type, Span(text=text[start:end], start=start, end=end, field=one.scene.reading.field)
                )
    return types
