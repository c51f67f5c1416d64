"""What a language model answered, held to the evidence contract: what is not in the article word for word is no tag."""

from collections.abc import Collection, Iterator
from typing import get_args

import msgspec
from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.errors import InputError
from schemas.tags import Beneficiary, Field, Span, Stance
from tagging.positions.merge import MOST_EVIDENCE, Claim

MOST_CLAIMS = 60
LEAST_WORDS = 3
"""Of a sentence that is evidence: fewer stand somewhere in any article."""
_FIELDS: tuple[Field, ...] = ("text", "title")
_STANCES: tuple[str, ...] = get_args(Stance)
_BENEFICIARIES: tuple[str, ...] = get_args(Beneficiary)


class _Said(Struct, frozen=True, kw_only=True):
    """One claim as the model puts it; nothing of it is believed yet."""

    holder: str
    stance: str
    beneficiary: str
    types: tuple[str, ...]
    evidence: tuple[str, ...]
    conditional: bool = False
    negated: bool = False
    quote: str | None = None


class _Answer(Struct, frozen=True, kw_only=True):
    claims: tuple[_Said, ...]


def claims(answer: str, article: CleanedArticle, *, actors: Collection[str], types: Collection[str]) -> list[Claim]:
    """Gives the claims of an answer that hold: by an actor the article names, of known stance, beneficiary and type,
    with at least one sentence that stands in the article word for word.

    Raises InputError where the answer is not of the form asked for.
    """
    try:
        said = msgspec.json.decode(_unwrapped(answer), type=_Answer)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(f"the model's answer is not of the form asked for: {error}") from error
    held = (_held(one, article, actors, types) for one in said.claims[:MOST_CLAIMS])
    return [claim for claim in held if claim is not None]


def _unwrapped(answer: str) -> str:
    """Gives the JSON without the fence that some models put around it."""
    text = answer.strip()
    if text.startswith("```"):
        text = text.removeprefix("```json").removeprefix("```").removesuffix("```")
    return text


def _held(said: _Said, article: CleanedArticle, actors: Collection[str], types: Collection[str]) -> Claim | None:
    known = [kind for kind in dict.fromkeys(said.types) if kind in types]
    evidence = list(dict.fromkeys(_found(said.evidence, article)))
    if said.holder not in actors or said.stance not in _STANCES or said.beneficiary not in _BENEFICIARIES:
        return None
    if not known or not evidence:
        return None
    return Claim(
        said.holder,
        None,
        said.stance,  # type: ignore[arg-type]
        said.beneficiary,  # type: ignore[arg-type]
        known,
        evidence,
        conditional=said.conditional,
        negated=said.negated,
        quote=said.quote if said.quote and _quoted(said.quote, evidence) else None,
    )


def _found(sentences: tuple[str, ...], article: CleanedArticle) -> Iterator[Span]:
    for sentence in sentences[:MOST_EVIDENCE]:
        words = sentence.strip()
        if len(words.split()) < LEAST_WORDS:
            continue
        for field in _FIELDS:
            start = str(getattr(article, field)).find(words)
            if start >= 0:
                yield Span(text=words, start=start, end=start + len(words), field=field)
                break


def _quoted(quote: str, evidence: list[Span]) -> bool:
    return any(quote in span.text for span in evidence)
