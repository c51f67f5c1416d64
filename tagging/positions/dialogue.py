"""Speech behind dashes: `— Мы поможем, — сказал он. — Но солдат не будет.`"""

from tagging.positions.scene import Scene, fill
from tagging.reading import Named

_DASHES = "–—-"


def go_on(scenes: list[Scene]) -> None:
    """Gives sentences that open with a dash to who spoke before it in a paragraph that opens with one too."""
    paragraph, inside = -1, False
    speaker: tuple[Named, ...] = ()
    for scene in scenes:
        opens = scene.reading.text[scene.sentence.start] in _DASHES
        if scene.sentence.paragraph != paragraph:
            paragraph, speaker, inside = scene.sentence.paragraph, (), opens
        elif inside and opens and speaker and not any(scene.speakers):
            fill(scene, scene.sentence.first, scene.sentence.last, speaker)
        speaker = next(filter(None, scene.speakers), speaker)
