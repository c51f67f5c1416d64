"""The language of an article, detected offline among those that coverage of this subject plausibly comes in."""

from functools import cache
from typing import Any

LANGUAGES = (
    *("en", "fr", "de", "uk", "ru", "be", "pl", "cs", "sk", "hu", "ro", "bg", "sr", "hr", "sl", "el", "tr"),
    *("es", "it", "pt", "nl", "da", "sv", "no", "nb", "nn", "fi", "et", "lv", "lt", "ka", "hy", "az", "he", "ar", "fa"),
    *("zh", "ja", "ko"),
)
LEAST_LETTERS = 24
"""Letters below which a guess is worth little."""
ENOUGH = 3_000
"""Characters that are looked at: more text makes no better guess."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.nb_classes)
    identifier.set_languages([language for language in LANGUAGES if language in known])
    return identifier


def detect(title: str, text: str) -> str:
    """Gives the ISO 639-1 code of the language, `und` where there is too little text. Norwegian is `no`."""
    sample = f"{title}\n{text}"[:ENOUGH]
    if sum(character.isalpha() for character in sample) < LEAST_LETTERS:
        return "und"
    found = str(_identifier().classify(sample)[0])
    return "no" if found in ("nb", "nn") else found
