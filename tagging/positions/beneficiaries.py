"""Whose security a content guarantees, by what the text says of it."""

from tagging.positions.contents import Content, at_expense
from tagging.positions.receivers import beside, gives, partner, receiver, side_of
from tagging.positions.scene import Link, Scene
from tagging.positions.sides import Sides
from tagging.reading import Named
from tagging.subject import UNSPECIFIED

_AFTER = 5
_BEFORE = 5
_PARTING = frozenset(",;:—")


def beneficiary(scene: Scene, content: Content, link: Link | None, sides: Sides, holder: str) -> str:
    """Gives whose security the text says the content guarantees, or nothing where it does not say."""
    if link is not None and content.nature.has("collective") and at_expense(scene.reading.tokens.norms, content):
        return "all-sides"
    if content.nature.has("admission"):
        found = _candidate(scene, content, sides) or _before(scene, content, sides, holder)
        found = found or _after(scene, content, sides)
        return "" if found == sides.subject.neighbours else found
    else:
        found = (
            _all_sides(scene, content)
            or _after(scene, content, sides)
            or beside(scene, content, sides)
            or _before(scene, content, sides, holder)
        )
    if found or link is None:
        return found
    return partner(scene, content, sides, holder) or receiver(scene, content, link, sides)


def _candidate(scene: Scene, content: Content, sides: Sides) -> str:
    """Gives the guarded side where its state stands beside an accession, also in a list (`Ukraine and Georgia's`)."""
    near = [one for one in scene.sentence.actors if content.first - 6 <= one.first < content.last + 3]
    guarded = sides.subject.guarded
    return guarded if any(sides.side(one.id) == guarded and one.id.startswith("state/") for one in near) else ""


def _all_sides(scene: Scene, content: Content) -> str:
    hits = scene.sentence.of("all")
    if not hits or not content.nature.has("form") or content.nature.has("pact"):
        return ""
    zone = scene.zones[scene.zone_at(content.first)]
    near = max(zone.last, content.last + 12)
    return "all-sides" if any(content.first - 6 <= hit.first < near for hit in hits) else ""


def _after(scene: Scene, content: Content, sides: Sides) -> str:
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    found: list[str] = []
    for index, named in enumerate(scene.sentence.actors):
        reach = content.last + (12 if found else _AFTER)
        if not content.first <= named.first <= reach or scene.stands[index].modifies:
            continue
        adjective = scene.reading.language.code == "fr" and scene.reading.text[named.mention.span.start].islower()
        if adjective or (scene.reading.language.code in ("fr", "en") and scene.stands[index].weak):
            continue  # "la présence de militaires européens", "the deployment of British troops"
        stands, slavic = scene.stands[index], scene.reading.language.code in ("ru", "uk")
        if slavic and not (stands.governed or stands.weak or stands.owns):
            continue  # "гарантії для України надасть Європа": a nominative gets nothing
        if _judged_between(scene, content, named):
            continue  # "troops would be a threat to Russia"
        for at in range(named.first - 1, max(content.first - 1, named.first - 5), -1):
            goal = scene.reading.language.code == "en" and content.nature.has("admission") and words[at] == "to"
            if goal:
                break  # "his case for membership during a visit to Oslo"
            if words[at] in lists["place"] and scene.stands[index].weak:
                break  # "Soldaten an der russischen Grenze"
            if words[at] in lists["of"] and gives(scene, named, content, sides):
                break  # "une participation de la Bundeswehr"
            if words[at] in lists["for_whom"] and not (found and words[at] in lists["of"]):
                if not (scene.reading.language.code == "en" and _is_no_receiver(scene, content, at, index, sides)):
                    found.append(side_of(named, sides))
                break
            if words[at] in lists["prepositions"] or words[at] == "," or words[at] in lists["complement"]:
                break
    if found:
        neighbours = sides.subject.neighbours
        return neighbours if neighbours in found else found[0]  # "not only for Ukraine but for the whole of Europe"
    for at in range(content.last, min(content.last + 3, scene.sentence.last - 1)):
        if words[at] in lists["for_whom"] and words[at + 1] in lists["our"] and at + 1 not in scene.sentence.actor_at:
            return _speaker_side(scene, content, sides)
    return ""


def _is_no_receiver(scene: Scene, content: Content, at: int, index: int, sides: Sides) -> bool:
    """Whether `of` names who gives it (`a pledge of the US`), or `to` opens a clause (`weapons to fight Russia`)."""
    words, lists, named = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.actors[index]
    if words[at] in lists["of"]:
        of_givers = content.nature.is_only_form or content.nature.has("defence")
        return of_givers and side_of(named, sides) == "other"
    small = ("soft", "titles", "people", "articles")
    return words[at] == "to" and not all(
        place in scene.sentence.actor_at or any(words[place] in lists[name] for name in small) or words[place] in "'s-"
        for place in range(at + 1, named.first)
    )


def _judged_between(scene: Scene, content: Content, named: Named) -> bool:
    """Whether something is said of the content before the actor is named."""
    for one in scene.predicates:
        if content.last <= one.cue.first < named.first and one.cue.form in ("adjective", "effect"):
            return True
    return False


def _before(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    admission = content.nature.has("admission")
    for index, named in reversed(list(enumerate(scene.sentence.actors))):
        inside = content.first <= named.first < content.last
        near = named.last <= content.first <= named.last + _BEFORE
        if not (inside or near):
            continue
        stands = scene.stands[index]
        if scene.reading.language.code == "de" and named.id == holder and content.nature.has("troops"):
            continue  # "Russlands Ablehnung europäischer Truppen"
        if (
            scene.reading.language.code == "en"
            and not inside
            and stands.owns
            and any(one.cue.form == "noun" and named.last <= one.cue.first < content.first for one in scene.predicates)
        ):
            continue  # "Rome's opposition to troops"
        if (inside or near) and not stands.modifies and (stands.owns or (inside and admission)):
            side = side_of(named, sides)
            if gives(scene, named, content, sides):
                continue
            if side and (content.type == UNSPECIFIED or admission or stands.owns):
                return side
        if not (near and admission and content.first - named.last <= 3):
            continue
        between = words[named.last : content.first]
        apart = (lists["prepositions"], lists["negation"], _PARTING)
        parted = not all(kind.isdisjoint(between) for kind in apart)
        if not (parted and scene.reading.language.code == "en"):
            side = side_of(named, sides)
            if side:
                return side
    if not admission and not content.nature.is_only_form:
        return ""
    reach = range(max(scene.sentence.first, content.first - 3), min(content.last + 2, len(words)))
    window = [words[at] for at in reach if at not in scene.sentence.actor_at]  # "US" is no "us"
    if not lists["our"].isdisjoint(window):
        return _speaker_side(scene, content, sides) or sides.side(holder)
    if not admission and not lists["its"].isdisjoint(window):
        return sides.side(holder)
    return ""


def _speaker_side(scene: Scene, content: Content, sides: Sides) -> str:
    speakers = scene.speaker_at(content.first)
    return sides.side(speakers[0].id) if speakers else ""
