"""Who is the subject: the actor a zone speaks of, told from those in its prepositions, titles and genitives."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tagging.positions.cases import is_oblique
from tagging.positions.contents import Content
from tagging.positions.zones import is_participle
from tagging.reading import Named, Reading, Sentence

_TITLE_REACH = 8
_MANY = 20
"""Countries from which on a group that would give guarantees is the coalition's."""
_GERMAN_IN_S = frozenset(["us", "belarus", "laos", "paris", "honduras", "wales", "weißes haus", "vereinigte staaten"])
"""German names that end in s outside the genitive too."""


class Subject(NamedTuple):
    """Actors that a cue may have as holder, or the pronoun (`he`, `they`, `it`, `we`) that stands for them."""

    actors: tuple[Named, ...]
    pronoun: str
    first: int
    last: int


class Standing(NamedTuple):
    """How an actor stands: it `modifies` the next one, is `governed` by a preposition, `owns` what follows."""

    modifies: bool
    governed: bool
    owns: bool
    weak: bool


def standings(reading: Reading, sentence: Sentence, contents: Sequence[Content]) -> list[Standing]:
    """Gives the standing of each actor of a sentence, in order; one within the name of a guarantee is no subject."""
    found: list[Standing] = []
    for place, named in enumerate(sentence.actors):
        modifies = _modifies(reading, sentence.actors, place)
        owns = _owns(reading, named)
        if reading.language.code == "fr" and _is_adjective(reading, named):
            found.append(Standing(modifies, True, owns, True))  # it follows its noun, which is the subject
            continue
        governed = _governed(reading, sentence, place, found)
        within = any(one.first <= named.first < one.last for one in contents)
        found.append(Standing(modifies, governed or (within and not owns), owns, _is_adjective(reading, named)))
    return found


def _modifies(reading: Reading, actors: list[Named], place: int) -> bool:
    named = actors[place]
    if any(other.last > named.first for other in actors[max(0, place - 2) : place]):
        return True  # inside a longer name: "the Ukrainian leader"
    words, lists = reading.tokens.norms, reading.language.words
    joined = named.last < len(words) and words[named.last] in lists["coordinate"]
    if reading.language.code == "en" and joined and named.id.startswith("person/"):
        return False  # "Macron and Prime Minister Starmer"
    if named.id.startswith("person/") and place + 1 < len(actors) and not actors[place + 1].id.startswith("person/"):
        return False
    for other in actors[place + 1 : place + 4]:
        if other.first < named.last:
            return True  # inside a longer name
        if other.first == named.last and other.id.startswith("bloc/"):
            return True  # "European allies"
        if other.first - named.last > _TITLE_REACH or not other.id.startswith(("person/", "org/", "bloc/", "state/")):
            return False
        between = range(named.last, other.first)
        only_titles = all(_may_be_title(reading, at) for at in between)
        if only_titles and other.id.startswith("person/"):
            if reading.language.code == "en" and named.id.startswith("person/") and "," in words[named.last : other.first]:
                return False  # "Macron, Prime Minister Starmer and"
            return bool(between) or reading.language.code != "en" or not named.id.startswith("person/")
        if not (only_titles and other.id.startswith(("state/", "org/"))):
            return False
    return False


def _may_be_title(reading: Reading, at: int) -> bool:
    """Whether a word between a state and a person can belong to the person's office or name."""
    word, lists = reading.tokens.norms[at], reading.language.words
    if word in lists["titles"] or word in lists["bridges"]:
        return True
    return reading.language.code != "de" and reading.text[reading.tokens.starts[at]].isupper()


def _owns(reading: Reading, named: Named) -> bool:
    words = reading.tokens.norms
    following = words[named.last] if named.last < len(words) else ""
    if following in ("'s", "'"):
        spaced = reading.tokens.starts[named.last] > reading.tokens.ends[named.last - 1]
        return not (reading.language.code == "en" and spaced)  # "Europe 'ready to lead'"
    if reading.language.code == "de":
        surface = named.mention.span.text.lower()
        return surface.endswith(("s", "’", "'")) and named.id[-1] != "s" and surface not in _GERMAN_IN_S
    return False


def _is_adjective(reading: Reading, named: Named) -> bool:
    """Whether the actor is named by an adjective whose noun is no person's or body's (`Ukrainian territory`)."""
    surface = named.mention.span.text
    if named.id.startswith("person/"):
        return False
    words, lists = reading.tokens.norms, reading.language.words
    following = words[named.last] if named.last < len(words) else ""
    if reading.language.code == "en" and surface.replace(".", "").isupper() and len(surface) <= 5:
        return following == "-" or not (_may_be_verb(following, lists) or not following.isalpha())
    if reading.language.code == "fr":
        before = words[named.first - 1] if named.first else ""
        noun = before.isalpha() and before not in lists["prepositions"] and before not in lists["determiners"]
        plain = before not in lists["people"] and before not in lists["titles"] and surface[:1].islower()
        return noun and plain and surface.lower().endswith(reading_endings("fr"))
    if not surface.lower().endswith(reading_endings(reading.language.code)):
        return following == "-"
    return following not in lists["people"] and following not in lists["titles"]


def _may_be_verb(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether an English word after an abbreviation (US, NATO) can be its verb rather than a noun it stands before."""
    small = (
        "titles",
        "be",
        "be_perfect",
        "modals",
        "people",
        "coordinate",
        "prepositions",
        "relative",
        "negation",
        "softeners",
    )
    return any(word in lists[name] for name in small) or word.endswith(("s", "ed", "ly")) or word in lists["past"]


@cache
def reading_endings(code: str) -> tuple[str, ...]:
    """Gives the endings of adjectives made from the names of states."""
    return {
        "en": ("ian", "ish", "ese", "ean", "can", "nch", "man", "utch", "ench", "ern", "ied"),
        "fr": (
            "ien",
            "ienne",
            "iens",
            "iennes",
            "ais",
            "aise",
            "ains",
            "ain",
            "aine",
            "éen",
            "éens",
            "éenne",
            "éennes",
            "usse",
            "ique",
            "iques",
        ),
        "de": ("ische", "ischen", "ischer", "isches", "ischem", "sche", "schen", "scher", "sches"),
        "ru": ("ий", "ая", "ое", "ие", "ого", "ому", "ским", "цким", "ской", "цкой", "ую", "их", "ими", "ые"),
        "uk": tuple(
            stem + ending
            for stem in ("ськ", "цьк", "зьк")
            for ending in ("ий", "а", "е", "і", "ого", "ому", "им", "ої", "ій", "у", "их", "ими", "ою")
        ),
    }.get(code, ())


def _governed(reading: Reading, sentence: Sentence, place: int, before: list[Standing]) -> bool:
    named = sentence.actors[place]
    words, lists = reading.tokens.norms, reading.language.words
    if is_oblique(named, reading.language.code) or _follows_noun(reading, sentence, named):
        return True
    at = named.first - 1
    steps = 0
    while at >= sentence.first and steps < _TITLE_REACH:
        word = words[at]
        if reading.language.code == "en" and word in lists["complement"]:
            return False  # "and that Moscow agreed"
        owner = sentence.actor_at.get(at)
        owner = owner if owner is not None and owner < place else None
        if owner is not None and before[owner].modifies:
            at = sentence.actors[owner].first - 1
        elif word in lists["coordinate"] and owner is None:
            previous = _actor_ending(sentence, at)
            if previous is None:
                return False
            following = words[named.last] if named.last < len(words) else ""
            told = any(following in lists[name] for name in ("modals", "be", "be_perfect", "do"))
            unlike = named.id.startswith("person/") != sentence.actors[previous].id.startswith("person/")
            if reading.language.code == "en" and told and (unlike or following in lists["singular"]):
                return False  # "NATO troops in Ukraine and Putin will not", "and Russia is objecting"
            return before[previous].governed
        elif word in lists["prepositions"] and reading.language.code == "fr" and _in_title(words, lists, at, sentence):
            at -= 1
        elif word in lists["prepositions"]:
            person = named.id.startswith("person/")
            if word in lists["of"] and at > sentence.first and words[at - 1] in lists["titles" if person else "people"]:
                return False  # "leaders of European countries", "Secretary of State X"
            if word in lists["such_as"] and words[at - 1] in lists["people"]:
                return False  # "countries like Italy"
            if word in lists["subordinate"] or word in lists["condition"]:
                return False  # "after the US blocked": opens a clause
            following = words[named.last] if named.last < len(words) else ""
            return not (word in lists["with"] and following.endswith("ing"))  # "with Zelensky saying"
        elif (
            word in lists["determiners"] or word in lists["soft"] or word in lists["titles"] or word in ("'s", "-", '"')
        ):
            at -= 1
        else:
            participle = reading.language.code == "en" and is_participle(word, "en")
            return participle and word not in lists["saying"]
        steps += 1
    return False


def _in_title(words: list[str], lists: Mapping[str, frozenset[str]], at: int, sentence: Sentence) -> bool:
    """Whether a French preposition only joins the words of a title: `le ministre des Affaires étrangères`."""
    inner = lists["titles"]
    return (
        at > sentence.first
        and words[at] in inner
        and words[at - 1] in inner
        and words[at - 1] not in lists["determiners"]
    )


def _follows_noun(reading: Reading, sentence: Sentence, named: Named) -> bool:
    """Whether a Slavic acronym, which has no cases, stands behind a noun and so in the genitive (`расширение НАТО`)."""
    surface = named.mention.span.text
    at = named.first - 1
    if reading.language.code not in ("ru", "uk") or not surface.isupper() or at < sentence.first:
        return False
    word, lists = reading.tokens.norms[at], reading.language.words
    small = ("coordinate", "complement", "relative", "subordinate", "condition", "softeners", "determiners", "negation")
    if (
        not word.isalpha()
        or any(word in lists[name] for name in small)
        or any(one.first <= at < one.last for one in sentence.actors)
    ):
        return False
    forms = [hit.payload.form for hit in sentence.hits if hit.last == at + 1]
    return "noun" in forms or "verb" not in forms  # "поддержки США" is not what they support


def _actor_ending(sentence: Sentence, at: int) -> int | None:
    for index, named in enumerate(sentence.actors):
        if named.last in (at, at - 1) or (named.last < at and at - named.last <= 1):
            return index
    return None


def find(reading: Reading, sentence: Sentence, stands: list[Standing], first: int, last: int) -> Subject | None:
    """Gives the subject in tokens `first` to before `last`: the first actor or pronoun there that can be one."""
    words, lists = reading.tokens.norms, reading.language.words
    fallback: Subject | None = None
    at = first
    inside = sentence.actor_at
    while at < last:
        index = inside.get(at)
        if index is not None:
            named, standing = sentence.actors[index], stands[index]
            free = not standing.modifies and not standing.governed
            if free and reading.language.code == "de" and _is_member(words, lists, named):
                return Subject((), "he", at, max(named.last, at + 1))  # "der CDU-Vorsitzende"
            if named.first >= first and free:
                group = together(reading, sentence, stands, index, last)
                if not standing.owns and not standing.weak:
                    return group
                fallback = fallback or group
            at = max(named.last, at + 1)
            continue
        pronoun = _pronoun(words, lists, at, first)
        if pronoun == "role":  # no article tells whether a name follows
            named_next = any(at < one.first <= at + 3 for one in sentence.actors)
            pronoun = "" if named_next else "he"
        elif pronoun == "he" and reading.language.code == "en" and at + 1 in inside and words[at] in lists["role_holder"]:
            pronoun = ""  # "the prime minister Kiril Petkov"
        elif pronoun and reading.language.code in ("fr", "de") and words[at] in lists["role_holder"]:
            pronoun = "" if _named_by(reading, sentence, at) else pronoun
        if pronoun:
            return Subject((), pronoun, at, at + 1)
        at += 1
    return fallback


def _is_member(words: list[str], lists: Mapping[str, frozenset[str]], named: Named) -> bool:
    """Whether a German compound names a person by a party or state: `CDU-Vorsitzende`, `Grünen-Politikerin`."""
    compound = words[named.first : named.last + 2]
    return not named.id.startswith("person/") and any(
        mark == "-" and role in lists["role_holder"] for mark, role in pairwise(compound)
    )


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
    if word not in lists["stands_for"]:
        return ""
    for name in ("he", "they", "it", "we"):
        if word in lists[f"{name}_subject"]:
            governed = (
                at > first and words[at - 1] in lists["prepositions"] and words[at - 1] not in lists["subordinate"]
            )
            return "" if governed else name
    if word in lists["role_holder"] and at > first and words[at - 1] in lists["determiners"]:
        return "he"
    if word in lists["role_holder"] and at > first + 1 and words[at - 1] in lists.get("ranks", ()):
        return "he" if words[at - 2] in lists["determiners"] else ""
    if word in lists.get("bare_role_holder", ()) and words[at + 1 : at + 2] != ["-"]:
        return "role"
    if word in lists["bodies"] and at > first and (words[at - 1] in lists["his"] or words[at - 1] in lists["our"]):
        return "he" if words[at - 1] in lists["his"] else "we"
    if word in lists["bodies"] and at > first and words[at - 1] in lists["determiners"]:
        return "alliance" if word in lists["alliances"] else "country"
    if word in lists.get("groups", ()) and at > first and words[at - 1] != "'s":
        counted = [one for one in words[max(first, at - 3) : at] if one.isdigit() or one in lists["counting"]]
        if counted:
            return "many" if any(one.isdigit() and int(one[:4]) >= _MANY for one in counted) else "some"
    if word in lists["documents"] and at > first and words[at - 1] in lists["determiners"]:
        return "document"
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
