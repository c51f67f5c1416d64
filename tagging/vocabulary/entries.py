"""What the files of a vocabulary hold, entry by entry. The JSON Schemas beside the files are made from these types."""

from typing import Annotated

from msgspec import Meta, Struct

Phrase = Annotated[str, Meta(min_length=1, max_length=2_000, description="see vocabulary/README.md for | ~ ( )")]
Aliases = dict[Annotated[str, Meta(pattern="^([a-z]{2}|any)$")], tuple[Phrase, ...]]
"""Phrases by language (ISO 639-1), or `any` where they are the same everywhere."""

ActorId = Annotated[str, Meta(pattern="^(person|state|org|bloc)/[a-z0-9]+(-[a-z0-9]+)*$")]
StateId = Annotated[str, Meta(pattern="^state/[a-z]{2}$")]
PersonId = Annotated[str, Meta(pattern="^person/[a-z0-9]+(-[a-z0-9]+)*$")]
OrganisationId = Annotated[str, Meta(pattern="^org/[a-z0-9]+(-[a-z0-9]+)*$")]
BlocId = Annotated[str, Meta(pattern="^bloc/[a-z0-9]+(-[a-z0-9]+)*$")]
SourceId = Annotated[str, Meta(pattern="^source/[a-z0-9]+(-[a-z0-9]+)*$")]
PlainId = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Tenure = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]+ (state|org)/[a-z0-9-]+ \d{4}(-\d\d){0,2}/(\.\.|\d{4}(-\d\d){0,2})$",
        description="office, of whom, and when: `president state/us 2021-01-20/2025-01-20`; `..` while it lasts",
    ),
]


Interval = Annotated[
    str,
    Meta(
        pattern=r"^(\d{4}(-\d\d){0,2}/(\.\.|\d{4}(-\d\d){0,2}))?$",
        description="from a day to a day: `2021-12-15/2022-12-31`; `..` is until now",
    ),
]


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Common to all entries. `note` is for the people who edit the file."""

    note: str = ""


class State(Entry, frozen=True, kw_only=True):
    """A state. `cautious` are its phrases that are also names of persons: not believed beside another name."""

    id: StateId
    names: Aliases
    demonyms: Aliases = {}
    seats: Aliases = {}
    leader: Annotated[str, Meta(description="the office that `leader` means")] = ""
    cautious: tuple[Phrase, ...] = ()
    script: Annotated[str, Meta(pattern="^(latin|cyrillic)$", description="names are written in it at home")] = "latin"


class Organisation(Entry, frozen=True, kw_only=True):
    """An organisation. One with `speaker` counts only where it speaks (think-tanks, courts, companies).

    `acting` are its phrases that are a city's name too: they count only where the city acts.
    """

    id: OrganisationId
    names: Aliases
    cautious: Annotated[tuple[Phrase, ...], Meta(description="count only where another phrase of it stands too")] = ()
    acting: tuple[Phrase, ...] = ()
    leader: str = ""
    state: StateId | None = None
    speaker: bool = False


class Bloc(Entry, frozen=True, kw_only=True):
    """States taken together."""

    id: BlocId
    names: Aliases


class Person(Entry, frozen=True, kw_only=True):
    """A person: any given name beside any family name is the person, and so is each of `names` by itself.

    `prominent` persons are known by the family name alone.
    """

    id: PersonId
    given: tuple[Phrase, ...] = ()
    family: tuple[Phrase, ...] = ()
    names: tuple[Phrase, ...] = ()
    prominent: bool = False
    offices: tuple[Tenure, ...] = ()


class Office(Entry, frozen=True, kw_only=True):
    """A kind of office, with the words for it.

    One with `alone` needs no state or organisation beside it; one with `means` has more words for that other office.
    """

    id: PlainId
    names: Aliases
    alone: Annotated[str, Meta(description="of whom the office is where the text does not say")] = ""
    silent: Annotated[bool, Meta(description="its words do not name whose it is (la diplomatie européenne)")] = False
    means: Annotated[str, Meta(description="the id of the office that these words are also words for")] = ""
    shared: Annotated[bool, Meta(description="many hold it at once, so that it alone names nobody")] = False


class Source(Entry, frozen=True, kw_only=True):
    """A news medium or agency. `cautious` phrases are also common words: they need an attribution beside them."""

    id: SourceId
    names: Aliases
    cautious: tuple[Phrase, ...] = ()


class Instrument(Entry, frozen=True, kw_only=True):
    """A document or format with a name.

    `together` lists clues for where it is told without its name: each is a list of groups of beginnings of words, one
    word of every group stands in the sentence, and the first group's word is the one that is marked. `told` are the
    days
    of the articles in which clues count (empty: any): `two drafts` meant others before and after.
    """

    id: PlainId
    names: Aliases
    together: tuple[tuple[tuple[Phrase, ...], ...], ...] = ()
    told: Interval = ""


class Words(Entry, frozen=True, kw_only=True):
    """A list of words that a rule uses."""

    id: PlainId
    names: Aliases


class GivenName(Entry, frozen=True, kw_only=True):
    """The spellings of one given name, over languages and scripts."""

    same: tuple[Phrase, ...]


class Hidden(Entry, frozen=True, kw_only=True):
    """Phrases that look like an actor and name none."""

    id: PlainId
    names: Aliases


class Label(Entry, frozen=True, kw_only=True):
    """What an entry is called where people read it, by language. Nothing is found by it."""

    of: Annotated[str, Meta(pattern="^[a-z0-9]+([-/][a-z0-9]+)*$", description="the id of the entry")]
    called: dict[Annotated[str, Meta(pattern="^[a-z]{2}$")], Annotated[str, Meta(min_length=1, max_length=200)]]


SECTIONS: dict[str, type[Entry]] = {
    "states": State,
    "organisations": Organisation,
    "blocs": Bloc,
    "persons": Person,
    "offices": Office,
    "sources": Source,
    "instruments": Instrument,
    "words": Words,
    "given_names": GivenName,
    "hidden": Hidden,
    "labels": Label,
}
"""The keys that a file may have at its top, and what each lists."""


RIGHT: dict[str, str] = {
    "^state/": "state/ua",
    "^person/": "person/emmanuel-macron",
    "^org/": "org/nato",
    "^bloc/": "bloc/west",
    "^source/": "source/reuters",
    "^[a-z0-9]+(-": "minsk-agreements",
    "^[a-z0-9-]+ (state|org)/": "president state/us 2021-01-20/2025-01-20",
    "^([a-z]{2}|any)$": "en, or any",
    "^[a-z]{2}$": "en",
    "^[a-z0-9]+([-/]": "person/emmanuel-macron",
    "^(latin|cyrillic)$": "cyrillic",
}
"""An example of what fits, by the beginning of the pattern that a text must fit."""
