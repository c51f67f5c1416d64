"""Who speaks before or behind a colon or a dash: `Zelensky: we need guarantees`."""

from tagging.positions import subjects
from tagging.positions.scene import Scene, fill
from tagging.reading import Named

_BRACKETED = 12
"""Tokens of a bracket behind a name that tells whose it is: `Robert Hamilton (Foreign Policy Research Institute):`."""
_SHORT_QUOTE = 4
"""Tokens up to which quoted words are a part of the reporter's sentence."""


def colon(scene: Scene) -> None:
    """`Zelensky: we need guarantees`, and `We need guarantees – Zelensky`."""
    words, sentence = scene.reading.tokens.norms, scene.sentence
    if len(scene.zones) < 2 or not sentence.actors:
        return
    first, last = scene.zones[0], scene.zones[-1]
    end = label_end(scene)
    if end >= 0 and first.last - first.first <= 8:
        subject = subjects.find(scene.reading, sentence, scene.stands, first.first, first.last)
        if subject and subject.actors and not any(one.zone == 0 for one in scene.predicates if one.stance != "say"):
            fill(scene, end, sentence.last, subject.actors)
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
            fill(scene, sentence.first, last.first, (inside[-1],))


def label_end(scene: Scene) -> int:
    """Gives the colon behind the first zone (`Zelensky: …`), or behind what stands there in brackets; else -1."""
    words, last = scene.reading.tokens.norms, scene.zones[0].last
    if last < scene.sentence.last and words[last] == "(":
        inside = words[last : min(last + _BRACKETED, scene.sentence.last)]
        last += inside.index(")") + 1 if ")" in inside else 0
    return last if last < scene.sentence.last and words[last] == ":" else -1


def quoted_after(scene: Scene) -> None:
    """`Fiala disavowed the statement: “We send nobody”`: a quotation behind a colon is the main clause's subject's."""
    words, first = scene.reading.tokens.norms, scene.sentence.first
    for quote in scene.reading.quotes_near(first, scene.sentence.last):
        if not first < quote.first < scene.sentence.last or quote.last - quote.first <= _SHORT_QUOTE:
            continue
        if ":" not in words[quote.first - 2 : quote.first] or scene.speaker_at(quote.first):
            continue
        by = _read_by(scene, quote.first)
        if by is not None:
            fill(scene, quote.first, min(quote.last, scene.sentence.last), (by,))
            continue
        for zone in scene.zones:
            if zone.last > quote.first:
                break
            found = subjects.find(scene.reading, scene.sentence, scene.stands, zone.first, zone.last)
            if found is not None and found.actors and zone.kind in ("main", "plain"):
                fill(scene, quote.first, min(quote.last, scene.sentence.last), found.actors)
                break


def _read_by(scene: Scene, first: int) -> Named | None:
    """Gives who stands behind `by` right before the colon of a quotation: `a speech by Macron: “…”`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    for index, named in enumerate(scene.sentence.actors):
        if not (named.id.startswith("person/") and words[named.last : named.last + 1] == [":"] and named.last < first):
            continue
        at = named.first - 1
        while at > scene.sentence.first and (at in scene.sentence.actor_at or words[at] in lists["titles"]):
            at -= 1
        return named if words[at] in lists["by"] and not scene.stands[index].modifies else None
    return None
