"""Whose side an actor is on, on whose behalf a person speaks, and whose security a content guarantees."""

from collections.abc import Mapping
from datetime import date

from schemas.tags import Mention
from tagging.positions.contents import Content
from tagging.positions.links import Link
from tagging.positions.scene import Scene
from tagging.reading import Named
from tagging.vocabulary.tenure import Tenure

_AFTER = 5
_BEFORE = 5
_OF_THE_GIVER = ("troop-presence", "arms-supply", "training-intelligence", "air-sea-protection", "economic-support")
_SPEAKS_FOR = dict.fromkeys(("org/european-commission", "org/european-council", "org/eeas"), "org/eu")
_SAID_OF_GIVERS = ("unspecified", "legally-binding", "mutual-defence")
ABOUT_ADMISSION = ("nato-membership", "eu-membership", "nato-non-enlargement")


class Sides:
    """What is known of the actors of one article."""

    def __init__(
        self,
        sides: Mapping[str, str],
        mentions: list[Mention],
        tenures: Mapping[str, list[Tenure]],
        day: date | None,
    ) -> None:
        self._sides = sides
        self._behalf: dict[str, str] = {}
        for mention in mentions:
            if mention.state and mention.id.startswith("person/"):
                self._behalf.setdefault(mention.id, _SPEAKS_FOR.get(mention.state, mention.state))
        self._tenures, self._day = tenures, day

    def behalf(self, actor: str) -> str | None:
        """Gives the state or organisation that a person speaks for; None for others and where nothing tells."""
        if not actor.startswith("person/"):
            return None
        if actor not in self._behalf:
            held = [
                one for one in self._tenures.get(actor, ()) if self._day is None or one.overlaps(self._day, self._day)
            ]
            self._behalf[actor] = _SPEAKS_FOR.get(held[-1].of, held[-1].of) if held else ""
        return self._behalf[actor] or None

    def offices(self, actor: str) -> tuple[str, ...]:
        """Gives the offices that a person holds on the article's day."""
        held = self._tenures.get(actor, ())
        return tuple(one.office for one in held if self._day is None or one.overlaps(self._day, self._day))

    def hands(self, scene: Scene, content: Content, holder: str) -> str:
        """Gives whether a content is said to be the holder's `own` (`British troops`), an `other`'s, or nothing."""
        near = [
            one.id
            for one, stands in zip(scene.sentence.actors, scene.stands, strict=True)
            if content.first - 3 <= one.first < content.last and (stands.weak or stands.owns or stands.modifies)
        ]
        theirs = {holder, self.behalf(holder)}
        if theirs.intersection(near):
            return "own"
        return "other" if any(self.side(one) not in ("ukraine", "russia") for one in near) else ""

    def of_russia(self, scene: Scene, content: Content) -> bool:
        """Whether it is Russia that would be disarmed: `demilitarisation of Russia`, `a demilitarised Russia`."""
        words, lists = scene.reading.tokens.norms, scene.reading.language.words
        return scene.reading.language.code == "en" and any(
            self.side(one.id) == "russia"
            and 0 <= one.first - content.last <= 3
            and all(
                words[at] in lists["of"]
                or words[at] in lists["soft"]
                or len(words[at]) == 1
                or words[at] in ("so", "called")
                for at in range(content.last, one.first)
            )
            for one in scene.sentence.actors
        )

    def side(self, actor: str) -> str:
        """Gives `ukraine`, `russia`, `europe` or nothing."""
        return self._sides.get(actor) or self._sides.get(self.behalf(actor) or "", "")


def beneficiary(scene: Scene, content: Content, link: Link | None, sides: Sides, holder: str) -> str:
    """Gives whose security the text says the content guarantees, or nothing where it does not say."""
    if content.type in ABOUT_ADMISSION:
        found = _candidate(scene, content, sides) or _before(scene, content, sides, holder)
        found = found or _after(scene, content, sides)
        return "" if found == "europe" else found
    else:
        found = (
            _all_sides(scene, content)
            or _after(scene, content, sides)
            or _beside(scene, content, sides)
            or _before(scene, content, sides, holder)
        )
    if found or link is None:
        return found
    partner = _partner(scene, content, sides, holder)
    if partner:
        return partner
    return _receiver(scene, content, link, sides)


def _candidate(scene: Scene, content: Content, sides: Sides) -> str:
    """Gives `ukraine` where it stands right beside an accession, also in a list (`Ukraine and Georgia's admission`)."""
    near = [one for one in scene.sentence.actors if content.first - 6 <= one.first < content.last + 3]
    return "ukraine" if any(sides.side(one.id) == "ukraine" and one.id.startswith("state/") for one in near) else ""


def _side_of(named: Named, sides: Sides) -> str:
    if named.id in ("org/nato",) or named.id.startswith(("org/us", "org/un")):
        return ""
    return sides.side(named.id) or ("other" if named.id.startswith("state/") else "")


def _all_sides(scene: Scene, content: Content) -> str:
    zone = scene.zones[scene.zone_at(content.first)]
    near = max(zone.last, content.last + 12)
    for hit in scene.sentence.hits:
        if (
            hit.payload.kind == "all"
            and content.first - 6 <= hit.first < near
            and content.type in ("unspecified", "collective-security", "legally-binding")
        ):
            return "all-sides"
    return ""


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
        if _judged_between(scene, content, named):
            continue  # "troops would be a threat to Russia"
        for at in range(named.first - 1, max(content.first - 1, named.first - 5), -1):
            goal = scene.reading.language.code == "en" and content.type in ABOUT_ADMISSION and words[at] == "to"
            if goal:
                break  # "his case for membership during a visit to Oslo"
            if words[at] in lists["for_whom"] and not (found and words[at] in lists["of"]):
                if not (scene.reading.language.code == "en" and _is_no_receiver(scene, content, at, index, sides)):
                    found.append(_side_of(named, sides))
                break
            if words[at] in lists["prepositions"] or words[at] == "," or words[at] in lists["complement"]:
                break
    if found:
        return "europe" if "europe" in found else found[0]  # "not only for Ukraine but for the whole of Europe"
    for at in range(content.last, min(content.last + 3, scene.sentence.last - 1)):
        if words[at] in lists["for_whom"] and words[at + 1] in lists["our"]:
            return _speaker_side(scene, content, sides)
    return ""


def _is_no_receiver(scene: Scene, content: Content, at: int, index: int, sides: Sides) -> bool:
    """Whether `of` names who gives it (`a pledge of the US`), or `to` opens a clause (`weapons to fight Russia`)."""
    words, lists, named = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.actors[index]
    if words[at] in lists["of"]:
        return content.type in _SAID_OF_GIVERS and _side_of(named, sides) == "other"
    small = ("soft", "titles", "people", "articles")
    return words[at] == "to" and not all(
        place in scene.sentence.actor_at or any(words[place] in lists[name] for name in small) or words[place] in "'s-"
        for place in range(at + 1, named.first)
    )


def _partner(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    """Gives whose security a pact with another guarantees (`signed a pact with Finland`), where Ukraine is no party."""
    if content.type not in ("bilateral-agreement", "mutual-defence") or sides.side(holder) == "ukraine":
        return ""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for named in scene.sentence.actors:
        if 0 <= named.first - content.last <= 2 and any(
            words[at] in lists["with"] for at in range(content.last - 1, named.first)
        ):
            return _side_of(named, sides)
    return ""


def _judged_between(scene: Scene, content: Content, named: Named) -> bool:
    """Whether something is said of the content before the actor is named."""
    return any(
        one.cue.form in ("adjective", "effect") and content.last <= one.cue.first < named.first
        for one in scene.predicates
    )


def _beside(scene: Scene, content: Content, sides: Sides) -> str:
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
        if side in ("ukraine", "russia"):
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


def _before(scene: Scene, content: Content, sides: Sides, holder: str) -> str:
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for index, named in reversed(list(enumerate(scene.sentence.actors))):
        inside = content.first <= named.first < content.last
        near = named.last <= content.first <= named.last + _BEFORE
        stands = scene.stands[index]
        if scene.reading.language.code == "de" and named.id == holder and content.type == "troop-presence":
            continue  # "Russlands Ablehnung europäischer Truppen"
        if (
            scene.reading.language.code == "en"
            and not inside
            and stands.owns
            and any(one.cue.form == "noun" and named.last <= one.cue.first < content.first for one in scene.predicates)
        ):
            continue  # "Rome's opposition to troops"
        if (inside or near) and not stands.modifies and (stands.owns or (inside and content.type in ABOUT_ADMISSION)):
            side = _side_of(named, sides)
            if _gives(scene, named, content, sides):
                continue
            if side and (content.type == "unspecified" or content.type in ABOUT_ADMISSION or stands.owns):
                return side
        close = content.first - named.last <= 3 and not (
            scene.reading.language.code == "en"
            and any(words[at] in lists["prepositions"] for at in range(named.last, content.first))
        )
        if near and content.type in ABOUT_ADMISSION and close and named.id != "org/nato":
            side = _side_of(named, sides)
            if side:
                return side
    if content.type not in ABOUT_ADMISSION and content.type not in ("unspecified", "legally-binding"):
        return ""
    window = words[max(scene.sentence.first, content.first - 3) : content.last + 2]
    if any(word in lists["our"] for word in window):
        return _speaker_side(scene, content, sides) or sides.side(holder)
    if content.type not in ABOUT_ADMISSION and any(word in lists["its"] for word in window):
        return sides.side(holder)
    return ""


def _gives(scene: Scene, named: Named, content: Content, sides: Sides) -> bool:
    """Whether a third state beside troops or arms is who gives them: `готовність Парижа розмістити військових`."""
    third = _side_of(named, sides) == "other"
    return third and content.type in _OF_THE_GIVER and scene.reading.language.code != "en"


def _speaker_side(scene: Scene, content: Content, sides: Sides) -> str:
    speakers = scene.speaker_at(content.first)
    return sides.side(speakers[0].id) if speakers else ""


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
                return _side_of(named, sides)
    return ""


def _receiver(scene: Scene, content: Content, link: Link, sides: Sides) -> str:
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
        if predicate.stance == "give":
            for index, named in enumerate(scene.sentence.actors):
                stands = scene.stands[index]
                near = predicate.cue.last <= named.first <= predicate.cue.last + 2 and named.last <= content.first
                weak = scene.reading.language.code == "en" and (
                    stands.weak
                    or scene.reading.tokens.norms[named.first - 1] in lists["prepositions"]
                    or scene.reading.tokens.norms[named.first - 1] in lists["articles"]
                )
                other = not stands.owns and not stands.modifies and not weak
                if near and other and not _gives(scene, named, content, sides):
                    return _side_of(named, sides)
    return ""
