"""The form in which a cue stands: finite, infinitive, participle, passive."""

import re
from collections.abc import Mapping
from typing import Literal

from tagging.positions.cues import Cue
from tagging.positions.zones import is_participle
from tagging.reading import Reading

Kind = Literal["finite", "infinitive", "participle", "passive", "noun", "adjective", "modal"]
_IRREGULAR = frozenset(
    [
        "given",
        "sent",
        "sought",
        "put",
        "offered",
        "made",
        "shot",
        "told",
        "set",
        "taken",
        "written",
        "drafted",
        "bound",
        "met",
    ]
)
_BLAMED = frozenset(["after", "for", "over", "amid", "as"])
_INFINITIVES = {
    "ru": ("ть", "ться", "ти", "тись", "чь"),
    "uk": ("ти", "тися", "тись"),
    "fr": ("er", "ir", "dre", "tre", "ire", "vre", "ure", "oir"),
}
_FRENCH_PARTICIPLE = re.compile(r"(?:é|i|u|is|it|ert|eint)(?:e|es|s)?$")
_REFLEXIVE = frozenset(["s'", "se", "m'", "me", "nous"])
_TO_AGENT = 5
"""Tokens from a French participle on within which its `par` stands."""
_NO_INFINITIVES = frozenset(["montre", "rencontre", "livre", "délivre", "ouvre", "assure", "mesure"])


def kind_of(reading: Reading, cue: Cue) -> Kind:
    """Gives the form of a cue at its place."""
    if cue.form == "noun":
        return "noun"
    if cue.form in ("adjective", "effect"):
        return "adjective"
    if cue.stance in ("modal", "will"):
        return "modal"
    words, lists, code = reading.tokens.norms, reading.language.words, reading.language.code
    word = words[cue.first]
    at = cue.first - 1
    while at >= 0 and (words[at].endswith("ly") or words[at] in lists["negation"] or words[at] in lists["softeners"]):
        at -= 1
    before = words[at] if at >= 0 else ""
    if before in lists["infinitive"]:
        return "infinitive"
    if code == "en":
        return _english(words, lists, word, before, cue, headline=reading.field == "title")
    if code == "de":
        zu = "zu" in word[2:] and word.endswith("en")
        return "infinitive" if zu else "finite"
    if word in _NO_INFINITIVES:
        return "finite"
    if code in ("ru", "uk") and not lists["negation"].isdisjoint(words[cue.first + 1 : cue.last]):
        return "finite"  # "слышать не хочет"
    if word.endswith(_INFINITIVES.get(code, ("\0",))) and word not in lists["prepositions"]:  # "проти"
        return "infinitive"
    if code == "fr" and cue.stance != "say" and _is_french_passive(words, lists, cue):
        return "passive"
    return "participle" if is_participle(word, code) else "finite"


def _is_french_passive(words: list[str], lists: Mapping[str, frozenset[str]], cue: Cue) -> bool:
    """Whether a French participle is suffered: `a été rejetée`, `exclu par Berlin`; not `s'est engagé`, `est prêt`."""
    word = words[cue.first]
    if not _FRENCH_PARTICIPLE.search(word) or word in lists["no_passive"]:
        return False
    at = cue.first - 1
    while at >= 0 and (words[at] in lists["softeners"] or words[at] in lists["negation"] or words[at] == "pas"):
        at -= 1
    if at > 0 and words[at] in lists["be"]:
        before = words[at - 1] if words[at] != "été" else words[at - 2]
        return before not in _REFLEXIVE
    by = next((at for at in range(cue.last, min(cue.last + _TO_AGENT, len(words))) if words[at] in lists["by"]), -1)
    helped = at >= 0 and words[at] in lists["perfect"]
    return by >= 0 and not helped and all(words[at][0].isalnum() or words[at] == "'" for at in range(cue.last, by))


def _english(words: list[str], lists, word: str, before: str, cue: Cue, *, headline: bool) -> Kind:  # type: ignore[no-untyped-def]
    # a headline leaves out "was": "Macron criticised after"
    if word.endswith("ing"):
        return "finite" if before in lists["be"] else "participle"
    after = words[cue.last] if cue.last < len(words) else ""
    if word in lists["no_passive"] and after not in lists["by"]:
        return "finite"
    if not (word.endswith("ed") or word in _IRREGULAR):
        return "finite"
    blamed = headline and after in _BLAMED and cue.stance == "against"
    return "passive" if before in lists["be"] or after in lists["by"] or blamed else "finite"
