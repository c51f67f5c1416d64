"""What a few words give, and why: for those who write a vocabulary and want to see what it does."""

from collections.abc import Iterator

from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.tags import Span, Tags
from tagging.tagger import Tagger


class Heard(Struct, frozen=True, kw_only=True):
    """A phrase of the language of claims that was found: its kind, its name, its words, and where it stands."""

    kind: str
    name: str
    span: Span
    phrase: str
    place: str


class Trial(Struct, frozen=True, kw_only=True):
    """The tags of a text, every phrase that was found in it, and sentences that say why there is no claim."""

    tags: Tags
    heard: tuple[Heard, ...]
    notes: tuple[str, ...] = ()


def trial(article: CleanedArticle, tagger: Tagger) -> Trial:
    """Gives what the tagger makes of an article and all it noticed on the way."""
    tags = tagger.tag(article)
    heard = tuple(_heard(article, tagger, tags))
    return Trial(tags=tags, heard=heard, notes=tuple(_notes(tags, heard)))


def _heard(article: CleanedArticle, tagger: Tagger, tags: Tags) -> Iterator[Heard]:
    for reading in tagger.readings(article, list(tags.mentions)):
        tokens = reading.tokens
        for sentence in reading.sentences:
            for hit in sentence.hits:
                start, end, mark = tokens.starts[hit.first], tokens.ends[hit.last - 1], hit.payload
                yield Heard(
                    kind=mark.kind,
                    name=f"{mark.name}.{mark.form}" if mark.form else mark.name,
                    span=Span(text=reading.text[start:end], start=start, end=end, field=reading.field),
                    phrase=mark.phrase,
                    place=mark.place,
                )


def _notes(tags: Tags, heard: tuple[Heard, ...]) -> Iterator[str]:
    if tags.positions:
        return
    kinds = [one.kind for one in heard]
    if not tags.actors:
        yield "No actor is named: a claim needs somebody who makes it."
    if "anchor" not in kinds and kinds.count("strong") < 2:
        yield (
            "Nothing says that guarantees are meant (an `anchor` phrase, or two `strong` ones): "
            "give a headline that does with --title."
        )
    elif "cue" not in kinds:
        yield "No word takes a stance (a `cue` phrase of claims/)."
    else:
        yield "Somebody, a stance and a guarantee may be there, but no rule connects them."
