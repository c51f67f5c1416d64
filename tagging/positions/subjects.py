"""Who is the subject: the actor a zone speaks of, told from those in its prepositions, titles and genitives."""

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

from tagging.positions.standings import Standing
from tagging.reading import Named, Reading, Sentence

_TITLE_REACH = 8
_SPOKEN_FOR = 4
"""Tokens from a spokesman to whom he speaks for."""
_MANY = 20
"""Countries from which on a group that would give guarantees is the coalition's."""


class Subject(Struct, frozen=True, gc=False):
    """Actors that a cue may have as holder, or the pronoun (`he`, `they`, `it`, `we`) that stands for them."""

    actors: tuple[Named, ...]
    pronoun: str
    first: int
    last: int


def find(reading: Reading, sentence: Sentence, stands: list[Standing], first: int, last: int) -> Subject | None:
    """Gives the subject in tokens `first` to before `last`: the first actor or pronoun there that can be one."""
    words, lists = reading.tokens.norms, reading.language.words
    fallback: Subject | None = None
    inside, stands_for = sentence.actor_at, lists["stands_for"]
    if not inside and stands_for.isdisjoint(words[first:last]):
        return None
    past = first
    for at, word in enumerate(words[first:last], first):
        index = inside.get(at)
        if index is None and word not in stands_for:
            continue
        if at < past:
            continue
        if index is not None:
            named, standing = sentence.actors[index], stands[index]
            free = not standing.modifies and not standing.governed
            if free and reading.language.code == "de" and _is_member(words, lists, named, sentence):
                return Subject((), "he", at, max(named.last, at + 1))  # "der CDU-Vorsitzende"
            if named.first >= first and free:
                group = together(reading, sentence, stands, index, last)
                if not standing.owns and not standing.weak:
                    return group
                fallback = fallback or group
            past = named.last
            continue
        pronoun = _pronoun(words, lists, at, first)
        if pronoun == "he" and reading.language.code == "en" and words[at] in lists["unnamed"]:
            whose = _whose_spokesman(reading, sentence, at)
            if whose is not None and not whose.id.startswith("person/"):
                return Subject((whose,), "", at, whose.last)
            pronoun = "" if whose is not None or words[at - 1] in lists["articles"] else pronoun
        if pronoun == "role" and _is_stranger(reading, inside, at, last):
            return Subject((), "stranger", at, at + 1)
        if pronoun == "role":  # no article tells whether a name follows
            named_next = any(at < one.first <= at + 3 for one in sentence.actors)
            pronoun = "" if named_next else "he"
        elif (
            pronoun == "he" and reading.language.code == "en" and at + 1 in inside and words[at] in lists["role_holder"]
        ):
            pronoun = ""  # "the prime minister Kiril Petkov"
        elif pronoun == "he" and reading.language.code == "en" and words[at + 1 : at + 2] == ["of"]:
            pronoun = (
                "" if _named_by(reading, sentence, at) else pronoun
            )  # "the prime minister of Slovakia Robert Fico"
        elif pronoun and reading.language.code in ("fr", "de") and words[at] in lists["role_holder"]:
            pronoun = "" if _named_by(reading, sentence, at) or _is_of_a_body(words, lists, sentence, at) else pronoun
        if pronoun:
            return Subject((), pronoun, at, at + 1)
    return fallback


def _whose_spokesman(reading: Reading, sentence: Sentence, at: int) -> Named | None:
    """Gives for whom somebody without a name speaks: `a spokesman for the German government`."""
    words, lists = reading.tokens.norms, reading.language.words
    following = "".join(words[at + 1 : at + 2])
    if following != "for" and not (following in lists["seated"] and words[at] in lists["seat_holders"]):
        return None
    near = (one for one in sentence.actors if at < one.first <= at + _SPOKEN_FOR)
    return next(near, None)


def _is_stranger(reading: Reading, inside: Mapping[int, int], at: int, last: int) -> bool:
    """Whether a Slavic office is that of somebody whom no list knows: `бывший министр обороны Анатол Шалару`."""
    tokens = reading.tokens
    for place in range(at + 1, min(at + _TITLE_REACH, last - 1)):
        if place in inside or not tokens.norms[place][0].isalpha():
            return False
        if reading.text[tokens.starts[place]].isupper():
            return place + 1 not in inside and reading.text[tokens.starts[place + 1]].isupper()
    return False


def _is_member(words: list[str], lists: Mapping[str, frozenset[str]], named: Named, sentence: Sentence) -> bool:
    """Whether a German compound names a person by a party or state: `CDU-Vorsitzende`, `Grünen-Politikerin`."""
    compound = words[named.first : named.last + 2]
    if "-" not in compound or named.id.startswith("person/"):
        return False
    if any(one.first == named.last + 2 and one.id.startswith("person/") for one in sentence.actors):
        return False  # "CDU-Außenpolitiker Norbert Röttgen"
    return any(mark == "-" and role in lists["role_holder"] for mark, role in pairwise(compound))


def _is_of_a_body(words: list[str], lists: Mapping[str, frozenset[str]], sentence: Sentence, at: int) -> bool:
    """Whether somebody without a name serves a state or body that is named: `un responsable de l'Alliance`."""
    unnamed = at > sentence.first and words[at - 1] in ("un", "une", "ein", "eine", "einer")
    following = next((one for one in sentence.actors if at < one.first <= at + 4), None)
    serves = any(words[place] in lists["of"] for place in range(at + 1, min(at + 3, len(words))))
    return unnamed and serves and following is not None and not following.id.startswith("person/")


def _named_by(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether the title at token `at` is of a person named right behind it: `le ministre des Affaires étrangères X`."""
    following = next((one for one in sentence.actors if one.first > at and one.id.startswith("person/")), None)
    if following is None or following.first - at > _TITLE_REACH:
        return False
    words, lists = reading.tokens.norms, reading.language.words
    small = lists["titles"] | lists["bridges"] | lists["determiners"] | lists["soft"]
    inside = {at for one in sentence.actors for at in range(one.first, one.last)}
    return all(words[place] in small or place in inside for place in range(at + 1, following.first))


def _pronoun(words: list[str], lists: Mapping[str, frozenset[str]], at: int, first: int) -> str:
    word = words[at]
    for name in ("he", "they", "it", "we"):
        if word in lists[f"{name}_subject"]:
            governed = (
                at > first and words[at - 1] in lists["prepositions"] and words[at - 1] not in lists["subordinate"]
            )
            return "" if governed else name
    if word in lists["pair"] and at > first and words[at - 1] in lists["determiners"]:
        following = words[at + 1 : at + 2]
        return "" if following and following[0] in lists["groups"] | lists["parties"] else "two"
    if word in lists["role_holder"] and at > first and words[at - 1] in lists["determiners"]:
        return "he"
    if word in lists["role_holder"] and at > first + 1 and words[at - 1] in lists.get("ranks", ()):
        return "he" if words[at - 2] in lists["determiners"] else ""
    if word in lists.get("bare_role_holder", ()) and words[at + 1 : at + 2] != ["-"]:
        return "role"
    if word in lists["bodies"] and at > first and (words[at - 1] in lists["his"] or words[at - 1] in lists["our"]):
        return "he" if words[at - 1] in lists["his"] else "we"
    if word in lists["coalitions"] and at > first and words[at - 1] == "the" and words[at + 1 : at + 2] != ["of"]:
        return "many"
    if word in lists["bodies"] and at > first and words[at - 1] in lists["determiners"]:
        return "alliance" if word in lists["alliances"] else "country"
    before = words[at - 1] if at > first else ""
    if word in lists["coalitions"] and (before in lists["determiners"] or before in lists["groups"]):
        return "coalition"
    if word in lists.get("groups", ()) and at > first and words[at - 1] != "'s":
        counted = [one for one in words[max(first, at - 3) : at] if one.isdigit() or one in lists["counting"]]
        if counted:
            return "many" if any(one.isdigit() and int(one[:4]) >= _MANY for one in counted) else "some"
    if word in lists["documents"] and at > first and words[at - 1] in lists["determiners"]:
        return "document"
    if word in lists.get("papers", ()) and at > first + 1 and words[at - 2] in lists["determiners"]:
        return "document" if words[at - 1].isalpha() else ""  # "a separate statement"
    return ""


def together(reading: Reading, sentence: Sentence, stands: list[Standing], index: int, last: int) -> Subject:
    """Gives the actor with those that `and` puts beside it."""
    words, lists = reading.tokens.norms, reading.language.words
    group = [sentence.actors[index]]
    end = sentence.actors[index].last
    for other in range(index + 1, min(index + 8, len(sentence.actors))):
        named = sentence.actors[other]
        if named.first < end:
            continue
        between = words[end : named.first]
        if named.first >= last or len(between) > _TITLE_REACH or not between:
            break
        joined = any(word in lists["coordinate"] or word == "," for word in between)
        plain = all(
            word in lists["coordinate"]
            or word == ","
            or word in lists["titles"]
            or word in lists["bridges"]
            or word in lists["soft"]
            for word in between
        )
        if not plain or (not joined and not stands[other - 1].modifies):
            break
        end = named.last
        if not stands[other].modifies:
            group.append(named)
    return Subject(tuple(group), "", group[0].first, end)
