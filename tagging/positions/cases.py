"""Whether a name in Russian or Ukrainian stands in a case that a subject cannot have. By endings, so only mostly."""

from tagging.reading import Named

_OBLIQUE = ("ого", "ому", "ему", "ым", "им", "ыми", "ими", "ою", "ею", "ой", "ією", "ії", "ии", "ию", "ией", "ию", "ію")
_ADJECTIVE = (
    "ских",
    "цких",
    "ских",
    "ським",
    "ських",
    "цьких",
    "ської",
    "цької",
    "ській",
    "ской",
    "цкой",
    "ском",
    "ською",
)
_STATE_OBLIQUE = ("ины", "ине", "ину", "иной", "ини", "їни", "їні", "їну", "їною", "вы", "ве", "ву", "вой", "ви", "ві",
                  "ева", "еву", "евом", "еве", "єва", "єву", "єві", "ля", "лю", "лем", "ле", "лі", "пы", "пе", "пу",
                  "пи", "пі", "пада", "паду", "падом", "хода", "ходу", "ходом", "тов", "тами", "там", "ою",
                  "янам", "анам", "янами", "анами", "цям", "цями", "цам", "цами")  # fmt: skip
_BODY_OBLIQUE = (
    "гона", "гону", "гоном", "гоні", "гоне", "есса", "ессу", "ессом", "ессе", "гресу", "гресом", "гресі",
    "ената", "енату", "енатом", "енате", "енаті", "стага", "стагу", "стагом", "оюза", "оюзу", "оюзом", "янса",
    "янсу", "янсом", "дома", "дому", "домом", "думы", "думе", "думой", "думи", "думі", "рады", "раде", "радой",
    "ради", "раді", "радою", "беза", "безу", "безом",
)  # fmt: skip
_OF_STATES = (*_OBLIQUE, *_ADJECTIVE, *_STATE_OBLIQUE, *_BODY_OBLIQUE)
_NOMINATIVE = frozenset(["рим"])
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxz")


def is_oblique(named: Named, code: str) -> bool:
    """Whether the name is in the genitive, dative, instrumental or locative; always False in other languages."""
    if code not in ("ru", "uk"):
        return False
    surface = named.mention.span.text.lower().replace("ё", "е")
    if not ("а" <= surface[-1] <= "я" or surface[-1] in "іїє"):
        return False
    if named.id.startswith("person/"):
        if surface.endswith(("ий", "ій", "ой")):
            return False
        consonant = named.id[-1] in _CONSONANTS
        return surface.endswith(_OBLIQUE) or (consonant and surface[-1] in "аеуюыиіоє" and not surface.endswith("ко"))
    if surface in _NOMINATIVE or surface.endswith(("ий", "ая", "ые", "ие", "ские", "ські", "ський", "ська")):
        return False
    return surface.endswith(_OF_STATES)
