"""What a type of guarantee is called and by which words it is heard; and which types a name or a phrase means."""

from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from tagging.lookup import look_up
from tagging.normalise import key
from tagging.subject import GuaranteeType
from tagging.tagger import Tagger

PHRASES = 6
"""Phrases of a language that are told."""
_HEARD = ("strong", "weak", "later")
"""Kinds of phrases that speak of their type, the surest first."""


class TypeNames(Struct, frozen=True, kw_only=True):
    """A type of guarantee: `labels` are its names by language, `heard_as` some of the words that say it outright.

    A phrase that ends with `…` stands for every word that begins so. `place` is file and line.
    """

    id: str
    means: str
    labels: Mapping[str, str] = {}
    heard_as: Mapping[str, tuple[str, ...]] = {}
    place: str = ""


def type_names(identity: str, tagger: Tagger) -> TypeNames | None:
    """Gives the type with this id, None where the vocabulary has none."""
    subject = tagger.lexicon.subject
    kind = subject.types.get(identity)
    if kind is None:
        return None
    heard = {language: tuple(islice(_plain(block), PHRASES)) for language, block in kind.strong.items()}
    return TypeNames(
        id=kind.id,
        means=kind.means,
        labels=kind.labels,
        heard_as={language: phrases for language, phrases in heard.items() if phrases},
        place=subject.places.get(kind.id, ""),
    )


def types_meant(asked: str, tagger: Tagger) -> tuple[str, ...]:
    """Gives the ids of the types that an id, a name in any language, or a phrase of the vocabulary means."""
    types = tagger.lexicon.subject.types
    named = [kind.id for kind in types.values() if key(asked) in set(map(key, _called(kind)))]
    if named:
        return tuple(named)
    phrases = [phrase for phrase in look_up(asked, tagger).phrases if phrase.name in types]
    for kind in _HEARD:
        found = [phrase.name for phrase in phrases if phrase.kind == kind]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _called(kind: GuaranteeType) -> Iterator[str]:
    yield kind.id
    yield kind.id.replace("-", " ")
    yield from kind.labels.values()


def _plain(block: str) -> Iterator[str]:
    """Gives the phrases that are words alone, as people write them; patterns with choices in them are left out."""
    for line in block.splitlines():
        words = line.strip().replace(" - ", "-")
        if words and not set(words) & set("@|~?_"):
            yield words.replace("*", "…")
