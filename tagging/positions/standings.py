"""How an actor stands in a sentence: free, within a longer name, governed by a preposition, or owning what follows."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from tagging.positions.adjectives import is_adjective
from tagging.positions.cases import is_oblique
from tagging.positions.contents import Content
from tagging.positions.genitives import follows_noun, is_headed
from tagging.positions.zones import is_participle
from tagging.reading import Named, Reading, Sentence

_TITLE_REACH = 8
_GERMAN_IN_S = frozenset(["us", "belarus", "laos", "paris", "honduras", "wales", "weißes haus", "vereinigte staaten"])
"""German names that end in s outside the genitive too."""


class Standing(Struct, frozen=True, gc=False):
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
        adjective = is_adjective(reading, named)
        if adjective and reading.language.code == "fr":
            found.append(Standing(modifies, True, owns, True))  # it follows its noun, which is the subject
            continue
        governed = _governed(reading, sentence, place, found)
        if contents and not (governed or owns):
            for one in contents:
                if one.first <= named.first < one.last:
                    governed = True
                    break
        found.append(Standing(modifies, governed, owns, adjective))
    return found


def _modifies(reading: Reading, actors: list[Named], place: int) -> bool:
    named = actors[place]
    for other in actors[max(0, place - 2) : place]:
        if other.last > named.first:
            return True  # inside a longer name: "the Ukrainian leader"
    if place + 1 == len(actors) or actors[place + 1].first - named.last > _TITLE_REACH:
        return False
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
        if reading.language.code == "en" and words[named.last : other.first] == [","]:
            return False  # "The US, Andrii Sybiha said, had promised"
        if only_titles and other.id.startswith("person/"):
            if (
                reading.language.code == "en"
                and named.id.startswith("person/")
                and "," in words[named.last : other.first]
            ):
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


def _governed(reading: Reading, sentence: Sentence, place: int, before: list[Standing]) -> bool:
    named = sentence.actors[place]
    words, lists = reading.tokens.norms, reading.language.words
    if is_headed(reading, sentence, named):
        return False
    slavic = reading.language.code in ("ru", "uk")
    if slavic and (is_oblique(named, reading.language.code) or follows_noun(reading, sentence, named)):
        return True
    at = named.first - 1
    steps = 0
    english, actor_at = reading.language.code == "en", sentence.actor_at
    while at >= sentence.first and steps < _TITLE_REACH:
        word = words[at]
        if english and word in lists["complement"]:
            return False  # "and that Moscow agreed"
        owner = actor_at.get(at)
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
            if reading.language.code in ("ru", "uk") and unlike and named.id.startswith("person/"):
                return False  # "говорив у Парижі й Дональд Туск": the case tells
            return before[previous].governed
        elif word in lists["prepositions"] and reading.language.code == "fr" and _in_title(words, lists, at, sentence):
            at -= 1
        elif word in lists["prepositions"]:
            person = named.id.startswith("person/")
            if word in lists["of"] and at > sentence.first and words[at - 1] in lists["titles" if person else "people"]:
                return False  # "leaders of European countries", "Secretary of State X"
            if word in lists["such_as"] and words[at - 1] in lists["people"]:
                return False  # "countries like Italy"
            if word in lists["seated"] and words[at - 1] in lists["seat_holders"]:
                return False  # "officials in Kyiv"
            if word in lists["subordinate"] or word in lists["condition"]:
                return False  # "after the US blocked": opens a clause
            following = words[named.last] if named.last < len(words) else ""
            return not (word in lists["with"] and following.endswith("ing"))  # "with Zelensky saying"
        elif (
            word in lists["determiners"] or word in lists["soft"] or word in lists["titles"] or word in ("'s", "-", '"')
        ):
            at -= 1
        else:
            participle = english and is_participle(word, "en")
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


def _actor_ending(sentence: Sentence, at: int) -> int | None:
    for index, named in enumerate(sentence.actors):
        if named.last in (at, at - 1) or (named.last < at and at - named.last <= 1):
            return index
    return None
