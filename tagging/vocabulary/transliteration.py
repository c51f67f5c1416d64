"""Cyrillic names in Latin letters, as English, French and German news spell them.

Sources of the tables: the Ukrainian national system of 2010, BGN/PCGN for Russian with the agencies' usual endings,
the Duden transcription for German, and the usual French transcription. `english` gives one spelling; `spellings`
gives those that a name is likely to be met in.
"""

from itertools import product

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_LATIN = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya yo".replace("-", "")
_RU = dict(zip(_CYRILLIC, _LATIN.split(" "), strict=True))
_UK = _RU | {
    "г": "h",
    "ґ": "g",
    "и": "y",
    "і": "i",
    "ї": "i",
    "є": "ie",
    "й": "i",
    "ю": "iu",
    "я": "ia",
    "'": "",
    "’": "",
}
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_GERMAN = {"в": "w", "ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju",
           "я": "ja", "є": "je", "ї": "ji", "й": "j", "ё": "jo"}  # fmt: skip
_FRENCH = {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia", "й": "ï"}
_MANY = {
    "й": ("y", "i"), "ю": ("yu", "iu"), "я": ("ya", "ia"), "ї": ("i", "yi"), "є": ("ie", "ye"),
    "г": ("h", "g"), "х": ("kh", "h"), "щ": ("shch", "sch"),
}  # fmt: skip
_LIMIT = 24


def english(name: str, language: str) -> str:
    """Gives the one usual English spelling of a Cyrillic name; other letters stay."""
    return " ".join(_join(word, _english_word(word, language)) for word in name.split())


def _english_word(word: str, language: str) -> str:
    lowered = word.lower()
    table = _UK if language == "uk" else _RU
    for ending, english_ending in (("ський", "skyi"), ("ский", "sky"), ("цкий", "tsky"), ("ий", "y"), ("ый", "y")):
        if lowered.endswith(ending):
            return "".join(table.get(letter, letter) for letter in lowered[: -len(ending)]) + english_ending
    first = _UK_FIRST.get(lowered[:1]) if language == "uk" else ("ye" if lowered[:1] == "е" else None)
    rest = lowered[1:] if first else lowered
    return (first or "") + "".join(table.get(letter, letter) for letter in rest)


def spellings(name: str, language: str) -> set[str]:
    """Gives the Latin spellings in which a Cyrillic family name is likely to be met, at most a few dozen."""
    lowered = name.lower()
    table = _UK if language == "uk" else _RU
    stem, endings = lowered, tuple[str, ...](("",))
    for ending, ways in (
        ("ський", ("skyi", "sky", "skyy", "skiy", "skyj")),
        ("ский", ("sky", "skiy", "skii", "ski", "skij")),
    ):
        if lowered.endswith(ending):
            stem, endings = lowered[: -len(ending)], ways
    choices = [_MANY.get(letter, (table.get(letter, letter),)) if place else (_first(letter, table),)
               for place, letter in enumerate(stem)]  # fmt: skip
    if language == "ru":
        choices = [("g",) if letter == "г" else choice for letter, choice in zip(stem, choices, strict=True)]
    found = {"".join(parts) for parts in list(product(*choices))[:_LIMIT]}
    found = {form + ending for form in found for ending in endings}
    found.add(
        "".join({**table, **_GERMAN}.get(letter, letter) for letter in stem)
        + ("skyj" if endings[0] == "skyi" else endings[-1][:3])
    )
    found.add(
        "".join({**table, **_FRENCH}.get(letter, letter) for letter in stem) + ("sky" if len(endings) > 1 else "")
    )
    if lowered.endswith("ин") or lowered.endswith("ін"):
        found |= {form + "e" for form in found}
    return {_join(name, form) for form in found}


def _first(letter: str, table: dict[str, str]) -> str:
    return _UK_FIRST.get(letter, table.get(letter, letter))


def _join(original: str, form: str) -> str:
    return form[:1].upper() + form[1:] if original[:1].isupper() else form
