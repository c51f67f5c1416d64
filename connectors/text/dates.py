"""Days of publication as texts write them: lines that are a date and nothing else, its year told."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

LONGEST_LINE = 120
"""Characters of a line that may be a date and little else."""

_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "jan янв січ ene gen",
            "feb fév fev фев лют",
            "mar mär мар бер",
            "apr avr апр кві abr",
            "may mai май мая тра mag",
            "jun juin июн чер giu",
            "jul juil июл лип lug",
            "aug aoû aou авг сер ago",
            "sep сен вер set",
            "oct okt окт жов ott",
            "nov ноя лис",
            "dec déc dez дек гру dic",
        ),
        start=1,
    )
    for stem in stems.split()
}
_WORD_DATE = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?(?P<m1>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<y1>(?:19|20)\d\d)"
    r"|(?P<m2>[^\W\d_]{3,10})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d))(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_NUMBER_DATE = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d1>\d{1,2})[./](?P<m1>\d{1,2})[./](?P<y1>(?:19|20)\d\d))(?!\d)"
)
_DAY_FIRST = re.compile(r"\b(?:le|à|publié|modifié)\b", re.IGNORECASE)
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?\s*(a\.?m\.?|p\.?m\.?)?(?!\d)", re.I)
_ZONE = re.compile(
    r"(?:(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?|\b(Z|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|EST|EDT|PST|PDT))(?!\w)"
)
_HOURS = {"BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7}
_AROUND = re.compile(
    r"""\b(?:
        (?:first|last)? \s* (?:published|posted|updated?|modified|created|issued) | date | time | on | at | the
      | le | à | à\ jour | mis\ à\ jour | publié | modifié
      | veröffentlicht | aktualisiert | stand | am | um | uhr | den
      | опублік\w+ | опубликован\w+ | оновлен\w+ | обновлен\w+ | дата | об? | в | р | г | года | року
      | ago | a\.?m | p\.?m | hrs? | h | z | t
      | et | utc | gmt | bst | ist | cet | cest | eet | eest | msk | es?t | edt | p[sd]t
      | (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?
      | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
      | (?:mon|diens|donners|frei|sams|sonn)tag | mittwoch
      | понеділок | вівторок | середа | четвер | п.ятниця | субота | неділя
      | понедельник | вторник | среда | четверг | пятница | суббота | воскресенье
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AGE = re.compile(r"\b(?:\d{1,2}|an?)\s+(?:sec(?:ond)?|min(?:ute)?|hour|day|week|month)s?\s+ago\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"""(?:(?:yesterday|today|hier|aujourd.hui|gestern|heute|вчера|сегодня|вчора|сьогодні),?\ )?
        (?:live|(?:last\ )?updated?|posted|published|um|à|о|в)? (?:\ at)? \W*
        (?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)? \s* (?:[ap]\.?m\.?)? \s*
        (?:GMT|UTC|BST|E?E?ST|ET|CES?T|EES?T|MSK|Uhr|Kyiv\ time)? (?:\s*[+-]\d\d:?\d\d)? \W*
      | \d{1,2} \s* (?:s|m|h|d|sec|mins?|hrs?|hours?|minutes?|days?|weeks?|months?)\.? (?:\ ago)? \W*
      | (?:il\ y\ a|vor) \s* \d{1,2}\ (?:heures?|minutes?|jours?|stunden?|minuten?|tagen?) \W*
      | \d{1,2}\ (?:годин\w*\ тому|хвилин\w*\ тому|час\w*\ назад|минут\w*\ назад) \W*""",
    re.IGNORECASE | re.VERBOSE,
)


def month(word: str) -> int | None:
    """Gives the number of a month by its name, whole or shortened, in any of the languages known here."""
    return _MONTHS.get(word[:4].lower()) or _MONTHS.get(word[:3].lower())


def find(text: str) -> tuple[str, int, int] | None:
    """Gives the first full date in a line as a moment (ISO 8601, midnight UTC without a time and zone), and its span.

    Days and months that could be swapped (03/04/2022) are no date, except in French.
    """
    if _YEAR.search(text) is None:
        return None
    for match in _WORD_DATE.finditer(text):
        day, named = match["d1"] or match["d2"], month(match["m1"] or match["m2"])
        if named:
            return _moment(text, int(match["y1"] or match["y2"]), named, int(day), match)
    match_number = _NUMBER_DATE.search(text)
    if match_number is None:
        return None
    if match_number["y"]:
        return _moment(text, int(match_number["y"]), int(match_number["m"]), int(match_number["d"]), match_number)
    first, second, year = int(match_number["d1"]), int(match_number["m1"]), int(match_number["y1"])
    if "." in match_number[0] or first > 12 or first == second or _DAY_FIRST.search(text):
        return _moment(text, year, second, first, match_number)
    if second > 12:
        return _moment(text, year, first, second, match_number)
    return None


def _moment(text: str, year: int, month: int, day: int, match: "re.Match[str]") -> tuple[str, int, int] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    rest = text[: match.start()] + " " + text[match.end() :]
    clock, zone = _TIME.search(rest), _ZONE.search(rest)
    if clock is None or zone is None:
        return f"{found.isoformat()}T00:00:00Z", match.start(), match.end()
    half = (clock[3] or "").lower().replace(".", "")
    hour = int(clock[1]) % 12 + (12 if half == "pm" else 0) if half else int(clock[1])
    if zone[4]:
        offset = timedelta(hours=_HOURS.get(zone[4].upper(), 0))
    else:
        offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0)) * (-1 if zone[1] == "-" else 1)
    if abs(offset) > timedelta(hours=14):
        return f"{found.isoformat()}T00:00:00Z", match.start(), match.end()
    moment = datetime(found.year, found.month, found.day, hour, int(clock[2]), tzinfo=timezone(offset))
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), match.start(), match.end()


def date_line(text: str) -> str | None:
    """Gives the moment that a line names, if the line says nothing else."""
    if len(text) > LONGEST_LINE:
        return None
    found, left = find(text), beside(text)
    return found[0] if found is not None and left is not None and re.search(r"\w", left) is None else None


def beside(text: str) -> str | None:
    """Gives what a short line says beside its date, the time and what belongs to them; None where it has no date."""
    found = find(text) if len(text) <= LONGEST_LINE else None
    if found is None:
        return None
    left = _AROUND.sub(" ", _ZONE.sub(" ", _TIME.sub(" ", _AGE.sub(" ", text[: found[1]] + " " + text[found[2] :]))))
    again = find(left)  # a line may tell when it was published and when it was updated
    return left if again is None else _AROUND.sub(" ", left[: again[1]] + " " + left[again[2] :])


def is_clock(text: str) -> bool:
    """Whether a line is nothing but a time of day or an age, such as `10:45 GMT` or `2h ago`."""
    return len(text) <= 40 and _CLOCK.fullmatch(text) is not None
