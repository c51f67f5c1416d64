"""A sentence with all that was found in it, as the rules for claims see it."""

from msgspec import Struct

from tagging.marks import Judged, Mark
from tagging.positions.contents import Content
from tagging.positions.cues import Cue
from tagging.positions.forms import Kind
from tagging.positions.standings import Standing
from tagging.positions.zones import Zone
from tagging.reading import Named, Reading, Sentence


class Predicate(Struct):
    """A cue at work. `source` tells how its holders were found; `first_person` that they are whoever speaks here."""

    cue: Cue
    kind: Kind
    zone: int
    negated: bool = False
    holders: tuple[Named, ...] = ()
    source: str = ""
    first_person: bool = False
    subject_first: int = -1
    parent: "Predicate | None" = None
    opens: int = -1
    stance: str = ""
    """That of its cue, or what stands instead of it."""
    unnamed: bool = False
    """Whether its subject is a group that has no name: `26 countries agreed`."""

    def __post_init__(self) -> None:
        """Gives it the stance of its cue."""
        self.stance = self.stance or self.cue.stance

    @property
    def begins(self) -> int:
        """The token from which on it governs: that of its first half, where German parts it in two."""
        return self.opens if self.opens >= 0 else self.cue.first


class Verdict(Struct, frozen=True, gc=False):
    """What is found of a thing, whether the sentence names it or not: `mark` is its phrase, of a `kind`."""

    kind: Judged
    predicate: Predicate
    mark: Mark


class Scene(Struct):
    """A sentence with all that was found in it. `speakers` holds for each of its tokens who says it (or nobody)."""

    reading: Reading
    sentence: Sentence
    zones: list[Zone]
    stands: list[Standing]
    contents: list[Content]
    predicates: list[Predicate] = []
    speakers: list[tuple[Named, ...]] = []
    places: list[int] = []
    verdicts: list[Verdict] = []

    def __post_init__(self) -> None:
        """Notes for each token the zone that holds it, or the next one: it is asked for many times."""
        at = self.sentence.first
        places: list[int] = []
        for place, zone in enumerate(self.zones[:-1]):
            places += [place] * (zone.last - at)
            at = zone.last
        places += [max(len(self.zones) - 1, 0)] * (self.sentence.last - at)
        self.places = places

    def zone_at(self, token: int) -> int:
        """Gives the index of the zone that holds a token, or of the next one."""
        try:
            return self.places[max(token - self.sentence.first, 0)]
        except IndexError:
            return len(self.zones) - 1

    def speaker_at(self, token: int) -> tuple[Named, ...]:
        """Gives who says the token."""
        return self.speakers[token - self.sentence.first]


class Link(Struct, frozen=True):
    """`holders` take `stance` (for: `sign` 1, against: -1) on the content, itself turned round where `inner` is -1."""

    holders: tuple[Named, ...]
    predicate: Predicate
    stance: str
    sign: int
    inner: int
    content: Content
    given: bool
    acts: bool = False
    """Whether the holder would give it: `agreed to send`, `wants to deploy`."""
    signs: bool = False
    """Whether the holder only signs it."""
    agrees: bool = False
    """Whether the holder agrees to it, and so would give it unless it is for the holder."""


def fill(scene: Scene, first: int, last: int, actors: tuple[Named, ...], *, keep: bool = False) -> None:
    start = scene.sentence.first
    if last <= first:
        return
    if keep:
        actors_of = [one or actors for one in scene.speakers[first - start : last - start]]
    else:
        actors_of = [actors] * (last - first)
    scene.speakers[first - start : last - start] = actors_of
