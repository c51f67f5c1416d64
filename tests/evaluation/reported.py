"""What the tagger reads as said in a text: each stretch with its speaker and verb."""

from typing import NamedTuple

from schemas.article import CleanedArticle
from tagging.mentions import find as find_mentions
from tagging.positions.contents import find as find_contents
from tagging.positions.scene import Predicate, Scene
from tagging.positions.seen import see
from tagging.positions.sides import Sides
from tagging.tagger import Tagger, day_of

_WORDS = 4
"""Tokens from which on quoted words are a quotation, and not just a word that somebody used."""
_WORDS_ALONE = 2
"""The same where they stand alone: at a sentence's beginning, or behind a colon."""
_EDGES = " \n\t.,;:!?…\"'“”„«»‘’‚‹›–—-"
NOBODY = "-"


class Said(NamedTuple):
    """Characters `start` to `end` are said by `speaker` with `verb` (`-`: none)."""

    start: int
    end: int
    speaker: str
    verb: str


def read(tagger: Tagger, one: CleanedArticle) -> list[Said]:
    """Gives what the tagger reads as said in the text of an article."""
    mentions = find_mentions(one, tagger.vocabulary)
    sides = Sides(tagger.lexicon.subject, mentions, tagger.vocabulary.tenures_of, day_of(one))
    reading = tagger.readings(one, mentions)[1]
    contents = [find_contents(reading, sentence) for sentence in reading.sentences]
    scenes = [seen.scene for seen in see(reading, contents, set(), sides, None)]
    found: list[Said] = []
    inside: set[int] = set()
    for quote in reading.quotes:
        leads = one.text[: quote.start - 1].rstrip().endswith((":", ".", "\n")) or quote.start <= 1
        if quote.last - quote.first >= (_WORDS_ALONE if leads else _WORDS):
            inside.update(range(quote.first, quote.last))
            over = [one for one in scenes if one.sentence.first < quote.last and quote.first < one.sentence.last]
            speaker = next((who for scene in over for who in _speakers(scene, quote.first, quote.last)), NOBODY)
            verb = _verb(reading.tokens.norms, _near(scenes, over), speaker, quote.first, quote.last)
            found += [
                Said(*bare(one.text, start, end), speaker, verb) for start, end in _parts(over, quote.start, quote.end)
            ]
    for place, scene in enumerate(scenes):
        found += _indirect(scene, scenes[max(0, place - 1) : place + 1], inside, one.text)
    return sorted(found)


def _speakers(scene: Scene, first: int, last: int) -> list[str]:
    tokens = range(max(first, scene.sentence.first), min(last, scene.sentence.last))
    return [who.id for at in tokens for who in scene.speaker_at(at)[:1]]


def _parts(over: list[Scene], start: int, end: int) -> list[tuple[int, int]]:
    """Gives the parts of a quotation without the clause between its marks that only says who speaks."""
    starts, ends = over[0].reading.tokens.starts, over[0].reading.tokens.ends
    for scene in over:
        for one in scene.predicates:
            zone = scene.zones[one.zone]
            inside = start < starts[zone.first] and ends[zone.last - 1] < end
            if one.stance == "say" and one.source == "after" and one.cue.first == zone.first and inside:
                return [(start, starts[zone.first]), (ends[zone.last - 1], end)]
    return [(start, end)]


def _near(scenes: list[Scene], over: list[Scene]) -> list[Predicate]:
    places = [scenes.index(one) for one in over]
    near = scenes[max(0, places[0] - 1) : places[-1] + 2] if places else []
    return [predicate for scene in near for predicate in scene.predicates]


def _verb(words: list[str], near: list[Predicate], speaker: str, first: int, last: int) -> str:
    """Gives the verb of saying that stands nearest outside the words said, whose subject says them."""
    telling = [
        one
        for one in near
        if any(holder.id == speaker for holder in one.holders)
        and (not first <= one.cue.first < last or one.source == "after")
        and (one.stance == "say" or one.cue.form == "verb")
    ]
    leads = [one for one in telling if one.cue.first < first and words[first - 2].isalpha()]
    if leads:
        return words[leads[-1].cue.first]  # words within a sentence of the reporter's
    nearest = min(telling, key=lambda one: min(abs(one.cue.first - last), abs(first - one.cue.first)), default=None)
    return words[nearest.cue.first] if nearest else NOBODY


def _indirect(scene: Scene, near: list[Scene], quoted: set[int], text: str) -> list[Said]:
    """Gives the stretches without marks that somebody says: `said that …`, `according to X, …`."""
    tokens, found = scene.reading.tokens, []
    at, last = scene.sentence.first, scene.sentence.last
    while at < last:
        who = scene.speaker_at(at)
        until = at
        while until < last and scene.speaker_at(until) == who and until not in quoted:
            until += 1
        mixed = any(token in quoted for token in range(scene.sentence.first, last))
        words = sum(word[0].isalnum() for word in tokens.norms[at:until])
        if who and words >= (_WORDS if mixed else _WORDS_ALONE):
            start = at
            while start < until and (
                tokens.norms[start] in scene.reading.language.words["complement"]
                or not tokens.norms[start][0].isalnum()
            ):
                start += 1
            telling = scene.predicates or [one for other in near for one in other.predicates]
            verb = _verb(tokens.norms, telling, who[0].id, start, until)
            found.append(Said(*bare(text, tokens.starts[start], tokens.ends[until - 1]), who[0].id, verb))
        at = max(until, at + 1)
    return found


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Gives the span without the marks at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
