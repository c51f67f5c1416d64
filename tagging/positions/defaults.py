"""What is believed of a guarantee where the text does not say whose security it is, and that abroad it is another's."""

from tagging.lexicon import Lexicon
from tagging.positions.contents import Content
from tagging.positions.scene import Scene
from tagging.positions.sides import Sides
from tagging.reading import Named

_NEAR = 3


def is_abroad(scene: Scene, content: Content, holder: Named, sides: Sides) -> bool:
    """Whether soldiers are wanted for another country than the holder's: `recruit soldiers for a force in Gaza`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return content.nature.has("troops") and any(
        one.id.startswith("state/")
        and one.id not in (holder.id, sides.behalf(holder.id))
        and 0 <= one.first - content.last <= _NEAR
        and not stands.modifies
        and bool(
            lists["for_whom"].intersection(words[content.last - 1 : one.first])
            or "in" in words[content.last - 1 : one.first]
        )
        for one, stands in zip(scene.sentence.actors, scene.stands, strict=True)
    )


def supposed(scene: Scene, content: Content, lexicon: Lexicon, sides: Sides, focus: str, side: str = "") -> str:
    """Gives whose security a guarantee is believed to be where the text does not say; `side` is who speaks of it."""
    kind = lexicon.subject.types.get(content.type)
    if focus == "other" and _is_of_a_party(scene, content, sides, side):
        focus = sides.subject.guarded
    if focus == "other" and not (scene.reading.language.code != "en" and content.nature.has("own-means")):
        return "other"
    if focus == sides.subject.neighbours and content.nature.has("defence"):
        return focus  # "Article 5" in an article about allies
    return (kind.for_ if kind else "") or focus


def _is_of_a_party(scene: Scene, content: Content, sides: Sides, side: str) -> bool:
    """Whether a sentence is of the parties after all in an article about other states: it names but the guarded one."""
    guarded, rival = sides.subject.guarded, sides.subject.rival
    named = {sides.side(one.id) for one in scene.sentence.actors}
    return (
        side == guarded
        or (guarded in named and "other" not in named)
        or (side == rival and content.nature.has("concession"))
    )
