"""Whether an organisation speaks: think-tanks, courts and companies count as actors only where they do."""

import re

from tagging.matcher import Hit
from tagging.passage import Passage, Word
from tagging.vocabulary import Vocabulary

_BRACKETS = re.compile(r"\s*\([^()\n]{1,40}\)")
_CLAUSE = re.compile(r"[.;:!?\n]")
_REACH = 45
"""Letters after the name in which a speech verb still belongs to it."""


class Speaking:
    """Decides by the lists of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._speech = vocabulary.words("speech")
        self._report = vocabulary.words("report")
        self._according = vocabulary.words("according")
        self._belongs = vocabulary.words("belongs-to")

    def speaks(self, passage: Passage, hit: Hit) -> bool:
        """Tells whether what the name stands for says, reports or is cited."""
        before = passage.before(hit.place, 6)
        if before and before[-1].form == "the":
            before = before[:-1]
        if self._cited(before):
            return True
        if before and before[-1].form in self._belongs:
            return self._after_report(before)
        after = _BRACKETS.sub("", passage.text[hit.end : hit.end + _REACH + 40])
        clause = _CLAUSE.split(after, maxsplit=1)[0][:_REACH]
        words = [word for word in re.split(r"[^\w]+", clause.casefold()) if word]
        return any(word in self._speech or word in self._report for word in words[:6])

    def _cited(self, before: list[Word]) -> bool:
        forms = [word.form for word in before]
        joined = " ".join(forms)
        return any(joined.endswith((phrase, f"{phrase} the")) for phrase in self._according)

    def _after_report(self, before: list[Word]) -> bool:
        """Tells whether it is a report, a poll or figures that come from it (not a person who works there)."""
        return any(word.form in self._report for word in before[-4:-1])
