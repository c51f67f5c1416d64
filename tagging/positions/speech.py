"""Who says which words: speech verbs before and after what was said, `according to`, headlines with a colon, quotes."""

from tagging.positions import subjects
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.tails import told
from tagging.reading import Named, Reading

_SHORT_QUOTE = 4
"""Tokens up to which quoted words are a part of the reporter's sentence."""
_CLOSING = 5
"""Tokens that may follow a verb which closes an English sentence and tells who said it."""
_TAGS = ("main", "plain", "relative", "aside", "coordinate")
"""Kinds of zones that may only say who spoke; in some languages a dash stands before them."""


def attribute(scene: Scene, memory: Memory) -> None:
    """Fills `scene.speakers` from the sentence itself, and remembers the last speaker."""
    sentence = scene.sentence
    _colon(scene)
    _according(scene, memory)
    floor = sentence.first
    spoke: tuple[Named, ...] = ()
    for predicate in scene.predicates:
        if not (predicate.stance == "say" or _speaks(scene, predicate)) or not predicate.holders:
            continue
        spoke = predicate.holders
        if _is_suffix(scene, predicate):
            zone = scene.zones[predicate.zone]
            _fill(scene, floor, min(zone.first, predicate.cue.first), predicate.holders, keep=_reports(scene))
            _fill_quotes(scene, predicate.cue.last, sentence.last, predicate.holders)
            floor = predicate.cue.last
        else:
            _fill(scene, predicate.cue.last, sentence.last, predicate.holders)
    _quoted_after(scene)
    _reported(scene, memory)
    spoke = spoke or next((one for one in reversed(scene.speakers) if one), ())
    if spoke:
        memory.spoke(spoke, sentence.paragraph)
        memory.subject(spoke)


def _speaks(scene: Scene, predicate: Predicate) -> bool:
    """Whether a cue that is no speech verb is followed by what its holder says: `demanded that`, a quotation."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if predicate.cue.form not in ("verb", "noun") or predicate.kind not in ("finite", "participle", "noun"):
        return False
    at = predicate.cue.last
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


def _reports(scene: Scene) -> bool:
    """Whether words that a speaker reports of another stay the other's: `The US viewed it as …, Lavrov said`."""
    return scene.reading.language.code == "en"


def _fill(scene: Scene, first: int, last: int, actors: tuple[Named, ...], *, keep: bool = False) -> None:
    for at in range(first - scene.sentence.first, last - scene.sentence.first):
        if not (keep and scene.speakers[at]):
            scene.speakers[at] = actors


def _fill_quotes(scene: Scene, first: int, last: int, actors: tuple[Named, ...]) -> None:
    for quote in scene.reading.quotes_near(first, last):
        if quote.first >= first and quote.first < last and quote.last - quote.first > _SHORT_QUOTE:
            _fill(scene, quote.first, min(quote.last, last), actors)


def _is_suffix(scene: Scene, predicate: Predicate) -> bool:
    """Whether a speech verb comes after what was said."""
    zone = scene.zones[predicate.zone]
    start = min(zone.first, predicate.cue.first)
    after_quote = any(
        max(start - 3, scene.sentence.first + 1) <= quote.last <= predicate.cue.first
        and quote.last - quote.first > _SHORT_QUOTE
        for quote in scene.reading.quotes_near(scene.sentence.first, predicate.cue.first)
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
    goes_on = next_zone is not None and next_zone.kind in ("complement", "colon")
    earlier = any(other.zone < predicate.zone for other in scene.predicates) or predicate.zone >= 1
    length = zone.last - predicate.cue.last
    complete = _complete(scene, predicate) or (_closes(scene, predicate) and zone.first - scene.sentence.first > 3)
    return begins and not rest and not goes_on and earlier and length <= 14 and complete


def _complete(scene: Scene, predicate: Predicate) -> bool:
    """Whether what stands before a speech verb can be a statement, and no opening phrase (`On Monday, X said`)."""
    before = scene.zones[: predicate.zone]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    told = any(
        words[at] in lists["be"] or words[at] in lists["modals"]
        for zone in before
        for at in range(zone.first + 1, zone.last)
    )
    if scene.reading.language.code == "en" and told and any(one.kind != "anaphor" for one in scene.contents):
        return before[0].kind not in ("subordinate", "condition", "participle")
    return any(
        other.zone < predicate.zone
        and other.kind in ("finite", "modal", "adjective", "passive")
        and other.stance != "say"
        for other in scene.predicates
    ) and before[0].kind not in ("subordinate", "condition", "participle")


def _colon(scene: Scene) -> None:
    """`Zelensky: we need guarantees`, and `We need guarantees – Zelensky`."""
    words, sentence = scene.reading.tokens.norms, scene.sentence
    if len(scene.zones) < 2 or not sentence.actors:
        return
    first, last = scene.zones[0], scene.zones[-1]
    if words[first.last] == ":" and first.last - first.first <= 8:
        subject = subjects.find(scene.reading, sentence, scene.stands, first.first, first.last)
        if subject and subject.actors and not any(one.zone == 0 for one in scene.predicates if one.stance != "say"):
            _fill(scene, first.last, sentence.last, subject.actors)
    if (
        last.kind == "aside"
        and last.last - last.first <= 6
        and not any(one.zone == len(scene.zones) - 1 for one in scene.predicates)
    ):
        inside = [
            one
            for index, one in enumerate(sentence.actors)
            if one.first >= last.first and not scene.stands[index].modifies
        ]
        if inside and words[last.first - 1] == "—" and not any(scene.speakers):
            _fill(scene, sentence.first, last.first, (inside[-1],))


def _quoted_after(scene: Scene) -> None:
    """`Fiala disavowed the statement: “We send nobody”`: a quotation behind a colon is the main clause's subject's."""
    words, first = scene.reading.tokens.norms, scene.sentence.first
    for quote in scene.reading.quotes:
        if not first < quote.first < scene.sentence.last or quote.last - quote.first <= _SHORT_QUOTE:
            continue
        if ":" not in words[quote.first - 2 : quote.first] or scene.speaker_at(quote.first):
            continue
        for zone in scene.zones:
            if zone.last > quote.first:
                break
            found = subjects.find(scene.reading, scene.sentence, scene.stands, zone.first, zone.last)
            if found is not None and found.actors and zone.kind in ("main", "plain"):
                _fill(scene, quote.first, min(quote.last, scene.sentence.last), found.actors)
                break


def _reported(scene: Scene, memory: Memory) -> None:
    """Gives a German sentence in the subjunctive of reported speech (`Man sei bereit`) to who spoke last."""
    words, sentence = scene.reading.tokens.norms, scene.sentence
    marks = scene.reading.language.words.get("reported", frozenset())
    if any(scene.speakers) or sentence.paragraph - memory.paragraph > 1:
        return
    if not any(word in marks for word in words[sentence.first : sentence.last]):
        return
    speakers, person = memory.speakers, memory.person
    if person is not None and (not speakers or person.first > speakers[0].first):
        speakers = (person,)
    _fill(scene, sentence.first, sentence.last, speakers)


def _according(scene: Scene, memory: Memory) -> None:
    sentence = scene.sentence
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    starts = [hit for hit in sentence.hits if hit.payload.kind == "according"]
    marks = [(hit.first, hit.last) for hit in starts]
    if words[sentence.first] in lists["opinion_for"] and len(scene.zones) > 1:
        marks.insert(0, (sentence.first, sentence.first + 1))
    for first, last in marks:
        named = next(
            (one for index, one in enumerate(sentence.actors)
             if last <= one.first <= last + 7 and not scene.stands[index].modifies), None)  # fmt: skip
        pronouns = scene.reading.language.words.get("of_him", frozenset())
        if any(word in pronouns for word in words[first : last + 1]):
            _fill(scene, sentence.first, sentence.last, memory.speakers or ((memory.person,) if memory.person else ()))
            continue
        if named is None:
            continue
        opening = first - sentence.first <= 2
        if words[first] in lists["opinion_for"] and not (opening and named.last == scene.zones[0].last):
            continue
        if opening:
            _fill(scene, named.last, sentence.last, (named,))
        else:
            _fill(scene, sentence.first, first, (named,))


def spread(reading: Reading, scenes: list[Scene]) -> None:
    """Gives every long quotation one speaker: who is found beside it, else who spoke last before it."""
    at = 0
    last: tuple[Named, ...] = ()
    last_paragraph = -9
    for quote in reading.quotes:
        while at < len(scenes) and scenes[at].sentence.last <= quote.first:
            last, last_paragraph = _latest(scenes[at], last, last_paragraph)
            at += 1
        over = []
        place = at
        while place < len(scenes) and scenes[place].sentence.first < quote.last:
            over.append(scenes[place])
            place += 1
        if not over or quote.last - quote.first <= _SHORT_QUOTE:
            continue
        behind = told(reading, scenes, quote)
        if behind == ():
            found = _known(
                over, quote.first, quote.last
            )  # an official is not the person who spoke before, but of a state
            behind = () if any(one.id.startswith("person/") for one in found) else found
        if behind is not None:
            for scene in over:
                _fill(scene, max(quote.first, scene.sentence.first), min(quote.last, scene.sentence.last), behind)
            last, last_paragraph = behind or last, over[-1].sentence.paragraph
            continue
        known = _known(over, quote.first, quote.last) or _beside(scenes, place, quote.last)
        opens = over[0].sentence.first >= quote.first - 1
        if not known and opens and over[0].sentence.paragraph - last_paragraph <= 1:
            known = last
        if known:
            for scene in over:
                _fill(scene, max(quote.first, scene.sentence.first), min(quote.last, scene.sentence.last), known)
            last, last_paragraph = known, over[-1].sentence.paragraph


def _latest(scene: Scene, last: tuple[Named, ...], paragraph: int) -> tuple[tuple[Named, ...], int]:
    said = [one for one in scene.predicates if one.stance == "say" and one.holders]
    if said:
        return said[-1].holders, scene.sentence.paragraph
    spoken = next((one for one in reversed(scene.speakers) if one), ())
    return (spoken, scene.sentence.paragraph) if spoken else (last, paragraph)


def _known(over: list[Scene], first: int, last: int) -> tuple[Named, ...]:
    for scene in reversed(over):
        for token in range(max(first, scene.sentence.first), min(last, scene.sentence.last)):
            if scene.speaker_at(token):
                return scene.speaker_at(token)
    return ()


def _beside(scenes: list[Scene], place: int, end: int) -> tuple[Named, ...]:
    """Gives the speaker of a short sentence right after the quotation: `“…?” Peskov asked.`"""
    if place >= len(scenes) or scenes[place].sentence.first - end > 3:
        return ()
    scene = scenes[place]
    said: list[Predicate] = [one for one in scene.predicates if one.stance == "say" and one.holders]
    if scene.reading.tokens.norms[scene.sentence.last - 1] == ":":
        return ()  # it leads to the next quotation
    if said and said[0].zone == 0 and scene.sentence.last - scene.sentence.first <= 16:
        return said[0].holders
    return ()
