"""What tests of claims in one language share: a sentence or two in, the positions out."""

import functools

from schemas.tags import Position
from tagging.tagger import Tagger, load
from tests.tagging.naming import article

_FRAME = {
    "en": "Security guarantees for Ukraine",
    "uk": "Гарантії безпеки для України",
    "ru": "Гарантии безопасности для Украины",
    "fr": "Garanties de sécurité pour l'Ukraine",
    "de": "Sicherheitsgarantien für die Ukraine",
}
"""A headline that says what the article is about and nobody's position."""


@functools.cache
def _tagger() -> Tagger:
    return load(None)


def positions(text: str, language: str, published: str = "2025-09-05") -> tuple[Position, ...]:
    """Gives the positions of a text under a headline about security guarantees."""
    made = article(text, language, title=_FRAME[language], published=published)
    return _tagger().tag(made).positions


def told(text: str, language: str, published: str = "2025-09-05") -> set[tuple[str, str, str, str]]:
    """Gives holder, stance, beneficiary and type of every position, one tuple for each type."""
    found = positions(text, language, published)
    return {(one.holder, one.stance, one.beneficiary, kind) for one in found for kind in one.types}
