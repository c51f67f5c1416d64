"""What the vocabulary knows under an id, or under a name or phrase in any script and case."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from schemas.article import make_cleaned
from tagging.marks import Mark
from tagging.mentions import find as find_mentions
from tagging.normalise import key
from tagging.subject import GuaranteeType
from tagging.tagger import Tagger
from tagging.tokens import tokenise


class Known(Struct, frozen=True, kw_only=True):
    """An entry of the vocabulary: its list, where it stands, what is written there, and what of it was asked for."""

    section: str
    place: str
    entry: dict[str, Any]
    found_as: tuple[str, ...] = ()


class Phrase(Struct, frozen=True, kw_only=True):
    """A phrase of the language of claims that the words asked for fit."""

    language: str
    kind: str
    name: str
    phrase: str
    place: str


class Answer(Struct, frozen=True, kw_only=True):
    """All that is known of what was asked for; nothing is an empty answer."""

    entries: tuple[Known, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.phrases)


def look_up(asked: str, tagger: Tagger) -> Answer:
    """Gives the entries with that id or alias, and the phrases of claims that the words are."""
    ids = _ids(asked, tagger)
    entries = [
        Known(
            section=section,
            place=placed.place,
            entry=msgspec.to_builtins(placed.entry),
            found_as=ids.get(getattr(placed.entry, "id", ""), ()),
        )
        for section, placed in tagger.vocabulary.placed()
        if getattr(placed.entry, "id", "") in ids
    ]
    subject = tagger.lexicon.subject
    kind = subject.types.get(asked)
    if kind is not None:
        entries.append(Known(section="types", place=subject.places[kind.id], entry=_type(kind)))
    return Answer(entries=tuple(entries), phrases=tuple(_phrases(asked, tagger)))


def _type(kind: GuaranteeType) -> dict[str, Any]:
    """Gives a guarantee type with its phrases as lists, without those that are empty."""
    found: dict[str, Any] = {}
    for name, value in msgspec.to_builtins(kind).items():
        if isinstance(value, dict):
            value = {code: [line.strip() for line in block.splitlines()] for code, block in value.items()}
        if value:
            found[name] = value
    return found


def _ids(asked: str, tagger: Tagger) -> dict[str, tuple[str, ...]]:
    """Gives the ids meant, each with what tells so."""
    found: dict[str, tuple[str, ...]] = {asked: ("id",)}
    for meaning in tagger.vocabulary.meanings.get(key(asked), ()):
        found.setdefault(meaning.id, (f"{meaning.sense} {meaning.phrase}",))
    # Given and family names together, and their cases, are no forms of their own: the finder knows them.
    article = make_cleaned(url="seed:asked", title="", text=asked, language="und", fetched_at="", version=0)
    for mention in find_mentions(article, tagger.vocabulary):
        found.setdefault(mention.id, (mention.rule,))
    return found


def _phrases(asked: str, tagger: Tagger) -> Iterator[Phrase]:
    for code, language in tagger.lexicon.languages.items():
        words = tokenise(asked, code).norms
        marks: list[Mark] = [
            hit.payload
            for hit in language.matcher.find(words, 0, len(words))
            if (hit.first, hit.last) == (0, len(words))
        ]
        for mark in dict.fromkeys(marks):
            name = f"{mark.name}.{mark.form}" if mark.form else mark.name
            yield Phrase(language=code, kind=mark.kind, name=name, phrase=mark.phrase, place=mark.place)
