"""Words that look like a cue and are none: `guarantees against`, `so-called`, `in May`; `заявлений`, `підсумковій`."""

from tagging.marks import Mark
from tagging.phrases import Hit
from tagging.reading import Reading

_MONEY = frozenset(["assets", "funds", "money", "reserves", "billions", "deposits"])
_NOUN_ENDINGS = {
    "ru": ("ие", "ия", "ию", "ием", "ии", "ий", "иям", "иями", "иях", "ость", "ости", "ного", "ной", "ному", "ных",
           "ным", "ными", "ый", "ая", "ое", "ые", "ку"),
    "uk": ("ння", "нню", "нням", "нні", "нь", "ку", "ннями", "ннях",
           "ява", "яви", "яві", "яву", "явою", "яв",
           "явах", "явам", "ість", "ості", "ого", "ій", "ому", "их", "им", "ими", "ої", "ою"),
}  # fmt: skip
_WISHED = 7
"""Tokens between the `that` of what is asked for and its verb."""


def reaches_over(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether `called … for` has an object between, so that the two do not belong together."""
    words, lists = reading.tokens.norms, reading.language.words
    inside = words[hit.first + 1 : hit.last - 1]
    calls = words[hit.first].startswith(("call", "press", "push"))
    return (
        calls
        and words[hit.last - 1] == "for"
        and any(word in lists["determiners"] and word != "again" for word in inside)
    )


def stops_an_evil(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether what is stopped or prevented is war, not a guarantee: `to stop another invasion`."""
    words, lists = reading.tokens.norms, reading.language.words
    if words[hit.first] not in lists["stopping"]:
        return False
    near = (*words[hit.last : hit.last + 5], *words[max(0, hit.first - 3) : hit.first])
    return any(word in lists["evils"] for word in near)


def is_no_stance(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether `against`, `back` or `may` says nobody's stance: `guarantees against`, `back in 2021`, `in May`."""
    words, lists = reading.tokens.norms, reading.language.words
    following = words[hit.last] if hit.last < len(words) else ""
    if words[hit.first] in lists["reaching"]:
        return following in lists["to_where"]  # "the guarantees do not extend to Crimea"
    if hit.last - hit.first > 1:
        return False
    if words[hit.first] == "say":
        return hit.first > 0 and words[hit.first - 1] in lists["gets"]  # "Russia has no say"
    if words[hit.first] in lists["receiving"] and any(
        word in lists["sayings"] for word in words[hit.last : hit.last + 2]
    ):
        return True  # "does not get a say"
    if words[hit.first] == "may":
        return following.isdigit() or (hit.first > 0 and words[hit.first - 1] in lists["prepositions"])  # the month
    if words[hit.first] == "back":
        return following in lists["prepositions"] or following in ("home", "then")  # "back in 2021"
    if words[hit.first] in ("frozen", "freezing"):
        return not _MONEY.isdisjoint(words[hit.last : hit.last + 4])  # "frozen Russian assets"
    if words[hit.first] != "against":
        return False
    return not any(
        word in lists["be"] or word in lists["taking_sides"] for word in words[max(0, hit.first - 3) : hit.first]
    )


def opens(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether a word in s opens the text or a sentence, so that it is no verb: `Calls by Zelensky for …`."""
    words = reading.tokens.norms
    return words[hit.first].endswith("s") and (hit.first == 0 or words[hit.first - 1] in (".", "!", "?"))


def in_compound(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether an English cue is half of a compound (`so-called`, `US-backed`, `counter-draft`)."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    at = hit.first - 1
    opens = hit.last < len(starts) - 1 and hit.last - hit.first == 1 and reading.tokens.norms[hit.last] == "-"
    if opens and starts[hit.last] == ends[hit.first] and starts[hit.last + 1] == ends[hit.last]:
        return True  # "counter-draft"
    return at > 0 and reading.tokens.norms[at] == "-" and ends[at] == starts[hit.first] and ends[at - 1] == starts[at]


def is_slavic_noun(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether one Russian or Ukrainian word has the ending of a noun or an adjective, which no verb has."""
    endings = _NOUN_ENDINGS.get(reading.language.code, ())
    return bool(endings) and hit.last - hit.first == 1 and reading.tokens.norms[hit.first].endswith(endings)


def is_wished(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether a verb is what somebody asks for: `asks that the alliance pledge`, `insists that NATO offer`."""
    words, lists = reading.tokens.norms, reading.language.words
    that = next((at for at in range(hit.first - 2, max(hit.first - _WISHED, 0), -1) if words[at] == "that"), 0)
    return that > 0 and any(word in lists["wishing"] for word in words[max(that - 2, 0) : that])
