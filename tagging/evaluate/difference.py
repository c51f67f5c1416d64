"""What two taggers say differently of the same articles."""

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from schemas.claim_changes import ClaimChange, claim_changes
from schemas.tags import Tags

LAYERS = ("actors", "sources", "guarantee_types", "instruments")


class About(Protocol):
    """What an article is known by: a cleaned article, or one whose tags were saved."""

    @property
    def article_id(self) -> str: ...

    @property
    def url(self) -> str: ...

    @property
    def title(self) -> str: ...


class LayerChange(Struct, frozen=True, kw_only=True):
    """Ids of one layer that one of the two gives and the other does not."""

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Difference(Struct, frozen=True, kw_only=True):
    """One article that the two tag differently."""

    article_id: str
    url: str
    title: str
    claims: tuple[ClaimChange, ...]
    layers: dict[str, LayerChange]

    def __bool__(self) -> bool:
        return bool(self.claims or self.layers)


class LayerCounts(Struct, kw_only=True):
    """How many ids of a layer came and went."""

    added: int = 0
    dropped: int = 0


class Counts(Struct, kw_only=True):
    """How much differs. `same` counts the claims that did not change."""

    articles: int = 0
    differing: int = 0
    missing: int = 0
    same: int = 0
    added: int = 0
    dropped: int = 0
    changed: int = 0
    layers: dict[str, LayerCounts]

    def count(self, found: Difference, after: Tags) -> None:
        """Adds one article."""
        self.articles += 1
        self.differing += bool(found)
        by_kind = [change.kind for change in found.claims]
        self.added += by_kind.count("added")
        self.dropped += by_kind.count("dropped")
        self.changed += by_kind.count("changed")
        self.same += len(after.positions) - by_kind.count("added") - by_kind.count("changed")
        for layer, change in found.layers.items():
            self.layers[layer].added += len(change.added)
            self.layers[layer].dropped += len(change.dropped)


def counts() -> Counts:
    """Gives counts of nothing yet."""
    return Counts(layers={layer: LayerCounts() for layer in LAYERS})


def difference(about: About, before: Tags, after: Tags) -> Difference:
    """Gives what differs; an empty difference is false."""
    return Difference(
        article_id=about.article_id,
        url=about.url,
        title=about.title,
        claims=claim_changes(before.positions, after.positions),
        layers={
            layer: change
            for layer in LAYERS
            if (change := _layer(getattr(before, layer), getattr(after, layer))) != LayerChange()
        },
    )


def _layer(before: Iterable[str], after: Iterable[str]) -> LayerChange:
    one, other = list(before), list(after)
    return LayerChange(
        added=tuple(tag for tag in other if tag not in one), dropped=tuple(tag for tag in one if tag not in other)
    )
