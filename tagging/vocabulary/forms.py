"""From a phrase as people write it in the vocabulary to every form that stands in a text.

`Ки|їв,єва,єву,єві`  a stem and its endings      `(Western|western) allies`  one of the words in brackets
`Рада ~безпеки`      words from ~ on stay as they are  `=that the west`           just these letters, no capitals
Russian and Ukrainian phrases are declined, German ones take the genitive s or an adjective's endings; phrases with
endings or brackets stay as they are written.
"""

import re
from itertools import product

from tagging.vocabulary.declension import adjective, decline_phrase, languages_of

_CHOICE = re.compile(r"\(([^()]*)\)")
_GERMAN_ADJECTIVE = re.compile(r"^[a-zäöüß-]+(isch|lich|utsch)$")
MAX_FORMS = 400
"""Forms of one phrase; a phrase that gives more is a mistake."""


def expand(phrase: str, language: str) -> set[str]:
    """Gives the forms of a phrase of `language` (ISO 639-1 or `any`). Raises ValueError where they are too many."""
    found: set[str] = set()
    for plain in _choices(phrase):
        if "|" in plain:
            found |= _with_endings(plain)
        elif plain != phrase:
            found.add(plain)
        else:
            found |= _inflect(plain, language)
        if len(found) > MAX_FORMS:
            raise ValueError(f"{phrase!r} stands for more than {MAX_FORMS} forms; split it")
    return {" ".join(form.replace("~", "").split()) for form in found} - {""}


def _with_endings(phrase: str) -> set[str]:
    stem, _, endings = phrase.partition("|")
    listed = endings.split(",")
    if len({" " in ending for ending in listed}) > 1:
        raise ValueError(
            f"some endings of {phrase!r} go on with more words and some do not; write stem(a|b) and the rest"
        )
    return {(stem + ending).strip() for ending in listed}


def _choices(phrase: str) -> list[str]:
    parts = _CHOICE.split(phrase)
    if len(parts) == 1:
        return [phrase]
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*choices)]


def plain_adjective(phrase: str) -> bool:
    """Tells whether a Russian or Ukrainian phrase is one adjective, by its ending and its small letter."""
    return phrase[:1].islower() and " " not in phrase and phrase.endswith(("ий", "ый", "ой"))


def _inflect(phrase: str, language: str) -> set[str]:
    if language == "any":
        return set().union({phrase}, *(decline_phrase(phrase, found) for found in languages_of(phrase)))
    if language in ("ru", "uk"):
        if plain_adjective(phrase):
            return adjective(phrase, language)
        return {phrase} | decline_phrase(phrase, language)
    if language == "de":
        if _GERMAN_ADJECTIVE.match(phrase):
            return {phrase + ending for ending in ("", "e", "en", "er", "es", "em")}
        if phrase[-1:].isalpha() and phrase[-1].lower() not in "sxzß" and not phrase.isupper():
            return {phrase, phrase + "s"}
    return {phrase}
