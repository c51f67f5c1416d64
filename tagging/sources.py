"""News media as sources: where a statement is attributed to them, and in a line of credits."""

import re

from ahocorasick_rs import AhoCorasick, Implementation

from schemas.article import CleanedArticle
from schemas.tags import Mention
from tagging.matcher import Hit, matcher
from tagging.passage import Passage, passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.meanings import Meaning

_PHOTO = re.compile(r"(?:photo|image|picture|getty|via|photographer|foto|bild|фото)\W*$|[/|]\s*$", re.IGNORECASE)
_DASH_END = re.compile(r"[–—|:-]\s*(?:the )?$", re.IGNORECASE)
_NEAR = 35
"""Letters to each side in which a name that is also a common word needs its attribution."""
_LONGEST_CREDITS = 2_000


class Sources:
    """Decides by a vocabulary where a news medium is a source."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._matcher = matcher(vocabulary)
        cues = sorted(vocabulary.words("attribution") | vocabulary.words("speech"))
        self._cues = AhoCorasick([f" {cue} " for cue in cues], implementation=Implementation.ContiguousNFA)

    def mentions(self, part: Passage) -> list[Mention]:
        """Gives the sources of a passage, in order."""
        named = [(part.hits[place], meaning) for place, meaning in part.meant("source")]
        return [
            part.mention("source", meaning.id, hit.start, hit.end, f"attribution {meaning.phrase}")
            for hit, meaning in named
            if self._attributed(part, hit, meaning)
        ]

    def _attributed(self, part: Passage, hit: Hit, meaning: Meaning) -> bool:
        first, last = part.sentence(hit.start, hit.end)
        before = part.text[max(first, hit.start - 20) : hit.start]
        if part.field == "title" and _DASH_END.search(before) and not part.text[hit.end : last].strip(" .)"):
            return True
        if _PHOTO.search(before):
            return False
        if meaning.cautious:
            first, last = max(first, hit.start - _NEAR), min(last, hit.end + _NEAR)
        near = (part.normal.within(first, hit.start), part.normal.within(hit.end, last))
        return any(self._cues.find_matches_as_indexes(words) for words in near)

    def credits(self, article: CleanedArticle) -> list[Mention]:
        """Gives the sources that the article's own line of credits names; their spans point into `credits`."""
        if not article.credits:
            return []
        part = passage("credits", article.credits[:_LONGEST_CREDITS], "und", self._matcher)
        return [
            part.mention("source", meaning.id, hit.start, hit.end, f"credits {meaning.phrase}")
            for hit in part.hits
            if (meaning := hit.of("source")) and not _PHOTO.search(part.text[max(0, hit.start - 20) : hit.start])
        ]
