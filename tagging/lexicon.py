"""The language of claims: `guarantee-types.yaml` and `claims/*.yaml` of a vocabulary, made into matchers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import yaml

from schemas.errors import VocabularyError
from tagging.phrases import Element, Matcher, parse
from tagging.tokens import SAME

LANGUAGES = ("en", "uk", "ru", "fr", "de")
Stance = Literal["say", "want", "give", "propose", "back", "against", "doubt", "modal", "will", "stop"]
Form = Literal["verb", "noun", "adjective", "effect"]
Kind = Literal[
    "anchor",
    "bare",
    "excluded",
    "frame",
    "strong",
    "weak",
    "later",
    "against",
    "unlike",
    "cue",
    "condition",
    "according",
    "all",
    "anaphor",
]


class Words(dict[str, frozenset[str]]):
    """The small words of a language by the name of their list; a list that the file lacks is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


class Mark(NamedTuple):
    """What a phrase means: a cue's `name` is its stance and `form` how it stands; a type's `name` is its id."""

    kind: Kind
    name: str = ""
    form: str = ""


class GuaranteeType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One guarantee type: its id, what it means, whom it is for by default, and its phrases by language."""

    id: str
    means: str
    for_: str = msgspec.field(name="for", default="")
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    later: dict[str, str] = {}
    against: dict[str, str] = {}
    unlike: dict[str, str] = {}


class TypesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`guarantee-types.yaml`."""

    macros: dict[str, dict[str, str]] = {}
    anchors: dict[str, str]
    bare: dict[str, str] = {}
    excluded: dict[str, str] = {}
    frames: dict[str, str] = {}
    types: tuple[GuaranteeType, ...]
    beneficiaries: dict[str, tuple[str, ...]]


class LanguageFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claims/en.yaml` and its like."""

    words: dict[str, str]
    cues: dict[Stance, dict[Form, str]]
    macros: dict[str, str] = {}
    conditions: str = ""
    according: str = ""
    all_sides: str = ""
    anaphora: str = ""


class Language(NamedTuple):
    """One language made ready: one matcher for all its phrases, and its small words by the name of their list."""

    code: str
    matcher: Matcher[Mark]
    words: Mapping[str, frozenset[str]]


class Lexicon(NamedTuple):
    """All languages, the guarantee types by id, and the side of each actor that has one (`state/ua`: `ukraine`)."""

    languages: Mapping[str, Language]
    types: Mapping[str, GuaranteeType]
    sides: Mapping[str, str]

    def language(self, code: str) -> Language:
        """Gives the language, English where it is not one of ours."""
        return self.languages.get(code) or self.languages["en"]


def load(folder: Path) -> Lexicon:
    """Gives the lexicon in a vocabulary's folder. Raises VocabularyError with file and what would be right."""
    types = _read(folder / "guarantee-types.yaml", TypesFile)
    languages = {}
    for code in LANGUAGES:
        path = folder / "claims" / f"{code}.yaml"
        if path.is_file() or code == "en":
            languages[code] = _language(code, types, _read(path, LanguageFile), path.name)
    sides = {actor: side for side, actors in types.beneficiaries.items() for actor in actors}
    return Lexicon(languages, {found.id: found for found in types.types}, sides)


def _read(path: Path, kind: type[msgspec.Struct]):  # type: ignore[no-untyped-def]
    try:
        plain = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return msgspec.convert(plain, kind)
    except FileNotFoundError as error:
        raise VocabularyError(f"{path.name} is missing in the vocabulary {path.parent}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path.name}: is not YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise VocabularyError(f"{path.name}: {error}") from error


def _language(code: str, types: TypesFile, file: LanguageFile, name: str) -> Language:
    phrases: list[tuple[tuple[Element, ...], Mark]] = []
    shared = types.macros.get(code, {})
    for mark, block in _type_blocks(code, types):
        phrases += _compile(block, mark, shared, "guarantee-types.yaml")
    for mark, block in _cue_blocks(file):
        phrases += _compile(block, mark, {**shared, **file.macros}, name)
    words = Words((key, frozenset(value.lower().translate(SAME).split())) for key, value in file.words.items())
    return Language(code, Matcher(phrases), words)


def _type_blocks(code: str, types: TypesFile) -> Iterator[tuple[Mark, str]]:
    yield Mark("anchor"), types.anchors.get(code, "")
    yield Mark("bare"), types.bare.get(code, "")
    yield Mark("excluded"), types.excluded.get(code, "")
    yield Mark("frame"), types.frames.get(code, "")
    for kind in types.types:
        yield Mark("strong", kind.id), kind.strong.get(code, "")
        yield Mark("weak", kind.id), kind.weak.get(code, "")
        yield Mark("later", kind.id), kind.later.get(code, "")
        yield Mark("against", kind.id), kind.against.get(code, "")
        yield Mark("unlike", kind.id), kind.unlike.get(code, "")


def _cue_blocks(file: LanguageFile) -> Iterator[tuple[Mark, str]]:
    for stance, forms in file.cues.items():
        for form, block in forms.items():
            yield Mark("cue", stance, form), block
    yield Mark("condition"), file.conditions
    yield Mark("according"), file.according
    yield Mark("all"), file.all_sides
    yield Mark("anaphor"), file.anaphora


def _compile(block: str, mark: Mark, macros: Mapping[str, str], name: str) -> list[tuple[tuple[Element, ...], Mark]]:
    compiled = []
    for phrase in block.splitlines():
        if not phrase.strip():
            continue
        try:
            compiled += [(sequence, mark) for sequence in parse(phrase, macros)]
        except ValueError as error:
            raise VocabularyError(f"{name}: {phrase.strip()}: {error}") from error
    return compiled
