"""The gettext catalogs: what the interface says, in each language (docs/decisions/0133)."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from web.languages import ENGLISH
from web.places import LOCALE


def gettext_noop(message: str) -> str:
    """Marks a string that is written in one place and translated in another."""
    return message


@cache
def catalog(language: str) -> NullTranslations:
    """Gives the translations into one of our languages; English needs none."""
    if language == ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with path(language).open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def path(language: str) -> Path:
    """Gives where the translations into a language are written."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"
