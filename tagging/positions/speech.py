"""Who says which words: speech verbs before and after what was said, `according to`, headlines with a colon, quotes."""

from tagging.positions import according, named_speech
from tagging.positions.colons import colon, quoted_after
from tagging.positions.memory import Memory
from tagging.positions.reported import reported
from tagging.positions.scene import Predicate, Scene, fill
from tagging.reading import Named

_SHORT_QUOTE = 4
"""Tokens up to which quoted words are a part of the reporter's sentence."""
_CLOSING = 5
"""Tokens that may follow a verb which closes an English sentence and tells who said it."""
_TAGS = ("main", "plain", "relative", "aside", "coordinate")
"""Kinds of zones that may only say who spoke; in some languages a dash stands before them."""


def attribute(scene: Scene, memory: Memory) -> None:
    """Fills `scene.speakers` from the sentence itself, and remembers the last speaker."""
    sentence = scene.sentence
    colon(scene)
    according.give(scene, memory)
    floor = sentence.first
    spoke: tuple[Named, ...] = ()
    english = scene.reading.language.code == "en"
    for predicate in scene.predicates:
        told = predicate.kind == "passive" and scene.speaker_at(predicate.cue.first)  # "be regarded by Russia as"
        said = predicate.stance == "say" and not named_speech.is_one(predicate)
        if told or not (said or _speaks(scene, predicate)) or not predicate.holders:
            continue
        spoke = predicate.holders
        if _is_suffix(scene, predicate):
            zone = scene.zones[predicate.zone]
            first = min(zone.first, predicate.cue.first)
            fill(scene, floor, first, predicate.holders, keep=english)  # "The US viewed it as …, Lavrov said"
            _fill_quotes(scene, predicate.cue.last, sentence.last, predicate.holders)
            if _goes_on(scene, predicate):
                fill(scene, zone.last, sentence.last, predicate.holders, keep=True)
            floor = predicate.cue.last
        else:
            fill(scene, predicate.cue.last, sentence.last, predicate.holders)
            if scene.reading.tokens.norms[scene.zones[predicate.zone].first] in scene.reading.language.words["as"]:
                fill(scene, sentence.first, predicate.cue.first, predicate.holders, keep=True)  # "…, wie Merz sagte"
    quoted_after(scene)
    reported(scene, memory)
    spoke = spoke or next(filter(None, reversed(scene.speakers)), ())
    if spoke:
        memory.spoke(spoke, sentence.paragraph)
        memory.subject(spoke)


def _goes_on(scene: Scene, predicate: Predicate) -> bool:
    """Whether what is said goes on behind who says it: `It is up to Kyiv, Macron said, but it must be kept`."""
    place = predicate.zone + 1
    if scene.reading.language.code != "en" or place >= len(scene.zones):
        return False
    semicolon = scene.reading.tokens.norms[scene.zones[place].first - 1] == ";"
    told = any(one.zone >= place and one.stance == "say" and one.holders for one in scene.predicates)
    return not told and (semicolon or scene.zones[place].kind == "coordinate")


def _speaks(scene: Scene, predicate: Predicate) -> bool:
    """Whether a cue that is no speech verb is followed by what its holder says: `demanded that`, a quotation."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if predicate.cue.form not in ("verb", "noun") or predicate.kind not in ("finite", "participle", "noun"):
        return False
    at = predicate.cue.last
    if named_speech.is_one(predicate):
        return True
    follows = at < scene.sentence.last and (words[at] in lists["complement"] or words[at] == ":")
    return follows or _closes(scene, predicate)


def _closes(scene: Scene, predicate: Predicate) -> bool:
    """Whether a last clause only tells who said it: `…, forderte Wadephul`, `…, запевнив Роберт Фіцо`."""
    zone = scene.zones[predicate.zone]
    if scene.reading.language.code == "en":
        words, closing = scene.reading.tokens.norms, scene.reading.language.words["closing"]
        told = predicate.kind == "finite" and predicate.source == "subject" and zone.kind == "plain"
        told = told and words[predicate.cue.first] in closing
        own = told and predicate.zone == len(scene.zones) - 1 and zone.first <= predicate.subject_first
        short = zone.last - predicate.cue.last <= _CLOSING and predicate.cue.first - zone.first <= 2 * _CLOSING
        return own and short and not predicate.negated and not any(one.first >= zone.first for one in scene.contents)
    if predicate.zone == 0 or predicate.source != "after":
        return False
    opens = predicate.cue.first - zone.first <= 1 and predicate.zone == len(scene.zones) - 1
    return opens and not any(one.first >= zone.first for one in scene.contents)


def _fill_quotes(scene: Scene, first: int, last: int, actors: tuple[Named, ...]) -> None:
    for quote in scene.reading.quotes_near(first, last):
        if quote.first >= first and quote.first < last and quote.last - quote.first > _SHORT_QUOTE:
            fill(scene, quote.first, min(quote.last, last), actors)


def _is_suffix(scene: Scene, predicate: Predicate) -> bool:
    """Whether a speech verb comes after what was said."""
    zone = scene.zones[predicate.zone]
    start = min(zone.first, predicate.cue.first)
    near = scene.reading.quotes_near(scene.sentence.first, predicate.cue.first)
    after_quote = bool(near) and any(
        max(start - 3, scene.sentence.first + 1) <= quote.last <= predicate.cue.first
        and quote.last - quote.first > _SHORT_QUOTE
        for quote in near
    )
    if predicate.zone == 0 and not after_quote:
        return False
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    following = words[predicate.cue.last] if predicate.cue.last < scene.sentence.last else ""
    if following in lists["complement"]:
        return False
    if after_quote:
        return True
    kinds = ("main", "plain", "relative") if scene.reading.language.code == "en" else _TAGS
    if zone.kind not in kinds or predicate.subject_first < 0:
        return False
    rest = [
        other for other in scene.predicates if other.zone == predicate.zone and other.cue.first > predicate.cue.last
    ]
    begins = predicate.subject_first - zone.first <= 8 or predicate.subject_first > predicate.cue.first
    next_zone = scene.zones[predicate.zone + 1] if predicate.zone + 1 < len(scene.zones) else None
    parted = next_zone is not None and scene.reading.language.code == "en" and words[next_zone.first - 1] == ";"
    goes_on = next_zone is not None and next_zone.kind in ("complement", "colon") and not parted
    earlier = predicate.zone >= 1 or any(other.zone < predicate.zone for other in scene.predicates)
    length = zone.last - predicate.cue.last
    complete = _complete(scene, predicate) or (_closes(scene, predicate) and zone.first - scene.sentence.first > 3)
    return begins and not rest and not goes_on and earlier and length <= 14 and complete


def _complete(scene: Scene, predicate: Predicate) -> bool:
    """Whether what stands before a speech verb can be a statement, and no opening phrase (`On Monday, X said`)."""
    before = scene.zones[: predicate.zone]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if _only_adds_who(scene, predicate):
        return True
    verbs = lists["be"] | lists["modals"] | lists["be_perfect"]
    verbal = [any(words[at] in verbs for at in range(zone.first + 1, zone.last)) for zone in before]
    told = any(verbal)
    if scene.reading.language.code == "en" and before[0].kind == "condition" and any(verbal[1:]):
        return True  # "If they went there, it would mean war, Orban said"
    if scene.reading.language.code == "en" and told and any(one.kind != "anaphor" for one in scene.contents):
        return before[0].kind not in ("subordinate", "condition", "participle")
    return any(
        other.zone < predicate.zone
        and other.kind in ("finite", "modal", "adjective", "passive")
        and other.stance != "say"
        for other in scene.predicates
    ) and before[0].kind not in ("subordinate", "condition", "participle")


def _only_adds_who(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English sentence ends with who said it and little else: `…, Rutte repeated in Brussels.`"""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    last = predicate.zone == len(scene.zones) - 1 and scene.sentence.last - predicate.cue.last <= _CLOSING + 1
    before = scene.zones[0]
    opens = words[before.first] in lists["prepositions"] or before.kind in ("subordinate", "condition", "participle")
    told = not words[predicate.cue.first].startswith(("spoke", "speak"))
    named = any(one.kind != "anaphor" and one.last <= predicate.cue.first for one in scene.contents)
    return scene.reading.language.code == "en" and last and not opens and told and named
