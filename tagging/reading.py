"""One field of an article made ready for the rules: its tokens, sentences, quotes, and who is named where."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from schemas.tags import Field, Mention
from tagging import quotes, sentences
from tagging.lexicon import Language
from tagging.marks import Kind, Mark
from tagging.phrases import Hit
from tagging.tokens import Tokens, tokenise


class Named(Struct, frozen=True, gc=False):
    """An actor named by tokens `first` to before `last`."""

    first: int
    last: int
    id: str
    mention: Mention


class Sentence(Struct, frozen=True, gc=False):
    """Tokens `first` to before `last`, characters `start` to `end`; with the actors and the phrases in it.

    `actor_at` gives for a token within an actor's name the place of the actor in `actors`; `by_kind` holds the phrases
    by their kind.
    """

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    actors: list[Named]
    hits: list[Hit[Mark]]
    actor_at: dict[int, int]
    by_kind: dict[str, list[Hit[Mark]]]

    def of(self, kind: Kind) -> Sequence[Hit[Mark]]:
        """Gives the phrases of one kind, in order."""
        return self.by_kind.get(kind, ())


class Quoted(Struct, frozen=True, gc=False):
    """Tokens `first` to before `last` stand between quotation marks, characters `start` to `end` without the marks."""

    first: int
    last: int
    start: int
    end: int
    closed: bool


class Reading(Struct, frozen=True, gc=False):
    """What the rules see of one field."""

    field: Field
    text: str
    language: Language
    tokens: Tokens
    sentences: list[Sentence]
    quotes: list[Quoted]
    quote_firsts: list[int]
    quote_lasts: list[int]

    def quotes_near(self, first: int, last: int) -> list[Quoted]:
        """Gives the quotations that end at token `first` or later and begin before `last`, without a look at others."""
        if not self.quotes:
            return []
        return self.quotes[bisect_left(self.quote_lasts, first) : bisect_left(self.quote_firsts, last)]


def read(field: Field, text: str, language: Language, mentions: list[Mention]) -> Reading:
    """Gives the Reading of a text; of `mentions`, those of the whole article, only actors of this field count."""
    tokens = tokenise(text, language.code)
    named = _named(field, mentions, tokens)
    found = []
    at = 0
    for sentence in sentences.split(text, language.code):
        first = bisect_left(tokens.starts, sentence.start)
        last = bisect_left(tokens.starts, sentence.end)
        if first == last:
            continue  # a part of one endless word
        here = []
        while at < len(named) and named[at].first < last:
            if named[at].first >= first:
                here.append(named[at])
            at += 1
        hits = language.matcher.find(tokens.norms, first, last)
        kinds: defaultdict[str, list[Hit[Mark]]] = defaultdict(list)
        for hit in hits:
            kinds[hit.payload.kind].append(hit)
        inside: dict[int, int] = {}
        for place in range(len(here) - 1, -1, -1):  # of those that begin together the longest comes last
            for token in range(here[place].first, here[place].last):
                inside[token] = place
        found.append(Sentence(first, last, sentence.start, sentence.end, sentence.paragraph, here, hits, inside, kinds))
    quoted = _quoted(text, tokens)
    firsts, lasts = [one.first for one in quoted], [one.last for one in quoted]
    return Reading(field, text, language, tokens, found, quoted, firsts, lasts)


def _named(field: Field, mentions: list[Mention], tokens: Tokens) -> list[Named]:
    named: list[Named] = []
    starts, ends = tokens.starts, tokens.ends
    for mention in mentions:
        span = mention.span
        if mention.kind != "actor" or span.field != field:
            continue
        first = bisect_left(ends, span.start + 1)
        last = max(bisect_left(starts, span.end, first), first + 1) if first < len(starts) else first
        if first < last:
            named.append(Named(first, last, mention.id, mention))
    named.sort(key=lambda one: (one.first, -one.last))
    return named


def _quoted(text: str, tokens: Tokens) -> list[Quoted]:
    found = []
    for quote in quotes.find(text):
        first = bisect_left(tokens.starts, quote.inner_start)
        last = bisect_left(tokens.starts, quote.inner_end)
        found.append(Quoted(first, last, quote.inner_start, quote.inner_end, quote.closed))
    return found
