"""Who and what an article names: actors, sources and instruments, each with the words that name it."""

from schemas.article import MAX_TEXT, CleanedArticle
from schemas.tags import Mention
from tagging.actors.people import Persons
from tagging.actors.places import Places
from tagging.instruments import Instruments
from tagging.matcher import matcher
from tagging.passage import Passage, passage
from tagging.sources import Sources
from tagging.vocabulary import Vocabulary

_ORDER = {"title": 0, "text": 1, "credits": 2}


class Finder:
    """All rules with one vocabulary. Holds nothing of an article once it is done."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._matcher = matcher(vocabulary)
        self._places = Places(vocabulary)
        self._persons = Persons(vocabulary)
        self._sources = Sources(vocabulary)
        self._instruments = Instruments(vocabulary)

    def find(self, article: CleanedArticle) -> list[Mention]:
        """Gives every mention in the article, sorted by field (title first) and offset."""
        passages = self.passages(article)
        found: list[Mention] = []
        for part in passages:
            found += self._places.mentions(part)
            found += self._sources.mentions(part)
            found += self._instruments.mentions(part, article)
        found += self._persons.mentions(article, passages, security=any(map(_is_of_security, found)))
        found += self._sources.credits(article)
        return sorted(set(found), key=_place)

    def passages(self, article: CleanedArticle) -> list[Passage]:
        """Gives title and text of the article, matched."""
        text = article.text[:MAX_TEXT]  # what comes past the cleaner's bound is no article, but must not take long
        return [
            passage("title", article.title, article.language, self._matcher),
            passage("text", text, article.language, self._matcher),
        ]


_made: dict[str, Finder] = {}


def find(article: CleanedArticle, vocabulary: Vocabulary) -> list[Mention]:
    """Gives every mention in the article, sorted by field (title first) and offset. Any text is taken; none raises."""
    made = _made.get(vocabulary.version)
    if made is None:
        made = _made[vocabulary.version] = Finder(vocabulary)
    return made.find(article)


def _place(mention: Mention) -> tuple[int, int, int, str, str]:
    span = mention.span
    return _ORDER[span.field], span.start, span.end, mention.id, mention.rule


def _is_of_security(mention: Mention) -> bool:
    """Tells whether the mention shows that the article is of security politics: a football coach is no actor."""
    return mention.kind == "instrument" or mention.id.startswith(("org/", "bloc/"))
