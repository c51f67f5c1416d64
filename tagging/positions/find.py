"""The positions of an article: every rule put together."""

from typing import NamedTuple

from schemas.tags import Mention, Position, Span
from tagging.discussed import is_ours, no_kind_given, speaks_of_guarantees
from tagging.lexicon import Lexicon
from tagging.positions import references
from tagging.positions.appositions import is_apposition
from tagging.positions.as_said import as_said
from tagging.positions.claiming import made, span
from tagging.positions.contents import Content
from tagging.positions.contents import find as find_contents
from tagging.positions.echoes import briefly, defied, echoed, named_before, said_by, topic
from tagging.positions.focus import focus_of
from tagging.positions.judgements import judged
from tagging.positions.leftovers import leftover
from tagging.positions.links import links
from tagging.positions.merge import Claim, merge
from tagging.positions.scene import Scene
from tagging.positions.seen import Seen, see
from tagging.positions.sides import Sides
from tagging.positions.siding import reacted, sided
from tagging.reading import Reading
from tagging.subject import UNSPECIFIED

_RECENT = 100
"""Claims among which somebody's earlier one is looked for: the last that were made."""


class Found(NamedTuple):
    """Positions, and the guarantee types that the article discusses, by where they first stand."""

    positions: list[Position]
    types: list[tuple[str, Span]]


def find(readings: list[Reading], lexicon: Lexicon, sides: Sides, mentions: list[Mention]) -> Found:
    """Gives the positions and types of the fields of one article (title first), which names `mentions`."""
    contents = [
        [references.find(reading, sentence, find_contents(reading, sentence)) for sentence in reading.sentences]
        for reading in readings
    ]
    if not is_ours(readings, contents, mentions, sides.subject):
        return Found([], [])
    spoken: set[str] = set()
    seen: list[list[Seen]] = []
    for reading, found in zip(readings, contents, strict=True):
        heads = seen[0][0].scene if seen and seen[0] else None
        seen.append(see(reading, found, spoken, sides, heads))
    focus = focus_of(seen, sides)
    claims: list[Claim] = []
    types: dict[str, Span] = {}
    for field in seen:
        claims += _claims(field, lexicon, sides, focus, claims)
    for field in seen:
        claims += judged(field, claims, lexicon, sides, focus)
    for field in reversed(seen):
        for kind, words in _discussed(field).items():
            types.setdefault(kind, words)
    _specify(claims, seen)
    if focus == sides.subject.rival:
        for nature in [sides.subject.nature(kind) for kind in types]:
            if nature.refuses_admission:
                types.pop(nature.refuses, None)  # named there only as what must not be, unless somebody takes a stance
    typed = {_place(claim) for claim in claims if claim.types != [UNSPECIFIED]}
    bare = [claim for claim in claims if claim.types == [UNSPECIFIED] and _place(claim) not in typed]
    told = {(claim.party, claim.beneficiary) for claim in claims if claim.types != [UNSPECIFIED]}
    bare = [claim for claim in bare if (claim.party, claim.beneficiary) not in told]
    if bare:
        types[UNSPECIFIED] = bare[0].evidence[0]
    elif (place := no_kind_given([one.contents for one in seen[-1]])) is not None:
        types.setdefault(UNSPECIFIED, span(seen[-1][place].scene))
    return Found(merge(claims, sides.subject), list(types.items()))


def _place(claim: Claim) -> tuple[str, int]:
    """Gives where the words of a claim stand, so that claims of the same words are known."""
    return claim.evidence[0].field, claim.evidence[0].start


def _claims(field: list[Seen], lexicon: Lexicon, sides: Sides, focus: str, before: list[Claim]) -> list[Claim]:
    claims: list[Claim] = []
    meant: list[Claim] = before[-1:]
    for one in field:
        here: list[Claim] = []
        loose: list[Content] = []
        named = [content for content in one.contents if content.kind != "anaphor"] if one.contents else []
        for content in named:
            found: list[Claim] = []
            for link in [*links(one.scene, content), *as_said(one.scene, content)]:
                found += made(one.scene, link, lexicon, sides, focus)
            here += found
            if not found and content.kind in ("strong", "anchor"):
                loose.append(content)
        if here and loose and one.scene.reading.language.code == "en":
            for content in loose:
                left = leftover(one.scene, [content])
                more = made(one.scene, left, lexicon, sides, focus) if left else []
                here += [claim for claim in more if not any(claim.holder == other.holder for other in here)]
        told = {claim.holder for claim in here} if here else set()
        opens = named[0].first if named else 0
        for content in one.contents:
            if content.kind != "anaphor":
                continue
            about = (
                meant
                if content.first < opens
                else here
                or named_before(one.scene, content, lexicon, sides, focus)
                or _before(one.scene, content, meant)
            )
            if content.of:
                about = said_by(content.of, [*before, *claims[-_RECENT:], *here]) or about
            if about:
                here += [claim for claim in echoed(one.scene, content, about, sides) if claim.holder not in told]
        if not here and one.contents:
            left = leftover(one.scene, one.contents)
            here += made(one.scene, left, lexicon, sides, focus) if left else []
        if not here and not named:
            here += briefly(one.scene, meant, sides)
        if not here and (one.scene.sentence.of("siding") or one.scene.sentence.of("differing")):
            here += sided(one.scene, meant, sides)
        unnamed = all(content.kind == "anaphor" for content in one.contents)
        if not here and unnamed and one.scene.reading.language.code != "en":
            here += reacted(one.scene, meant, sides)
        if one.scene.sentence.of("defiance"):
            recent = [*before, *claims[-_RECENT:]]
            here += [claim for claim in defied(one.scene, recent, sides) if claim.holder not in told]
        if here and _is_question(one.scene):
            here = [claim for claim in here if claim.stance in ("rejects", "doubts")]
        claims += here
        if here:
            meant = here
        elif named:
            meant = [topic(one.scene, named[-1], lexicon, sides, focus)]
    return claims


def _before(scene: Scene, content: Content, meant: list[Claim]) -> list[Claim]:
    """Gives what was meant before, unless the words name what their own sentence tells: `demands land, a demand …`."""
    return [] if scene.reading.language.code == "en" and is_apposition(scene, content) else meant


def _is_question(scene: Scene) -> bool:
    """Whether a sentence asks (`Can European troops give guarantees?`), so that nothing is offered in it."""
    text = scene.reading.text[scene.sentence.start : scene.sentence.end]
    return scene.reading.language.code in ("en", "fr", "de") and text.rstrip("\"'”’)»“« ").endswith("?")


def _specify(claims: list[Claim], seen: list[list[Seen]]) -> None:
    """Gives claims of a headline on guarantees of no kind the kind of which the text speaks first."""
    headed = [
        one for one in claims if one.types == [UNSPECIFIED] and all(span.field == "title" for span in one.evidence)
    ]
    said = (
        content for one in seen[-1] for content in one.contents if content.kind == "strong" and not content.contrary
    )
    kind = next((content.type for content in said), "") if headed else ""
    for claim in headed:
        if kind and not any(
            claim.party == one.party and claim.beneficiary == one.beneficiary for one in claims if one is not claim
        ):
            claim.types = [kind]


def _discussed(field: list[Seen]) -> dict[str, Span]:
    """Gives the types that are discussed as guarantees outside positions: beside the words that say so."""
    types: dict[str, Span] = {}
    for one in field:
        if not one.contents:
            continue
        named = one.framed or any(other.kind == "strong" or speaks_of_guarantees(other) for other in one.contents)
        for content in one.contents:
            if not content.type or content.type == UNSPECIFIED or (content.kind == "weak" and not named):
                continue
            tokens, text = one.scene.reading.tokens, one.scene.reading.text
            start, end = tokens.starts[content.first], tokens.ends[content.last - 1]
            words = Span(text=text[start:end], start=start, end=end, field=one.scene.reading.field)
            types.setdefault(content.type, words)
    return types
