"""That somebody wants a guarantee, whatever governs it."""

from tagging.positions.contents import Content
from tagging.positions.scene import Link, Predicate, Scene


def wanted(scene: Scene, left: Predicate, content: Content) -> list[Link]:
    """Gives that whoever holds `left`, or what it depends on, wants the content."""
    at: Predicate | None = left
    while at is not None and not at.holders:
        at = at.parent
    holders = scene.speaker_at(left.cue.first) if at is None or at.stance == "say" else at.holders
    return [Link(holders, left, "want", 1, 1, content, False)] if holders else []


def is_wanted(link: Link) -> bool:
    """Whether somebody calls for it, so that talks about it are wanted for its sake."""
    return (
        link.stance in ("want", "propose")
        and link.predicate.kind == "finite"
        and link.predicate.source in ("subject", "shared")
    )
