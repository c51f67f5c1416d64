"""What stands beside a name and shows that it is a person's: a line of its own, or where the person works."""

import re

_AFTER = 90
_LINE, _TITLE = 200, 30
_SPEAKER = re.compile(r"(?: ?\([^()\n]{1,60}\)){1,3}:?|(?: ?\([^()\n]{1,60}\))?:(?: .*)?")
_WORKS = re.compile(
    r",? (?:of|from|at|with) (?:the )?(?:\w+ )?[A-Z]|"
    r", (?:an?|the|who) (?:\w+ ){0,3}?"
    r"(?:analyst|expert|fellow|professor|director|scholar|researcher|strategist|lecturer|head|historian)\b"
)


def works_somewhere(text: str, end: int) -> bool:
    """Tells whether the text goes on with where the person works: `said Trita Parsi of the Quincy Institute`."""
    return bool(_WORKS.match(text[end : end + _AFTER]))


def heads_a_line(text: str, start: int, end: int) -> bool:
    """Tells whether the name stands alone on its line, or before a colon, as speakers do in a transcript."""
    near = max(0, start - _TITLE)
    first = text.rfind("\n", near, start) + 1
    if not first and near:
        return False
    rest = text[end : end + _LINE].partition("\n")[0]
    return len(text[first:start].split()) <= 1 and bool(_SPEAKER.fullmatch(rest))
