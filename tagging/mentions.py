"""Who and what an article names: actors, sources and instruments, each with the words that name it."""

from schemas.article import CleanedArticle
from schemas.tags import Mention
from tagging.actors.people import Persons
from tagging.actors.places import Places
from tagging.matcher import matcher
from tagging.passage import Passage, passage
from tagging.sources import Sources
from tagging.vocabulary import Vocabulary

_ORDER = {"title": 0, "text": 1, "credits": 2}


def find(article: CleanedArticle, vocabulary: Vocabulary) -> list[Mention]:
    """Gives every mention in the article, sorted by field (title first) and offset. Any text is taken; none raises."""
    passages = passages_of(article, vocabulary)
    places, sources = Places(vocabulary), Sources(vocabulary)
    found: list[Mention] = []
    for part in passages:
        found += places.mentions(part)
        found += sources.mentions(part, article)
        found += _instruments(part)
    found += Persons(vocabulary).mentions(article, passages)
    found += sources.credits(article)
    return sorted(
        set(found), key=lambda mention: (_ORDER[mention.span.field], mention.span.start, mention.span.end, mention.id)
    )


def passages_of(article: CleanedArticle, vocabulary: Vocabulary) -> list[Passage]:
    """Gives title and text of the article, matched."""
    found = matcher(vocabulary)
    return [
        passage("title", article.title, article.language, found),
        passage("text", article.text, article.language, found),
    ]


def _instruments(part: Passage) -> list[Mention]:
    return [
        part.mention("instrument", meaning.id, hit.start, hit.end, f"name {meaning.phrase}")
        for hit in part.hits
        if (meaning := hit.of("instrument"))
    ]
