"""Who gets a guarantee by the verb or the case beside it: `give Ukraine guarantees`, `гарантии Украине`."""

from tagging.positions.contents import Content
from tagging.positions.scene import Link, Scene
from tagging.positions.sides import Sides
from tagging.reading import Named

_BINDING = ("commit", "oblig", "pledg")
"""How verbs begin whose object gives: `commits London to assistance`."""


def side_of(named: Named, sides: Sides) -> str:
    return sides.side(named.id) or ("other" if named.id.startswith("state/") else "")


def partner(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    """Gives whose security a pact guarantees (`signed a pact with Finland`), where the guarded side is no party."""
    if not content.nature.has("pact") or sides.side(holder) == sides.subject.guarded:
        return ""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for named in scene.sentence.actors:
        if 0 <= named.first - content.last <= 2 and any(
            words[at] in lists["with"] for at in range(content.last - 1, named.first)
        ):
            return side_of(named, sides)
    return ""


def beside(scene: Scene, content: Content, sides: Sides) -> str:
    """`гарантии безопасности Украине`, `Росії гарантувати`: whom a bare Slavic case names right beside the content."""
    if content.kind not in ("anchor", "bare"):
        return ""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if scene.reading.language.code == "de":
        return _dative(scene, content, sides)
    if scene.reading.language.code not in ("ru", "uk"):
        return ""
    for index, named in enumerate(scene.sentence.actors):
        beside = 0 <= named.first - content.last <= 1 or 0 <= content.first - named.last <= 1
        if not beside or not scene.stands[index].governed or scene.stands[index].modifies:
            continue
        if words[named.first - 1] in lists["prepositions"]:
            continue
        side = sides.side(named.id)
        if sides.subject.is_party(side):
            return side
    return ""


def _dative(scene: Scene, content: Content, sides: Sides) -> str:
    """`Russland Sicherheitsgarantien zu geben`: who gets them stands before them, and a verb of giving after."""
    words, first = scene.reading.tokens.norms, scene.zones[scene.zone_at(content.first)].first
    for index, named in enumerate(scene.sentence.actors):
        opens = named.first == first or words[named.first - 1] == "der"
        near = 0 <= content.first - named.last <= 1
        if near and opens and not scene.stands[index].modifies and not scene.stands[index].owns:
            gives = any(one.stance == "give" and one.cue.first >= content.last for one in scene.predicates)
            subject = any(named in one.holders for one in scene.predicates)
            return sides.side(named.id) if gives and not subject else ""
    return ""


def gives(scene: Scene, named: Named, content: Content, sides: Sides) -> bool:
    """Whether a third state beside troops or arms is who gives them: `готовність Парижа розмістити військових`."""
    third = side_of(named, sides) == "other"
    return third and content.nature.has("own-means") and scene.reading.language.code != "en"


def _getter(scene: Scene, content: Content, sides: Sides) -> str:
    """Gives who is said to get it: `Ukraine must be given guarantees`, `Kyiv needs guarantees`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for predicate in scene.predicates:
        if predicate.cue.last > content.first or content.first - predicate.cue.last > 4:
            continue
        given = predicate.kind == "passive" and words[predicate.cue.first] in lists["given"]
        if not given and words[predicate.cue.first] not in lists["getting"]:
            continue
        zone = scene.zones[predicate.zone]
        for index, named in enumerate(scene.sentence.actors):
            stands = scene.stands[index]
            free = not (stands.governed or stands.modifies or stands.owns or stands.weak)
            near = zone.first <= named.first < predicate.cue.first <= named.last + 6
            if free and near and named.id.startswith("state/"):
                return side_of(named, sides)
    return ""


def receiver(scene: Scene, content: Content, link: Link, sides: Sides) -> str:
    """`give Ukraine guarantees`, `provide Kyiv with guarantees`, `Ukraine must receive guarantees`."""
    lists = scene.reading.language.words
    if scene.reading.language.code == "en":
        got = _getter(scene, content, sides)
        if got:
            return got
    for predicate in scene.predicates:
        if (
            predicate.cue.last > content.first + 1
            or content.first - predicate.cue.last > 8
            or predicate.cue.form != "verb"
        ):
            continue
        if scene.reading.language.code != "en" and predicate.zone != scene.zone_at(content.first):
            continue
        if predicate.stance == "give" and not scene.reading.tokens.norms[predicate.cue.first].startswith(_BINDING):
            for index, named in enumerate(scene.sentence.actors):
                stands = scene.stands[index]
                near = predicate.cue.last <= named.first <= predicate.cue.last + 2 and named.last <= content.first
                weak = scene.reading.language.code == "en" and (
                    stands.weak
                    or scene.reading.tokens.norms[named.first - 1] in lists["prepositions"]
                    or scene.reading.tokens.norms[named.first - 1] in lists["articles"]
                )
                other = not stands.owns and not stands.modifies and not weak
                if near and other and not gives(scene, named, content, sides):
                    return side_of(named, sides)
    return ""
