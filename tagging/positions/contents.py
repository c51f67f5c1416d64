"""What of a sentence speaks of a security guarantee: each phrase with its type, told from others that look alike."""

from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from tagging.marks import Kind, Mark
from tagging.nature import NOTHING, Nature
from tagging.phrases import Hit
from tagging.positions.pronouns import stands_for
from tagging.reading import Reading, Sentence
from tagging.subject import UNSPECIFIED

_NEGATION_REACH = 3
_OVER = 3
"""Tokens from which on a phrase can reach over the end of a quotation."""
_NAMING: tuple[Kind, ...] = ("strong", "against", "anchor", "weak", "later", "bare", "anaphor")
"""Phrases that name a guarantee, the one that says most first."""
_EXPENSES = ("expense", "cost", "costs", "счет", "рахунок", "dépens", "détriment", "kosten")
_DENIED = frozenset(["not", "cannot", "never", "n't"])
_NO_IN_FRENCH = frozenset(["pas", "aucun", "aucune"])


class Content(Struct, frozen=True, gc=False):
    """Tokens `first` to before `last` name a guarantee of `type`, or its contrary; `kind` is that of its phrase."""

    first: int
    last: int
    type: str
    kind: str
    contrary: bool = False
    of: str = ""
    """Whose words an anaphor stands for, where it says so."""
    nature: Nature = NOTHING
    """What the rules know of the type."""


def find(reading: Reading, sentence: Sentence) -> list[Content]:
    """Gives the contents of a sentence in order; weak ones and anaphora too, which count only in some places."""
    by_kind = sentence.by_kind
    hits: list[Hit[Mark]] = []
    for kind in _NAMING:
        if kind in by_kind:
            hits += by_kind[kind]
    if not hits:
        return []
    excluded: set[int] = set()
    for hit in sentence.of("excluded"):
        excluded.update(range(hit.first, hit.last))
    unlike: dict[str, list[tuple[int, int]]] = {}
    for hit in sentence.of("unlike"):
        unlike.setdefault(hit.payload.name, []).append((hit.first, hit.last))
    found: list[Content] = []
    if len(hits) > 1:
        hits.sort(key=lambda hit: (_rank(hit.payload), hit.first - hit.last))
    for hit in hits:
        content = _content(reading.tokens.norms, hit)
        if content is None or (content.type == UNSPECIFIED and excluded.intersection(range(hit.first, hit.last))):
            continue
        if unlike and any(first < hit.last and hit.first < last for first, last in unlike.get(content.type, ())):
            continue
        if content.nature.has("troops") and reading.language.code == "en":
            content = _behind_verb(reading, content)
        if content.nature.has("troops") and _own_troops(reading, content):
            continue
        if content.last - content.first > _OVER and _closes_quotation(reading, content):
            continue
        if content.kind == "anaphor":
            stands = stands_for(reading, sentence, content.first, content.last)
            if stands is None:
                continue
            content = replace(content, first=stands[0], last=stands[1])
        if reading.language.code == "en" and content.nature.refuses_admission:
            content = _undenied(reading, content)
        if content.kind in ("anchor", "bare") and _is_hollow(reading, content):
            content = replace(content, contrary=True)
        place = -1
        for at, other in enumerate(found):
            if _covers(other, content):
                place = at
                break
        if place < 0:
            found.append(content)
        elif reading.language.code == "en" and found[place].type == content.type and content.kind == "strong":
            first, last = min(found[place].first, content.first), max(found[place].last, content.last)
            found[place] = replace(found[place], first=first, last=last)  # "NATO contingents in Ukraine"
    if len(found) > 1:
        found.sort(key=lambda content: (content.first, content.last))
    return found


def _rank(mark: Mark) -> int:
    return -1 if mark.kind == "strong" and mark.nature.refuses_admission else _NAMING.index(mark.kind)


def at_expense(words: list[str], hit: Hit[Mark] | Content) -> bool:
    """Whether the words tell what the principle forbids: `strengthen their security at the expense of others`."""
    inside = words[hit.first : hit.last]
    return any(word in inside for word in _EXPENSES)


def _content(words: list[str], hit: Hit[Mark]) -> Content | None:
    kind, name, nature = hit.payload.kind, hit.payload.name, hit.payload.nature
    if kind in ("strong", "weak", "later"):
        contrary = (
            nature.has("collective")
            and at_expense(words, hit)
            and not _DENIED.intersection(words[hit.first : hit.last])
        )
        return Content(hit.first, hit.last, name, kind, contrary=contrary, nature=nature)
    if kind == "against":
        contrary = not (nature.has("collective") and _DENIED.intersection(words[hit.first : hit.last]))
        return Content(hit.first, hit.last, name, "strong", contrary=contrary, nature=nature)
    if kind in ("anchor", "bare"):
        return Content(hit.first, hit.last, UNSPECIFIED, kind, nature=nature)
    return Content(hit.first, hit.last, "", kind) if kind == "anaphor" else None


def _covers(one: Content, other: Content) -> bool:
    """Whether `one`, the stronger, says all that `other` would."""
    if one.first >= other.last or other.first >= one.last:
        return False
    if other.kind == "anaphor":
        return True
    if one.type == other.type:
        return True
    if one.nature.refuses == other.type and one.nature.refuses:
        return True
    if one.nature.grants_admission and one.nature.refused_by == other.type:
        return True
    if other.kind == "bare" and one.kind == "strong" and one.first <= other.first and other.last <= one.last:
        return True  # "Absicherung" in "Absicherung des Waffenstillstands"
    return other.kind in ("weak", "later") and one.kind == "strong"


def _behind_verb(reading: Reading, content: Content) -> Content:
    """Gives the soldiers of words that run over an English verb: `NATO will send troops` are troops that it sends."""
    words, modals = reading.tokens.norms, reading.language.words["modals"]
    first = next((at + 1 for at in range(content.first, content.last - 1) if words[at] in modals), content.first)
    return content if first == content.first else replace(content, first=content.last - 1)


def _undenied(reading: Reading, content: Content) -> Content:
    """Gives the content without a `not` that denies it: `not ban it from joining`, `not give up admitting`."""
    inside = reading.tokens.norms[content.first : content.last]
    first, following = inside[0], inside[1] if len(inside) > 1 else ""
    if ("not" in inside or "never" in inside) and ("give", "up") in pairwise(inside):
        return replace(content, contrary=True)
    bans = following.startswith(("ban", "bar", "rule", "exclud", "prevent", "preclud", "prohibit"))
    return replace(content, first=content.first + 1) if first in ("not", "n't", "never") and bans else content


def _closes_quotation(reading: Reading, content: Content) -> bool:
    """Whether a quotation ends within the words (`come to blows,” Defence Secretary`), so that they are no phrase."""
    inside = reading.tokens.norms[content.first : content.last]
    return any(one in (",", ".") and following == '"' for one, following in pairwise(inside))


def _is_hollow(reading: Reading, content: Content) -> bool:
    """Whether guarantees are called none before they are named: who refuses `розмиті гарантії` wants firm ones."""
    hollow = reading.language.words["hollow"]
    before = reading.tokens.norms[content.first - 1 : content.first]
    return bool(hollow) and bool(before) and before[0].startswith(tuple(hollow))


def _own_troops(reading: Reading, content: Content) -> bool:
    """Whether the troops are those of the parties to the war."""
    own = reading.language.words["own_troops"]
    return not own.isdisjoint(reading.tokens.norms[max(0, content.first - 1) : content.last])


def _has_ne(reading: Reading, content: Content) -> bool:
    """Whether a French verb nearby is negated, so that `pas` and `aucun` are its, not the content's."""
    near = reading.tokens.norms[max(0, content.first - 8) : content.first]
    return "ne" in near or "n'" in near


def is_denied_within(reading: Reading, content: Content) -> bool:
    """Whether the words themselves deny what they name: `send no soldiers`, `deploy neither troops nor`."""
    inside = reading.tokens.norms[content.first + 1 : content.last]
    if reading.language.code == "de" and content.nature.has("troops"):
        return reading.tokens.norms[content.first].startswith("kein")  # "keine Soldaten"
    return reading.language.code == "en" and content.nature.has("own-means") and ("no" in inside or "neither" in inside)


def is_negated(reading: Reading, content: Content, floor: int) -> bool:
    """Whether `no`, `not` or `without` stands right before the content, not before token `floor`."""
    words = reading.tokens.norms[max(floor, content.first - _NEGATION_REACH) : content.first]
    if "single" in words:
        words = reading.tokens.norms[max(floor, content.first - _NEGATION_REACH - 1) : content.first]
    if reading.language.code == "fr" and not _has_ne(reading, content) and _NO_IN_FRENCH.intersection(words):
        return True
    flips = reading.language.words["flips_content"]
    if flips.isdisjoint(words):
        return False
    if "without" in words[:-1] and words[-1] in ("the", "any", "these", "those", "such"):
        words = words[words.index("without") + 1 :]  # "without ratification the guarantees"
    if "no" in words[:-1] and words[words.index("no") + 1] in ("less", "fewer", "more"):
        return False  # "no less a guarantee than"
    of_another_kind = content.kind in ("anchor", "bare")  # "non-military guarantees" are guarantees
    return sum(word in flips and not (word == "non" and of_another_kind) for word in words) % 2 == 1
