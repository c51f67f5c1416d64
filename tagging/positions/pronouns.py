"""Whether words that may stand for what was said before do: `this`, `that would be a mistake`, and not `this week`."""

from tagging.reading import Reading, Sentence

_QUESTIONS = frozenset(["what", "why", "how", "where", "when", "because"])
_OPENS = frozenset(['"', ",", ";", "—", "but", "and"])


def stands_for(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """Gives the tokens that stand for what was said before, of those that may; None where they do not."""
    words = reading.tokens.norms
    if last - first == 1 and not _stands_alone(reading, first, last):
        return None
    if reading.language.code != "en":
        return first, last
    if words[first] == "that" and last - first == 2 and _is_relative(reading, sentence, first):
        return None
    if words[first + 1 : last - 1] != ["that"]:
        return first, last
    asks = not _QUESTIONS.isdisjoint(words[last : last + 2])  # "said that is not what was agreed"
    return None if asks else (first + 1, last - 1)  # "thinks that would be"


def _stands_alone(reading: Reading, first: int, last: int) -> bool:
    """Whether a pronoun has no noun behind it (`this week`)."""
    words, lists = reading.tokens.norms, reading.language.words
    word = words[last] if last < len(words) else "."
    if any(one in ("that", "to") for one in words[last + 2 : last + 6]) and word in lists["be"]:
        return False  # "it is absurd that"
    if words[first] in ("it", "which", "something"):
        return True
    small = ("be", "modals", "prepositions", "relative", "coordinate", "complement", "do", "softeners", "be_perfect")
    return not word[0].isalnum() or any(word in lists[name] for name in small) or word.endswith("ly")


def _is_relative(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether a `that` before its verb opens a relative clause: `guarantees that would`, not `“That is absurd”`."""
    words, lists = reading.tokens.norms, reading.language.words
    told = words[first + 1] in lists["be"] or words[first + 1] in lists["modals"]
    return told and first > sentence.first and words[first - 1] not in _OPENS
