"""How one language says it: translated strings, days, numbers, names of languages."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from schemas.printable import printable
from web.catalogs import catalog
from web.languages import ENGLISH

_OPTION = re.compile(r"(?<!\S)--(?=[a-z])")
"""Sentences are made for the command line, whose options are filters here: `Without type troop-presence 19 would.`"""
_TERRITORIES = {"en": "GB", "uk": "UA", "fr": "FR", "de": "DE"}
"""English days are written `10 Jan 2025`, as everybody who is no American expects."""


class Wording:
    """What one language says. Strings come as Markup: the message is ours, and whatever is put into it is escaped."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale(language, territory=_TERRITORIES[language])
        self._catalog = catalog(language)

    def gettext(self, message: str, **values: Any) -> Markup:
        """Gives a message, `%(name)s` filled in."""
        return _filled(self._catalog.gettext(message), values)

    def pgettext(self, context: str, message: str, **values: Any) -> Markup:
        """Gives a message that means what it means in a context."""
        return _filled(self._catalog.pgettext(context, message), values)

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> Markup:
        """Gives the form of a message that a number asks for; `%(number)s` is the number as people write it."""
        return _filled(self._catalog.ngettext(one, many, number), {"number": self.number(number), **values})

    def sentence(self, sentence: str) -> Markup:
        """Gives a whole sentence that was made elsewhere: translated if we know it, else English and marked so."""
        plain = _OPTION.sub("", printable(sentence))
        found = self._catalog.gettext(plain) if plain else plain
        if found != plain or self.language == ENGLISH:
            return escape(found)
        return Markup('<span lang="en">{}</span>').format(plain)

    def number(self, number: int) -> str:
        """Gives a number with its thousands apart."""
        return format_decimal(number, locale=self._locale)

    def day(self, moment: str | date) -> str:
        """Gives the day of a moment (ISO 8601), in UTC: `10 Jan 2025`."""
        return format_date(_moment(moment) if isinstance(moment, str) else moment, "medium", locale=self._locale)

    def minute(self, moment: str) -> str:
        """Gives a moment as people read it: `10 Jan 2025, 09:00 UTC`."""
        return f"{self.day(moment)}, {format_time(_moment(moment), 'HH:mm', locale=self._locale)} UTC"

    def bucket(self, start: datetime, interval: str) -> str:
        """Gives what a bucket of time is called, by its first moment and its length."""
        match interval:
            case "hour":
                return f"{self.day(start)}, {start:%H}:00 UTC"
            case "week":
                return str(self.gettext("week of %(day)s", day=self.day(start)))
            case "month":
                return format_skeleton("yMMMM", start, locale=self._locale)
            case "quarter":
                return str(
                    self.gettext("quarter from %(day)s", day=format_skeleton("yMMMM", start, locale=self._locale))
                )
            case "year":
                return f"{start.year}"
        return self.day(start)

    def territory(self, code: str) -> str | None:
        """Gives what a country is called, by its ISO 3166 code; None where it is not known."""
        found: str | None = self._locale.territories.get(code.upper())
        return found

    def language_name(self, code: str) -> str:
        """Gives what a language is called: `Ukrainian` for `uk`."""
        if code == "und":
            return str(self.gettext("unknown language"))
        name: str | None = self._locale.languages.get(code)
        return name or code

    def country_name(self, code: str) -> str:
        """Gives what a country is called: `Ukraine` for `ua`."""
        name: str | None = self._locale.territories.get(code.upper())
        return name or code


@cache
def wording(language: str) -> Wording:
    """Gives the wording of one of our languages."""
    return Wording(language)


def _filled(message: str, values: Mapping[str, Any]) -> Markup:
    return Markup(message) % {name: _harmless(value) for name, value in values.items()}  # noqa: S704


def _harmless(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else printable(value)


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
