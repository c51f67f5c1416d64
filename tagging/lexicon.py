"""The language of claims: `guarantee-types.yaml` and `claims/*.yaml` of a vocabulary, made into matchers."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from schemas.errors import VocabularyError
from tagging.marks import Form, Judged, Kind, Mark, Stance
from tagging.patterns import Element, parse
from tagging.phrases import Matcher
from tagging.subject import UNSPECIFIED, Subject, TypesFile, put_together
from tagging.tokens import SAME
from tagging.vocabulary.files import Report, refuse
from tagging.vocabulary.layers import BUILT_IN, highest, layers
from tagging.vocabulary.lines import Source, source

TYPES = "guarantee-types.yaml"
LANGUAGES = ("en", "uk", "ru", "fr", "de")

_JOINED = {
    "no_noun": (
        "titles", "be", "be_perfect", "modals", "people", "coordinate", "prepositions", "relative", "negation",
        "softeners", "past",
    ),
    "small": (
        "determiners", "prepositions", "modals", "be", "be_perfect", "do", "negation", "softeners", "coordinate",
        "soft", "complement", "he_subject", "it_subject", "they_subject", "we_subject", "his", "its", "their", "our",
        "of_him", "titles", "infinitive", "subordinate", "relative", "merely",
    ),
    "opens_clause": ("complement", "rather_participle", "subordinate", "condition", "relative"),
    "stands_for": (
        "he_subject", "they_subject", "it_subject", "we_subject", "role_holder", "bare_role_holder", "bodies", "groups",
        "documents", "coalitions", "pair",
    ),
}  # fmt: skip
"""Lists that are asked together for nearly every word: one look instead of five."""


class Words(dict[str, frozenset[str]]):
    """The small words of a language by the name of their list; a list that the file lacks is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return self.setdefault(name, frozenset())


class LanguageFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claims/en.yaml` and its like."""

    words: dict[str, str]
    cues: dict[Stance, dict[Form, str]]
    macros: dict[str, str] = {}
    conditions: str = ""
    according: str = ""
    all_sides: str = ""
    anaphora: str = ""
    defiance: str = ""
    verdicts: dict[str, dict[Judged, str]] = {}
    siding: str = ""
    differing: str = ""
    reactions: dict[Stance, str] = {}


class Language(msgspec.Struct, frozen=True):
    """One language made ready: one matcher for all its phrases, and its small words by the name of their list.

    Verdicts have a matcher of their own: they are looked for only in articles about guarantees.
    """

    code: str
    matcher: Matcher[Mark]
    words: Mapping[str, frozenset[str]]
    verdicts: Matcher[Mark] | None = None


class Lexicon(NamedTuple):
    """All languages, and what the vocabulary is about."""

    languages: Mapping[str, Language]
    subject: Subject

    def language(self, code: str) -> Language:
        """Gives the language, English where it is not one of ours."""
        return self.languages.get(code) or self.languages["en"]


def load(folder: Path | None = None) -> Lexicon:
    """Gives the built-in lexicon, or that of a folder laid over it. Raises VocabularyError with file and line."""
    return load_layers(layers(folder))


def load_layers(folders: Sequence[Path], report: Report = refuse) -> Lexicon:
    """Gives the lexicon of these folders, lowest first; each file is that of the highest folder that has it.

    How people demand and reject is the same for every subject: languages that no folder has are the built-in ones.
    `report` hears of every phrase that is none. Raises VocabularyError where a file is missing or not of its form.
    """
    types_source = types_of(folders)
    types, subject = put_together(types_source, report)
    languages = {}
    for code in LANGUAGES:
        file = _source((BUILT_IN, *folders), f"claims/{code}.yaml")
        languages[code] = _language(code, types, subject, types_source, file, report)
    return Lexicon(languages, subject)


def types_of(folders: Sequence[Path]) -> Source:
    """Gives the types file of these folders, lowest first: that of the highest one. Raises VocabularyError."""
    return _source(folders, TYPES)


def _source(folders: Sequence[Path], name: str) -> Source:
    path = highest(folders, name)
    if path is None:
        raise VocabularyError(f"{name} is missing in the vocabulary {folders[-1]}")
    return source(path, name)


def _language(
    code: str, types: TypesFile, subject: Subject, types_source: Source, file_source: Source, report: Report
) -> Language:
    phrases: list[tuple[tuple[Element, ...], Mark]] = []
    file = file_source.read(LanguageFile)
    shared = types.macros.get(code, {})
    for mark, keys in _type_blocks(code, subject):
        phrases += _compile(types_source, keys, mark, shared, report)
    for mark, keys in _cue_blocks(file):
        phrases += _compile(file_source, keys, mark, {**shared, **file.macros}, report)
    words = Words((key, frozenset(value.lower().translate(SAME).split())) for key, value in file.words.items())
    for name, lists in _JOINED.items():
        words[name] = frozenset().union(*(words[one] for one in lists))
    words["begins_condition"] = frozenset(one.partition("_")[0] for one in words["condition"] if "_" in one)
    judging = [
        phrase
        for name, judged in file.verdicts.items()
        for one in judged
        for phrase in _compile(
            file_source, ("verdicts", name, one), Mark("verdict", name, one), {**shared, **file.macros}, report
        )
    ]
    return Language(code, Matcher(phrases), words, Matcher(judging) if judging else None)


def _type_blocks(code: str, subject: Subject) -> Iterator[tuple[Mark, tuple[str | int, ...]]]:
    unspecified = subject.nature(UNSPECIFIED)
    yield Mark("anchor", nature=unspecified), ("anchors", code)
    yield Mark("bare", nature=unspecified), ("bare", code)
    yield Mark("excluded"), ("excluded", code)
    yield Mark("frame"), ("frames", code)
    kinds: tuple[Kind, ...] = ("strong", "weak", "later", "against", "unlike")
    for number, (name, nature) in enumerate(subject.natures.items()):
        for kind in kinds:
            yield Mark(kind, name, nature=nature), ("types", number, kind, code)


def _cue_blocks(file: LanguageFile) -> Iterator[tuple[Mark, tuple[str | int, ...]]]:
    for stance, forms in file.cues.items():
        for form in forms:
            yield Mark("cue", stance, form), ("cues", stance, form)
    yield Mark("condition"), ("conditions",)
    yield Mark("according"), ("according",)
    yield Mark("all"), ("all_sides",)
    yield Mark("anaphor"), ("anaphora",)
    yield Mark("defiance"), ("defiance",)
    yield Mark("siding"), ("siding",)
    yield Mark("differing"), ("differing",)
    for stance in file.reactions:
        yield Mark("reaction", stance), ("reactions", stance)


def _compile(
    found: Source, keys: tuple[str | int, ...], mark: Mark, macros: Mapping[str, str], report: Report
) -> list[tuple[tuple[Element, ...], Mark]]:
    compiled = []
    for phrase, place in found.phrases(keys):
        try:
            marked = replace(mark, phrase=phrase, place=place)
            compiled += [(sequence, marked) for sequence in parse(phrase, macros)]
        except ValueError as error:
            report(f"{place}: {'.'.join(map(str, keys))}: {phrase}: {error}")
    return compiled
