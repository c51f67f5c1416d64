"""News media as sources: where a statement is attributed to them, and in a line of credits."""

import re

from schemas.article import CleanedArticle
from schemas.tags import Mention
from tagging.matcher import Hit, matcher
from tagging.normalise import key
from tagging.passage import Passage, passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.meanings import Meaning

_PHOTO = re.compile(r"(?:photo|image|picture|getty|via|photographer|foto|bild|фото)\W*$|[/|]\s*$", re.IGNORECASE)
_DASH_END = re.compile(r"[–—|:-]\s*(?:the )?$", re.IGNORECASE)
_NEAR = 60
_LONGEST_CREDITS = 2_000


class Sources:
    """Decides by a vocabulary where a news medium is a source."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._matcher = matcher(vocabulary)
        words = vocabulary.words("attribution") | vocabulary.words("speech")
        one_of = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        self._cue = re.compile(rf" (?:{one_of}) ") if words else re.compile(r"(?!)")

    def mentions(self, passage: Passage) -> list[Mention]:
        """Gives the sources of a passage, in order."""
        found: list[Mention] = []
        for hit in passage.hits:
            meaning = hit.of("source")
            if meaning and self._attributed(passage, hit, meaning):
                found.append(passage.mention("source", meaning.id, hit.start, hit.end, f"attribution {meaning.phrase}"))
        return found

    def _attributed(self, passage: Passage, hit: Hit, meaning: Meaning) -> bool:
        start, end = passage.sentence(hit.start, hit.end)
        before, after = passage.text[start : hit.start], passage.text[hit.end : end]
        if passage.field == "title" and _DASH_END.search(before) and not after.strip(" .)"):
            return True
        if _PHOTO.search(before[-20:]):
            return False
        if meaning.cautious:
            before, after = before[-_NEAR // 2 :], after[: _NEAR // 2]
        return bool(self._cue.search(key(before)) or self._cue.search(key(after)))

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
