"""Which guarantee types an article discusses, whosever position they are, and whether it is about guarantees at all."""

from collections.abc import Iterable

from schemas.tags import Mention
from tagging.nature import Nature
from tagging.positions.contents import Content
from tagging.reading import Reading
from tagging.subject import UNSPECIFIED, Subject

_ENOUGH, _MANY = 2, 3
_TITLED = ("strong", "bare", "later")
"""Kinds of words that make a pact or soldiers of the text its subject where the title has them."""


def is_ours(
    readings: list[Reading], contents: list[list[list[Content]]], mentions: Iterable[Mention], subject: Subject
) -> bool:
    """Tells whether the article is about security guarantees: it says so, or its subject can be nothing else.

    Without the words it is where it speaks of guarantees twice, once of a kind that is nothing else or with a document
    or a coalition that is about them; or thrice of anything but soldiers and arms; or twice of the soldiers of
    somebody for somebody; or once beside who can have it between them; or where its title (the first of `readings`)
    speaks of a kind that is nothing else.
    """
    if not any(sentence.actors for reading in readings for sentence in reading.sentences):
        return False
    if any(content.kind == "anchor" for field in contents for here in field for content in here):
        return True
    strong = [nature for field in contents for nature in _strong(field)]
    if readings[0].language.code != "en" and _is_told(readings, contents, strong):
        return True
    strong = [nature for nature in strong if not nature.is_only_form]  # parliaments ratify much else
    if _sent(readings, contents) >= _ENOUGH or any(nature.has("standing") for nature in _strong(contents[0])):
        return True
    headed = any(content.kind in _TITLED for here in contents[0] for content in here)
    telling = any(nature.has("standing") for nature in strong)
    if _meant(readings, contents) or (headed and (telling or any(nature.has("troops") for nature in strong))):
        return True
    telling = telling or any(_tells(one, subject) for one in mentions)
    return (telling and len(strong) >= _ENOUGH) or sum(not nature.has("passing") for nature in strong) >= _MANY


def _are_two(readings: list[Reading]) -> bool:
    """Tells whether two are named."""
    return len({actor.id for reading in readings for sentence in reading.sentences for actor in sentence.actors}) > 1


def _is_headed(title: list[list[Content]]) -> bool:
    """Tells whether a headline speaks of guarantees, by the bare word."""
    return any(content.kind == "bare" for here in title for content in here)


def _sent(readings: list[Reading], contents: list[list[list[Content]]]) -> int:
    """Gives how many sentences speak of soldiers and name two, whose they are and for whom."""
    found = 0
    for reading, field in zip(readings, contents, strict=True):
        for sentence, here in zip(reading.sentences, field, strict=True):
            soldiers = any(content.kind == "strong" and content.nature.has("troops") for content in here)
            found += soldiers and len({actor.id for actor in sentence.actors}) > 1
    return found


def _meant(readings: list[Reading], contents: list[list[list[Content]]]) -> bool:
    """Tells whether a pact or a guarantee stands beside two who can have it between them, or soldiers beside three."""
    for reading, field in zip(readings, contents, strict=True):
        for sentence, here in zip(reading.sentences, field, strict=True):
            actors = {actor.id for actor in sentence.actors}
            strong = [one.nature for one in here if one.kind == "strong"]
            if actors and any(nature.has("standing") for nature in strong):
                return True
            if len(actors) > _ENOUGH and any(nature.has("troops") for nature in strong):
                return True
            parties = [actor for actor in actors if not actor.startswith("person/")]
            if len(parties) > 1 and _are_between(here, anything=readings[0].language.code == "en"):
                return True
    return False


def _are_between(here: list[Content], *, anything: bool) -> bool:
    """Tells whether a sentence speaks of guarantees, of a pact, or of `anything` that binds or is ratified."""
    return any(
        one.kind == "bare" or (one.nature.has("form") and (anything or not one.nature.is_only_form)) for one in here
    )


def _is_told(readings: list[Reading], contents: list[list[list[Content]]], strong: list[Nature]) -> bool:
    """Tells whether the headline speaks of guarantees and the text of a kind, or somebody's soldiers are spoken of.

    Or whether an alliance is asked not to grow, which is said of nothing else.
    """
    kinds = any(not nature.has("passing") for nature in strong)
    if kinds and _is_headed(contents[0]) and _are_two(readings):
        return True
    if _sent(readings, contents) and _near(readings, contents) >= _ENOUGH:
        return True
    found = (content for field in contents for here in field for content in here if content.kind == "strong")
    return any(one.nature.has("admission") and one.nature.has("concession") and not one.contrary for one in found)


def _near(readings: list[Reading], contents: list[list[list[Content]]]) -> int:
    """Gives how many sentences name somebody and speak of soldiers, also by a word that means them only there."""
    return sum(
        bool(sentence.actors) and any(one.nature.has("troops") and one.kind != "weak" for one in here)
        for reading, field in zip(readings, contents, strict=True)
        for sentence, here in zip(reading.sentences, field, strict=True)
    )


def _strong(field: list[list[Content]]) -> list[Nature]:
    """Gives the natures of the strong contents of a field."""
    return [content.nature for here in field for content in here if content.kind == "strong"]


def _tells(mention: Mention, subject: Subject) -> bool:
    return mention.kind == "instrument" or mention.id in subject.coalitions


def speaks_of_guarantees(content: Content) -> bool:
    """Tells whether the words say that security is guaranteed, so that arms or money beside them are part of it."""
    return content.kind in ("anchor", "bare") or (content.kind == "strong" and content.nature.has("pact"))


def no_kind_given(contents: list[list[Content]]) -> int | None:
    """Gives the first sentence that speaks of guarantees where neither it nor one beside it says of which kind."""
    for place, here in enumerate(contents):
        if here and any(content.kind == "anchor" for content in here):
            beside = contents[max(0, place - 1) : place + 2]
            if not any(content.type not in ("", UNSPECIFIED) for near in beside for content in near):
                return place
    return None
