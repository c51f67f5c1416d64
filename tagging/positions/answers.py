"""An interview told in questions and answers: what stands behind a question, up to the next, the interviewed says."""

from itertools import groupby

from tagging.positions.scene import Scene, fill
from tagging.reading import Named

_FEWEST = 3
"""Questions that a text must have to be an interview."""
_YOURS = frozenset(["you", "your", "yours"])


def give(scenes: list[Scene], title: Scene | None) -> None:
    """Fills the speakers of an English interview's answers with the person whom its headline names or tells."""
    if title is None or title.reading.language.code != "en" or not scenes or scenes[0].reading is title.reading:
        return
    words = title.reading.tokens.norms[title.sentence.first : title.sentence.last]
    people = [one for one in title.sentence.actors if one.id.startswith("person/")]
    if not people or not title.reading.language.words["interviews"].intersection(words):
        return
    paragraphs = [list(group) for _, group in groupby(scenes, key=lambda scene: scene.sentence.paragraph)]
    asks = [_asks(paragraph) for paragraph in paragraphs]
    if sum(asks) < _FEWEST:
        return
    first = asks.index(True)
    for paragraph, asked in zip(paragraphs[first:], asks[first:], strict=True):
        for scene in paragraph:
            if not asked:
                _says(scene, people[0])


def _asks(paragraph: list[Scene]) -> bool:
    """Whether a paragraph is the interviewer's: it ends with a question, or speaks to `you` and not of `me`."""
    last = paragraph[-1]
    if last.reading.text[last.sentence.start : last.sentence.end].rstrip("\"'”’)").endswith("?"):
        return True
    words = last.reading.tokens.norms[paragraph[0].sentence.first : last.sentence.last]
    return not _YOURS.isdisjoint(words) and last.reading.language.words["we_subject"].isdisjoint(words)


def _says(scene: Scene, who: Named) -> None:
    fill(scene, scene.sentence.first, scene.sentence.last, (who,), keep=True)
