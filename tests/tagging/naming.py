"""How the tests of mentions ask: a sentence in, the ids that it names out."""

from schemas.article import CleanedArticle, make_cleaned
from schemas.tags import Mention
from tagging.mentions import find
from tagging.vocabulary import Vocabulary, load


def article(
    text: str, language: str = "en", *, title: str = "", published: str | None = None, sources: str | None = None
) -> CleanedArticle:
    """Gives an article with this text, of this day."""
    return make_cleaned(
        url="seed:test",
        title=title,
        text=text,
        language=language,
        fetched_at="2026-11-22T00:00:00Z",
        version=1,
        published=f"{published}T12:00:00Z" if published else None,
        credits=sources,
    )


def mentions(given: CleanedArticle, vocabulary: Vocabulary | None = None) -> list[Mention]:
    """Gives the mentions, each of which must resolve."""
    found = find(given, vocabulary or load())
    for mention in found:
        written = getattr(given, mention.span.field)
        assert written[mention.span.start : mention.span.end] == mention.span.text
        assert mention.rule
    return found


def named(
    text: str, language: str = "en", *, published: str | None = None, kind: str = "actor", title: str = ""
) -> set[str]:
    """Gives the ids of one kind that the text names."""
    found = mentions(article(text, language, published=published, title=title))
    return {mention.id for mention in found if mention.kind == kind}
