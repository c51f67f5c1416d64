"""Who stands before a subject in its list: `Poland, Italy and Greece`, `Rasmussen, its former head, and Yermak`."""

from tagging.positions.scene import Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named


def listed_before(found: Scene, subject: Subject) -> tuple[Named, ...]:
    """Gives the actors of a list that commas part: `Poland, Italy and Greece`."""
    listed: list[Named] = []
    if not subject.actors:
        return ()
    place = found.zone_at(subject.first)
    start = found.zones[place].first
    if subject.first - start > 3 or start == 0 or found.reading.tokens.norms[start - 1] != ",":
        return ()
    while place > 0:
        place -= 1
        zone = found.zones[place]
        inside = [
            one
            for index, one in enumerate(found.sentence.actors)
            if zone.first <= one.first and one.last <= zone.last and not found.stands[index].modifies
        ]
        if len(inside) == 1 and inside[0].id.startswith("person/") and _is_only_person(found, zone.first, inside[0]):
            listed.insert(0, inside[0])
            continue
        if not inside and _is_told_of(found, place, subject):
            continue
        alone = len(inside) == 1 and zone.last - zone.first - (inside[0].last - inside[0].first) <= 1
        alone = alone or (len(inside) == 1 and _is_only_named(found, zone.first, inside[0]))
        alone = alone or (len(inside) == 1 and _opens_list(found, zone.first, inside[0]))
        if not alone or found.stands[found.sentence.actors.index(inside[0])].governed:
            break
        listed.insert(0, inside[0])
    persons = all(one.id.startswith("person/") for one in (*listed, *subject.actors))
    states = not any(one.id.startswith("person/") for one in (*listed, *subject.actors))
    return tuple(listed) if persons or states else ()


def _is_told_of(found: Scene, place: int, subject: Subject) -> bool:
    """Whether an English zone only says more of a person of a list: `Rasmussen, its former head, and Yermak`."""
    zone, joined = found.zones[place], found.zones[found.zone_at(subject.first)]
    told = any(one.zone == place and one.kind == "finite" for one in found.predicates)
    apposed = zone.kind == "relative" or (zone.kind == "plain" and not told)
    return found.reading.language.code == "en" and place > 0 and apposed and joined.kind == "coordinate"


def _is_only_person(found: Scene, first: int, named: Named) -> bool:
    """Whether an English zone holds a person with an office, and nothing else: `German Chancellor Friedrich Merz`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    zone = found.zones[found.zone_at(first)]
    small = ("titles", "soft", "bridges", "coordinate")
    return (
        found.reading.language.code == "en"
        and named.last == zone.last
        and all(
            at in found.sentence.actor_at or any(words[at] in lists[one] for one in small)
            for at in range(first, named.first)
        )
    )


def _is_only_named(found: Scene, first: int, named: Named) -> bool:
    """Whether an English clause has but begun before the first of a list: `that the United States, Germany and …`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    small = ("determiners", "complement", "coordinate", "subordinate")
    return (
        found.reading.language.code == "en"
        and named.last == found.zones[found.zone_at(first)].last
        and all(any(words[at] in lists[one] for one in small) for at in range(first, named.first))
    )


def _opens_list(found: Scene, first: int, named: Named) -> bool:
    """Whether an English list of states begins with whose leaders they are: `the leaders of Britain, France and …`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    before = words[first : named.first]
    small = ("soft", "of", "people", "titles")
    plain = all(any(word in lists[name] for name in small) for word in before)
    return found.reading.language.code == "en" and plain and any(word in lists["people"] for word in before)
