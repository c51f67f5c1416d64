"""The cues of a sentence: which of the phrases found really stand there, as verb, noun or adjective."""

from collections.abc import Container

from msgspec import Struct

from tagging.marks import Mark
from tagging.phrases import Hit
from tagging.positions.adjectives import reading_endings
from tagging.positions.lookalikes import (
    in_compound,
    is_no_stance,
    is_slavic_noun,
    is_wished,
    opens,
    reaches_over,
    stops_an_evil,
)
from tagging.positions.word_order import bare_behind_be, noun_place, said_of, turned
from tagging.reading import Reading, Sentence

_PARTICLES = frozenset(["zu", "an", "vor", "ab", "aus", "ein", "bei", "mit", "fest"])
_WITH_PREPOSITION = (
    "beitr",
    "trägt",
    "trug",
    "bekenn",
    "bekannt",
    "bereit",
    "rät",
    "riet",
    "hält",
    "hielt",
    "nach",
    "fest",
)
_HELPING = ("modal", "will", "say")
_NOUN_ENDINGS = (
    "tion", "tions", "sion", "sions", "ment", "ments", "tance", "osal", "osals", "usal", "usals", "oval", "ism", "isms",
    "istence", "ivity", "ments",
)  # fmt: skip
_FRENCH_NOUNS = ("ment", "ments", "tion", "tions", "sion", "sions", "ence", "ences", "ance", "ances")


class Cue(Struct, frozen=True, gc=False):
    """Tokens `first` to before `last` say `stance`."""

    first: int
    last: int
    stance: str
    form: str


def choose(reading: Reading, sentence: Sentence, blocked: set[int]) -> list[Cue]:
    """Gives the cues in order, none over another: the longest at each place, a noun where a noun must be.

    None begins at a `blocked` token: those within the name of a guarantee.
    """
    hits = sorted(sentence.of("cue"), key=_place)
    named = sentence.actor_at
    english, words = reading.language.code == "en", reading.tokens.norms
    chosen: list[Cue] = []
    for place, hit in enumerate(hits):
        if english and hit.first > 1 and words[hit.first - 1] == "to" and words[hit.first - 2] == "according":
            continue
        hidden = hit.first in blocked and hit.payload.name != "modal"
        if hit.first in named or hidden or (chosen and hit.first < chosen[-1].last):
            continue
        if english and (stops_an_evil(reading, hit) or is_no_stance(reading, hit)):
            continue
        begins = hit.payload.form == "verb" and opens(reading, hit)
        if english and (begins or reaches_over(reading, hit) or in_compound(reading, hit)):
            continue
        same = [hit]
        for other in hits[place + 1 :]:
            if other.first != hit.first or other.last != hit.last:
                break
            same.append(other)
        if reading.language.code == "de":
            if _is_no_particle(reading, sentence, hit):
                continue
            same = _written_so(reading, sentence, hit, same)
            if not same:
                continue
        if reading.language.code == "fr" and hit.first == sentence.first and words[hit.first] == "a":
            continue  # "A Varsovie", as agencies write
        if reading.language.code == "fr" and _is_french_noun(reading, hit):
            same = [other for other in same if other.payload.form != "verb"]
            if not same:
                continue
        if is_slavic_noun(reading, hit):
            nouns = [other for other in same if other.payload.form != "verb"]
            same = nouns or [other for other in same if other.payload.name != "say"]
            if not same:
                continue
        if chosen and chosen[-1].last == hit.first and chosen[-1].form == "verb" and chosen[-1].stance not in _HELPING:
            same = [other for other in same if other.payload.form != "verb" or not _bare(reading, hit)]
            if not same:
                continue
        marks = [other.payload for other in same] if len(same) > 1 else [same[0].payload]
        mark = _settle(reading, hit, marks, named) or (turned(reading, sentence, hit, marks) if english else None)
        if mark is not None:
            chosen.append(Cue(hit.first, hit.last, mark.name, mark.form))
    return chosen


def _place(hit: Hit[Mark]) -> tuple[int, int]:
    """Gives what sorts phrases by their beginning, the longest of those that begin together first."""
    return hit.first, -hit.last


def _is_no_particle(reading: Reading, sentence: Sentence, hit: Hit[Mark]) -> bool:
    """Whether the second half of a German verb is a preposition here: `sagte er zu Journalisten`, `hat vor ihr`."""
    words, lists = reading.tokens.norms, reading.language.words
    parted = hit.last - hit.first > 1 and words[hit.last - 1] in _PARTICLES and hit.payload.form == "verb"
    if not parted or words[hit.first].startswith(_WITH_PREPOSITION) or hit.last >= sentence.last:
        return False
    following = words[hit.last]
    return following[0].isalnum() and following not in lists["coordinate"] and following not in ("als", "wie", "um")


def _is_french_noun(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether a French word ends as nouns do, and is none of the verbs that end so too (`réclament`)."""
    word = reading.tokens.norms[hit.first]
    return word.endswith(_FRENCH_NOUNS) and word not in reading.language.words["verbs"]


def _written_so(reading: Reading, sentence: Sentence, hit: Hit[Mark], hits: list[Hit[Mark]]) -> list[Hit[Mark]]:
    """Gives those hits that German spelling allows: a capital within a sentence is a noun's, never a verb's."""
    if hit.first == sentence.first or not reading.tokens.norms[hit.first - 1][0].isalnum():
        return hits
    never = "verb" if reading.text[reading.tokens.starts[hit.first]].isupper() else "noun"
    if len(hits) == 1:
        return hits if hits[0].payload.form != never else []
    return [one for one in hits if one.payload.form != never]


def _settle(reading: Reading, hit: Hit[Mark], marks: list[Mark], named: Container[int]) -> Mark | None:
    if reading.language.code == "en" and noun_place(reading, hit):
        if reading.tokens.norms[hit.first].endswith("ing"):
            return next((mark for mark in marks if mark.form == "verb"), None)
        noun = next((mark for mark in marks if mark.form in ("noun", "adjective", "effect")), None)
        return None if noun is None or (noun.form == "adjective" and not said_of(reading, hit)) else noun
    if len(marks) > 1:
        verbs = [mark for mark in marks if mark.form == "verb"]
    else:
        verbs = marks if marks[0].form == "verb" else []
    if verbs and reading.language.code == "en" and _must_be_noun(reading, hit, named):
        return next((mark for mark in marks if mark.form == "noun"), None)
    if reading.language.code == "en" and reading.tokens.norms[hit.first].endswith(_NOUN_ENDINGS):
        verbs = []
        marks = [mark for mark in marks if mark.form != "verb"]
        if not marks:
            return None
    if verbs and len(marks) > 1 and reading.language.code == "en" and bare_behind_be(reading, hit):
        said_so = next((mark for mark in marks if mark.form == "adjective"), None)
        if said_so is not None:
            return said_so
    if not verbs and marks[0].form == "adjective" and not said_of(reading, hit):
        return None
    return verbs[0] if verbs else marks[0]


def _bare(reading: Reading, hit: Hit[Mark]) -> bool:
    word, both = reading.tokens.norms[hit.first], reading.language.words["verb_or_noun"]
    return word in both or (word.endswith("s") and word[:-1] in both)


def _must_be_noun(reading: Reading, hit: Hit[Mark], named: Container[int]) -> bool:
    """Whether an English word that may be verb or noun (`support`, `back`) has nothing before it that a verb has."""
    words, lists = reading.tokens.norms, reading.language.words
    if hit.first and words[hit.first].endswith("s") and words[hit.first][:-1] in lists["verb_or_noun"]:
        following = words[hit.last] if hit.last < len(words) else ""
        return (
            following in ("of", "from", "by", ",", ".")
            and words[hit.first - 1].isalpha()
            and hit.first - 1 not in named
        )
    if words[hit.first] not in lists["verb_or_noun"] or hit.first == 0 or is_wished(reading, hit):
        return False
    at = hit.first - 1
    while at > 0 and (words[at].endswith("ly") or words[at] in lists["negation"] or words[at] in lists["softeners"]):
        at -= 1
    before = words[at]
    small = ("infinitive", "modals", "we_subject", "they_subject", "relative", "coordinate", "people", "do")
    subject = at in named and not before.endswith(reading_endings("en")) and not _is_singular(reading, at, named)
    subject = subject and not (before in lists["ranks"] and words[at - 1] in lists["determiners"])  # "the chief demand"
    return not (subject or before.endswith("s") or not before[0].isalnum() or any(before in lists[n] for n in small))


def _is_singular(reading: Reading, at: int, named: Container[int]) -> bool:
    """Whether one state or person stands alone before a word without `s`, which so is no verb: `a US guarantee`."""
    words, lists = reading.tokens.norms, reading.language.words
    first = at
    while first - 1 in named:
        first -= 1
    alone = first == 0 or words[first - 1] not in lists["coordinate"] | {","}
    return alone and words[at] in lists["one_state"]
