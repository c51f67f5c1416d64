"""A question as the command that asks it, so that what is counted can be looked into."""

import shlex

from schemas.printable import one_line
from search.question import LISTS, Question
from search.widen import OPTIONS


def positions_command(question: Question) -> str:
    """Gives the `pledgewire positions …` that lists the claims of a question, quoted for a POSIX shell."""
    words = ["pledgewire", "positions"]
    for name in LISTS:
        for value in getattr(question, name):
            words += (OPTIONS[name], value)
    if question.conditional is not None:
        words.append("--conditional" if question.conditional else "--unconditional")
    for option, when in (("--since", question.since), ("--until", question.until)):
        words += (option, when) if when else ()
    if question.text.strip():
        # A first word with a minus would be taken for an option.
        words += ("--", question.text) if question.text.lstrip().startswith("-") else (question.text,)
    return shlex.join(one_line(word) for word in words)
