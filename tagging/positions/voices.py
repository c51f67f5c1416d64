"""Who speaks where no verb says so: labels of a transcript, the authors of a statement, a `we` that nobody quotes."""

from tagging.positions import subjects
from tagging.positions.colons import label_end
from tagging.positions.scene import Predicate, Scene, fill
from tagging.reading import Named, Reading

_LABEL = 14
"""Tokens that a line may have which only tells who speaks."""
_BEFORE_COLON = 9
_CLOSING = 40
"""Tokens that a sentence may have which tells who said the one before."""
_NEAR = 3
"""Paragraphs within which a `we` is still whoever spoke last."""
_STOPS = frozenset(".!?…,;")


def give(reading: Reading, scenes: list[Scene], authors: tuple[Named, ...]) -> None:
    """Fills the speakers of sentences that nobody is said to say. `authors` are those of a statement, if it is one."""
    quoted = _quoted(reading)
    labels = [_label(scenes, place) for place in range(len(scenes))]
    _transcript(scenes, labels, quoted)
    _said_so(scenes)
    voice: tuple[Named, ...] = ()
    paragraph = -_NEAR - 1
    for scene, label in zip(scenes, labels, strict=True):
        spoken = next(filter(None, reversed(scene.speakers)), ())
        if label == () and reading.language.code == "en":
            voice = ()  # a stranger has the floor
        spoken = spoken or _wishes(scene)
        if spoken:
            voice, paragraph = spoken, scene.sentence.paragraph
        elif scene.sentence.paragraph == paragraph and (_only_denies(scene) or _adds(scene)):
            _fill(scene, voice, quoted)
        elif _first_person(scene, quoted):
            near = scene.sentence.paragraph - paragraph <= _NEAR
            _fill(scene, authors or (voice if near else ()), quoted)


def _said_so(scenes: list[Scene]) -> None:
    """`There will be no invitation. Stoltenberg said so on Friday.`: who says so said the sentence before."""
    for place, scene in enumerate(scenes):
        before = scenes[place - 1] if place else scene
        first = scene.sentence.first
        for one in scene.predicates:
            length, passive = _takes_up(scene, one)
            if not one.holders or not (length or passive):
                continue
            at = scene.zones[one.zone].first
            if at > first and scene.zones[one.zone].kind == "colon" and not any(scene.speakers[: at - first]):
                fill(scene, first, at, one.holders)  # "It is off the table: Trump has said as much"
            if any(before.speakers) or scene.sentence.paragraph - before.sentence.paragraph > 1 or not place:
                continue
            words = scene.reading.tokens.norms
            following = words[one.cue.last + length : one.cue.last + length + 1]
            prepositions = scene.reading.language.words["prepositions"]
            ends = passive or not following or following[0] in prepositions or not following[0].isalnum()
            if ends and (scene.sentence.last - first <= _CLOSING or passive):
                fill(before, before.sentence.first, before.sentence.last, one.holders)


def _takes_up(scene: Scene, said: Predicate) -> tuple[int, bool]:
    """Gives the tokens by which somebody says `so`, `this` or `as much`, and whether `this was said by` somebody."""
    words, just_said = scene.reading.tokens.norms, scene.reading.language.words["just_said"]
    if said.stance != "say":
        return 0, False
    following = words[said.cue.last : min(said.cue.last + 2, scene.sentence.last)]
    much = 2 if following == ["as", "much"] else 0
    passive = said.kind == "passive" and words[scene.sentence.first] in just_said
    return much or int(bool(following) and following[0] in just_said), passive


def _only_denies(scene: Scene) -> bool:
    """Whether English goes on in words without a verb: `He was firm. No troops, no guarantees for loans.`"""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.first
    return words[first] in lists["flips_content"] and not scene.predicates and scene.reading.language.code == "en"


def _wishes(scene: Scene) -> tuple[Named, ...]:
    """Gives who is told to demand or propose, as one whose demands the next sentence may go on with."""
    if scene.reading.language.words["adding"]:
        for one in scene.predicates:
            if one.stance in ("want", "propose") and one.kind == "finite" and one.source == "subject":
                return one.holders
    return ()


def _adds(scene: Scene) -> bool:
    """Whether a sentence goes on with what somebody demands: `Кроме того, Киев обязан отказаться от НАТО`."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.first
    if lists["adding"].isdisjoint(words[first : first + 4]):
        return False
    return any(one.kind == "modal" and one.stance == "modal" for one in scene.predicates)


def authors(title: Scene | None) -> tuple[Named, ...]:
    """Gives whose statement an article is by its title: `Statement by European leaders`, `G7 declaration`."""
    if title is None:
        return ()
    words, lists = title.reading.tokens.norms, title.reading.language.words
    sentence = title.sentence
    if not any(words[at] in lists["documents"] for at in range(sentence.first, sentence.last)) or title.predicates:
        return ()
    if words[sentence.first] not in lists["documents"] and words[sentence.first] != "joint":
        return ()
    return tuple(sentence.actors[:1])


def _transcript(scenes: list[Scene], labels: list[tuple[Named, ...] | None], quoted: set[int]) -> None:
    """Gives the words below (`Ed Davey (LD)`) or behind a label (`Zelensky: We`) to whom it names, until the next."""
    block: list[Scene] = []
    speaker: tuple[Named, ...] = ()
    for scene, label in zip(scenes, labels, strict=True):
        if label is None:
            block.append(scene)
            continue
        _said(block, speaker, quoted)
        speaker, block = label, []
    _said(block, speaker, quoted)


def _said(block: list[Scene], speaker: tuple[Named, ...], quoted: set[int]) -> None:
    if speaker and any(_first_person(scene, quoted) for scene in block):
        for scene in block:
            if not any(scene.speakers):
                _fill(scene, speaker, quoted)


def _label(scenes: list[Scene], place: int) -> tuple[Named, ...] | None:
    """Gives who is named by a label (nobody: empty, where a stranger is), or None where a sentence is none."""
    scene = scenes[place]
    sentence = scene.sentence
    before = scenes[place - 1].sentence.paragraph if place else -1
    if before == sentence.paragraph:
        return None
    if _behind_colon(scene):
        first = scene.zones[0]
        found = subjects.find(scene.reading, sentence, scene.stands, first.first, first.last)
        return found.actors if found is not None else ()
    following = scenes[place + 1].sentence.paragraph if place + 1 < len(scenes) else sentence.paragraph
    last = scene.reading.text[sentence.end - 1]
    if following == sentence.paragraph or sentence.last - sentence.first > _LABEL or last in _STOPS:
        return None
    if (
        any(one.cue.form == "verb" for one in scene.predicates)
        or ":" in scene.reading.tokens.norms[sentence.first : sentence.last]
    ):
        return None
    persons = tuple(one for one in sentence.actors if one.id.startswith("person/"))
    return persons[-1:] if persons else None


def _behind_colon(scene: Scene) -> bool:
    first = scene.zones[0] if scene.zones else None
    if first is None or label_end(scene) < 0:
        return False
    told = any(one.zone == 0 for one in scene.predicates)
    return first.last - first.first <= _BEFORE_COLON and not told


def _first_person(scene: Scene, quoted: set[int]) -> bool:
    words, we = scene.reading.tokens.norms, scene.reading.language.words["we_subject"]
    inside = scene.sentence.actor_at
    if we.isdisjoint(words[scene.sentence.first : scene.sentence.last]):
        return False
    return any(
        words[at] in we and words[at] != "on" and at not in quoted and at not in inside
        for at in range(scene.sentence.first, scene.sentence.last)
    )


def _fill(scene: Scene, speaker: tuple[Named, ...], quoted: set[int]) -> None:
    first = scene.sentence.first
    for at in range(first, scene.sentence.last):
        if at not in quoted and not scene.speakers[at - first]:
            scene.speakers[at - first] = speaker


def _quoted(reading: Reading) -> set[int]:
    return {at for quote in reading.quotes for at in range(quote.first, quote.last)}
