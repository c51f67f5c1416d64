"""Who wrote the article is no actor in it."""

import re

from tagging.passage import Passage

_BY = re.compile(r"(?:By|BY|Von|Par|Автор[:а]?|Текст:) (?:[^\n.]{0,60}(?:,| and| und| et) )?")
_LONGEST = 90
"""Letters of a line that may be a byline."""


def is_byline(passage: Passage, start: int) -> bool:
    """Tells whether the name that starts at `start` stands in a line of its own that says who wrote the text."""
    text = passage.text
    first = text.rfind("\n", max(0, start - _LONGEST), start) + 1
    if not first and start > _LONGEST:
        return False
    line = text[first : first + _LONGEST + 1].partition("\n")[0]
    return (
        len(line) <= _LONGEST and not line.rstrip().endswith((".", "”", '"')) and bool(_BY.fullmatch(text[first:start]))
    )
