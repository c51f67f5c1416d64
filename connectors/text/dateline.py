"""Datelines: the place, date and agency that stand before the first sentence of a report."""

import re

_BIG = "A-ZÀ-ÞА-ЯЁЄІЇҐ"
_WORD = rf"[{_BIG}][\w'’.-]*"
_PLACE = rf"{_WORD}(?:[ /,-]+(?:{_WORD}|de|la|le|sur|am|an|der|of|the|on)){{0,5}}"
_CAPITALS = (
    rf"(?!NATO|OSCE|OTAN|НАТО|ОБСЕ)(?=[^\W\d]{{4}}|[A-Z]+,)"  # an alliance before a dash is a subject, not a place
    rf"[{_BIG}]{{2}}[{_BIG}'’.-]*(?:[ /,-]+{_WORD}){{0,5}}"
)
_DAY = (
    r"(?:\d{1,2}(?:\.|er|st|nd|rd|th)?\s+[^\W\d]{3,10}\.?|[^\W\d]{3,10}\.?\s+\d{1,2})"
    r"(?:,?\s+\d{4}(?:\s*(?:р|г|року|года)\.?)?)?"
)
_AGENCY = rf"[\[(/](?:[{_BIG}]|[a-z]{{2,5}}(?=[)/\],]))[^)\]/\n]{{0,40}}[)\]/]"
_KNOWN = (
    "(?:(?i:РИА Новости|ТАСС|Интерфакс|УНИАН|УНІАН|Укринформ|Укрінформ|Інтерфакс-Україна|Reuters|Ukrinform|Interfax)"
    "|AFP|AP|dpa)"
)
_NAMED = rf"(?:{_KNOWN}|[{_BIG}]{{2,8}})"
_DASH = r"\s*[–—―-]{1,2}\s+"

_FORMS = [
    rf"{_PLACE}(?:[,.]\s*{_DAY})?\s*,?\s*{_AGENCY}{_DASH}",  # KYIV, Dec 5 (Reuters) –
    rf"{_PLACE}[,.]\s*{_DAY}\.?\s*{_AGENCY}\.?\s+",  # КИЕВ, 5 дек. /ТАСС/. …
    rf"{_PLACE}[,.]\s*{_DAY}[.,]?\s*(?:[–—-]\s*)?{_NAMED}(?:{_DASH}|\.\s+)",  # МОСКВА, 15 дек — РИА Новости. …
    rf"{_CAPITALS}(?:,\s*{_DAY})?{_DASH}",  # WASHINGTON —
    rf"{_PLACE}[,.]\s*{_DAY}{_DASH}",  # Paris, 12 décembre 2022 –
    rf"{_AGENCY}{_DASH}",  # (Reuters) –
    rf"{_KNOWN}{_DASH}",  # AP —
    rf"{_DAY},\s*{_NAMED}\.?\s+",  # 5 декабря, ТАСС.
]
_DATELINE = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_WHOLE = re.compile(rf"{_PLACE}(?:,\s*{_DAY}\s*(?:{_AGENCY})?|\s*[(\[/]{_KNOWN}[)\]/])\s*[–—:.-]*$")
MAX_LENGTH = 90


def split(text: str) -> tuple[str | None, str]:
    """Gives the dateline that a first paragraph begins with, or None, and the rest of the paragraph."""
    match = _DATELINE.match(text[:MAX_LENGTH])
    if match is None or match.end() >= len(text) or not re.match(rf"[\"“„«‘'(\[]*[{_BIG}\d]", text[match.end() :]):
        return None, text
    return match[0].strip(" –—―-:"), text[match.end() :].lstrip()


def is_dateline(text: str) -> bool:
    """Whether a line is nothing but a dateline."""
    return len(text) <= MAX_LENGTH and _WHOLE.match(text) is not None


def is_agency(text: str) -> bool:
    """Whether a text is the name of a news agency that datelines are known to give without brackets."""
    return re.fullmatch(_KNOWN, text) is not None
