"""A tagging process for tests: it serves as the real one does, with a tagger that does what a text asks for.

`python -m tests.pipeline.odd_tagger`; its claims are the words after `CLAIM:` in a text, so that a test decides them.
"""

import os
import re
import signal
import time

from pipeline.frames import read
from pipeline.tagging_child import Start, bound, pipes, serve
from schemas.article import CleanedArticle
from schemas.tags import Position, Span, Tags
from tagging.interface import Versions


class OddTagger:
    """Runs away, sleeps, dies or fails where the text says so."""

    versions = Versions("odd", "")

    def tag(self, article: CleanedArticle) -> Tags:
        """Gives one position for each `CLAIM: holder` in the text."""
        text = article.text
        if "RUN AWAY" in text:
            re.match(r"(a+)+$", "a" * 60 + "b")
        if "SLEEP" in text:
            time.sleep(3600)
        if "DIE ALWAYS" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "RAISE" in text:
            raise ValueError("the tagger has a fault")
        if "EAT MEMORY" in text:
            bytearray(1 << 40)
        return Tags(positions=tuple(_claim(found) for found in re.finditer(r"CLAIM: (\S+)", text)))


def _claim(found: re.Match[str]) -> Position:
    return Position(
        holder=found[1],
        stance="offers",
        beneficiary="ukraine",
        types=("troop-presence",),
        evidence=(Span(text=found[0], start=found.start(), end=found.end()),),
    )


if __name__ == "__main__":
    source, sink = pipes()
    bound()
    read(source, Start)
    serve(OddTagger(), source, sink)
