"""Russian and Ukrainian case forms by rule, for names in the nominative.

The endings are those of the schools' grammars. More forms than a word has may come out (a masculine and a feminine
reading of one ending), never fewer of the regular ones; what is irregular is written out in the vocabulary.
A word gives six groups of forms, one for each case: nominative, genitive, dative, accusative, instrumental, locative.
"""

import re
from itertools import product

Cases = tuple[tuple[str, ...], ...]

_UKRAINIAN = re.compile("[іїєґІЇЄҐ'’]")
_RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")
_VOWELS = "аеєиіїоуюяыэё"

_TABLES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # (ending of the nominative, forms of the six cases; alternatives are parted by /)
    "ru": (
        ("ская", ("ская", "ской", "ской", "скую", "ской/скою", "ской")),
        ("цкая", ("цкая", "цкой", "цкой", "цкую", "цкой/цкою", "цкой")),
        ("ая", ("ая", "ой/ей", "ой/ей", "ую", "ой/ей/ою", "ой/ей")),
        ("яя", ("яя", "ей", "ей", "юю", "ей", "ей")),
        ("ое", ("ое", "ого", "ому", "ое", "ым/им", "ом")),
        ("ее", ("ее", "его", "ему", "ее", "им", "ем")),
        ("ые", ("ые", "ых", "ым", "ые/ых", "ыми", "ых")),
        ("ие", ("ие", "их", "им", "ие/их", "ими", "их")),
        ("ый", ("ый", "ого", "ому", "ый/ого", "ым", "ом")),
        ("ой", ("ой", "ого/оя", "ому/ою", "ой/ого/оя", "ым/им/оем", "ом/ое")),
        ("кий", ("кий", "кого", "кому", "кий/кого", "ким", "ком")),
        ("ний", ("ний", "него", "нему", "ний/него", "ним", "нем")),
        ("ий", ("ий", "ия/его", "ию/ему", "ий/ия/его", "ием/им", "ии/ем")),
        ("ия", ("ия", "ии", "ии", "ию", "ией/иею", "ии")),
        ("ова", ("ова", "овой/овы", "овой/ове", "ову", "овой/овою", "овой/ове")),
        ("ева", ("ева", "евой/евы", "евой/еве", "еву", "евой/евою", "евой/еве")),
        ("ина", ("ина", "иной/ины", "иной/ине", "ину", "иной/иною", "иной/ине")),
        ("ов", ("ов", "ова", "ову", "ов/ова", "овым/овом", "ове")),
        ("ев", ("ев", "ева", "еву", "ев/ева", "евым/евом", "еве")),
        ("ин", ("ин", "ина", "ину", "ин/ина", "иным/ином", "ине")),
        ("а", ("а", "ы/и", "е", "у", "ой/ою/ей", "е")),
        ("я", ("я", "и", "е/и", "ю", "ей/ею", "е/и")),
        ("ь", ("ь", "я/и", "ю/и", "ь/я", "ем/ём/ью", "е/и")),
        ("й", ("й", "я", "ю", "й/я", "ем/ём", "е")),
        ("ы", ("ы", "ов", "ам", "ы/ов", "ами", "ах")),
    ),
    "uk": (
        ("ська", ("ська", "ської", "ській", "ську", "ською", "ській")),
        ("цька", ("цька", "цької", "цькій", "цьку", "цькою", "цькій")),
        ("ий", ("ий", "ого", "ому", "ий/ого", "им", "ому/ім")),
        ("ній", ("ній", "нього", "ньому", "ній/нього", "нім", "ньому/нім")),
        ("ія", ("ія", "ії", "ії", "ію", "ією", "ії")),
        ("ова", ("ова", "ової/ови", "овій/ові", "ову", "овою", "овій/ові")),
        ("єва", ("єва", "євої/єви", "євій/єві", "єву", "євою", "євій/єві")),
        ("ева", ("ева", "евої/еви", "евій/еві", "еву", "евою", "евій/еві")),
        ("іна", ("іна", "іної/іни", "іній/іні", "іну", "іною", "іній/іні")),
        ("їна", ("їна", "їни", "їні", "їну", "їною", "їні")),
        ("ка", ("ка", "ки", "ці", "ку", "кою", "ці")),
        ("га", ("га", "ги", "зі", "гу", "гою", "зі")),
        ("ха", ("ха", "хи", "сі", "ху", "хою", "сі")),
        ("ща", ("ща", "щі", "щі", "щу", "щею", "щі")),
        ("ча", ("ча", "чі", "чі", "чу", "чею", "чі")),
        ("жа", ("жа", "жі", "жі", "жу", "жею", "жі")),
        ("ша", ("ша", "ші", "ші", "шу", "шею", "ші")),
        ("а", ("а", "и", "і", "у", "ою/ею", "і")),
        ("я", ("я", "і/ї", "і/ї", "ю", "ею/єю", "і/ї")),
        ("ко", ("ко", "ка", "ку/кові", "ка", "ком", "ку/кові")),
        ("ло", ("ло", "ла", "лу/лові", "ла", "лом", "лі/лові")),
        ("ро", ("ро", "ра", "ру/рові", "ра", "ром", "рі/рові")),
        ("ін", ("ін", "іна", "іну/інові", "ін/іна", "іним/іном", "іні/інові")),
        ("їн", ("їн", "їна", "їну/їнові", "їн/їна", "їним/їном", "їні/їнові")),
        ("ов", ("ов", "ова", "ову/овові", "ов/ова", "овим/овом", "ові/ову")),
        ("єв", ("єв", "єва", "єву/євові", "єв/єва", "євим/євом", "єві/єву")),
        ("ев", ("ев", "ева", "еву/евові", "ев/ева", "евим/евом", "еві/еву")),
        ("ь", ("ь", "я/ю/і", "ю/еві/і", "ь/я", "ем/ю", "і/ю/еві")),
        ("й", ("й", "я/ю", "ю/єві", "й/я", "єм", "ї/ю/єві")),
        ("і", ("і", "их/ів", "им/ам", "і/их", "ими/ами", "их/ах")),
        ("и", ("и", "ів", "ам", "и/ів", "ами", "ах")),
    ),
}
_CONSONANT = {
    "ru": ("", "а", "у", "/а", "ом/ем", "е"),
    "uk": ("", "а/у", "у/ові/еві", "/а", "ом/ем", "і/ові/у/еві"),
}


def languages_of(word: str) -> tuple[str, ...]:
    """Gives `uk`, `ru` or both, by the letters that only one of them has; nothing for other scripts."""
    if not re.search("[а-яА-ЯіїєґІЇЄҐёЁ]", word):
        return ()
    if _UKRAINIAN.search(word):
        return ("uk",)
    return ("ru",) if _RUSSIAN.search(word) else ("uk", "ru")


def decline(word: str, language: str) -> Cases:
    """Gives the six cases of a word; all are the word itself where it does not decline (США, Осло, Зеленских)."""
    lowered = word.lower()
    if len(word) < 3 or (word.isupper() and len(word) > 1):
        return ((word,),) * 6
    for ending, cases in _TABLES[language]:
        if lowered.endswith(ending):
            return _attach(word[: len(word) - len(ending)], cases)
    if lowered[-1] in _VOWELS or lowered.endswith(("их", "ых")):
        return ((word,),) * 6
    return _attach(word, _CONSONANT[language])


def adjective(word: str, language: str) -> set[str]:
    """Gives all forms, of every gender and number, of an adjective in -ий, -ый or -ой, and російсько-."""
    stem = word[:-2]
    if language == "uk":
        endings = "ий ого ому им ім а ої ій у ою е і их ими"
    else:
        endings = "ий ый ой ого ому ым им ом ая ую ою ое ые ие ых их ыми ими"
    joining = {stem + "о"} if stem.endswith(("ськ", "цьк", "ск", "цк")) else set()
    return {stem + ending for ending in endings.split()} | joining


def decline_phrase(phrase: str, language: str) -> set[str]:
    """Gives all case forms of a phrase, its words declined in step; words from `~` on stay as they are."""
    head, mark, fixed = phrase.partition("~")
    words = head.split()
    tail = (" " if words and head.endswith(" ") else "") + fixed if mark else ""
    if not words:
        return {fixed}
    cases = [_decline_parts(word, language) for word in words]
    for place, word in enumerate(words[:-1]):
        if language == "uk" and word.endswith("а"):  # before a noun it is an adjective: Велика Британія
            cases[place] = _attach(word[:-1], ("а", "ої", "ій", "у", "ою", "ій"))
    return {" ".join(choice) + tail for case in zip(*cases, strict=True) for choice in product(*case)}


def _decline_parts(word: str, language: str) -> Cases:
    """Declines both halves of a name with a hyphen (Порошенко-Іванов), but not a short first half (бен-Ладен)."""
    first, hyphen, last = word.rpartition("-")
    declined = decline(last, language)
    if not hyphen:
        return declined
    return tuple(tuple(f"{first}-{form}" for form in case) for case in declined)


def _attach(stem: str, cases: tuple[str, ...]) -> Cases:
    return tuple(tuple(stem + ending for ending in case.split("/")) for case in cases)
