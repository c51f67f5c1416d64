"""That something is needed, said by what happens without it, or given in exchange for it."""

from tagging.positions.contents import Content
from tagging.positions.scene import Predicate, Scene
from tagging.positions.sides import Sides

_EXCHANGE = frozenset(
    ["exchange", "return", "обмен", "обмін", "échange", "contrepartie", "gegenzug", "tausch", "austausch"]
)
_PEACE = frozenset(
    ["ceasefire", "truce", "peace", "deal", "agreement", "settlement", "pause", "armistice", "accord", "compromise"]
)
_FINE = frozenset(["possible", "fine", "acceptable", "enough", "sufficient", "better"])
_WITHOUT = frozenset(["без", "sans", "ohne"])


def is_indispensable(scene: Scene, content: Content) -> bool:
    """Whether English says that nothing goes without it: `no peace without guarantees`, `not … until it has them`."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.first
    if scene.reading.language.code == "en" and is_worth_nothing_alone(scene, content):
        return True
    own = words[content.first] == "without"  # "without support from Washington"
    before = words[max(first, content.first - 5) : content.first + own]
    if content.nature.has("troops") or not ("without" in before or "until" in before or "unless" in before):
        return False
    start = max(first, content.first - 5)
    at = start + max(place for place, word in enumerate(before) if word in ("without", "until", "unless"))
    if words[at] == "without" and _is_hollow_peace(
        words[max(first, at - 4) : at], words[content.last : content.last + 6]
    ):
        return True
    denied = any(word in lists["negation"] and word != "without" for word in words[first:at])
    zone = scene.zones[scene.zone_at(at)].first
    opens = zone == at or at == first or (zone == at - 1 and (words[zone] == '"' or words[zone] in lists["complement"]))
    after = any(word in lists["negation"] for word in words[content.last : scene.sentence.last]) or any(
        one.stance in ("against", "doubt") and one.cue.first >= content.last for one in scene.predicates
    )
    return denied or (words[at] == "without" and opens and after)


def comes_later(scene: Scene, predicate: Predicate) -> bool:
    """Whether English puts something else before a giving: `wants a deal before promising any guarantees`."""
    before = scene.reading.tokens.norms[predicate.cue.first - 1]
    return scene.reading.language.code == "en" and predicate.stance == "give" and before == "before"


def is_worth_nothing_alone(scene: Scene, content: Content) -> bool:
    """Whether English denies that guarantees without somebody are any: `those without America are none`."""
    words, last = scene.reading.tokens.norms, content.last
    lacks = words[last : last + 1] == ["without"] and any(last < one.first <= last + 3 for one in scene.sentence.actors)
    behind = words[last : scene.sentence.last]
    same = any(one.type == content.type and one.first > last for one in scene.contents)
    return lacks and same and ("no" in behind or "not" in behind)


def is_of_any(scene: Scene, content: Content) -> bool:
    """Whether English only says how any such thing should be, if there is one: `any mission should be under the UN`."""
    words = scene.reading.tokens.norms
    return "any" in words[max(scene.sentence.first, content.first - 2) : content.first + 1]


def is_in_lack(scene: Scene, content: Content) -> bool:
    """Whether English tells only what it would be without something else: `Without the US, the force would fail`."""
    words, first = scene.reading.tokens.norms, scene.sentence.first
    start = scene.zones[scene.zone_at(content.first)].first
    near = [at for at in (*range(first, first + 2), *range(start, content.first)) if words[at] == "without"]
    return scene.reading.language.code == "en" and bool(near) and content.first - near[0] > 3


def _is_hollow_peace(before: list[str], behind: list[str]) -> bool:
    """Whether it is a peace that lacks it, of which nothing good is told: `a truce without guarantees would fail`."""
    return not _PEACE.isdisjoint(before) and not (_FINE.intersection(behind) and "not" not in behind)


def is_condition_of_all(scene: Scene, content: Content) -> bool:
    """`Without guarantees there will be no peace`: what must not be missing is wanted."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    before = words[max(scene.sentence.first, content.first - 3) : content.first]
    if not scene.predicates or _WITHOUT.isdisjoint(before):
        return False
    after = words[content.last : scene.sentence.last]
    threatens = any(word in lists["negation"] or word in lists["evils"] for word in after)
    if content.kind in ("anchor", "bare") and not threatens:  # "il n'y aura pas de paix sans garanties"
        start = scene.zones[scene.zone_at(content.first)].first
        threatens = any(word in lists["negation"] for word in words[start : content.first - 1] if word not in _WITHOUT)
    return threatens


def in_exchange(scene: Scene, left: Predicate, content: Content) -> bool:
    """Whether `in exchange for` stands between a predicate and a content."""
    words, conditions = scene.reading.tokens.norms, scene.sentence.of("condition")
    return bool(conditions) and any(
        left.cue.last <= hit.first < content.first and _EXCHANGE.intersection(words[hit.first : hit.last])
        for hit in conditions
    )


def is_must(scene: Scene, left: Predicate, content: Content) -> bool:
    """Whether nothing is done without the guarantee: `will not sign a deal without guarantees`."""
    words = scene.reading.tokens.norms[max(left.cue.last, content.first - 4) : content.first]
    refused = left.negated or left.stance == "against"
    return refused and "without" in words and not (content.nature.has("troops") or content.nature.has("admission"))


def is_left_out(scene: Scene, sides: Sides) -> bool:
    """Whether an English sentence speaks of what is done without the rival: `security without Russia`."""
    words = scene.reading.tokens.norms
    return scene.reading.language.code == "en" and any(
        sides.side(one.id) == sides.subject.rival
        and "without" in words[max(scene.sentence.first, one.first - 3) : one.first]
        for one in scene.sentence.actors
    )
