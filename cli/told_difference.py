"""Shows what changes between two lists of claims, as a person reads a diff."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.plain import indented
from schemas.claim_changes import ClaimChange
from schemas.printable import one_line
from schemas.tags import Position
from tagging.evaluate.difference import Counts, Difference

SIGNS = {"added": ("+", "green"), "dropped": ("-", "red"), "changed": ("~", "yellow")}


def told(found: Difference) -> Iterator[RenderableType]:
    """Gives the changes of one article."""
    yield Text(one_line(found.title) or "(no title)", style="bold")
    yield Text(f"  {one_line(found.url)}", style="dim")
    for change in found.claims:
        yield from told_change(change)
    for layer, ids in found.layers.items():
        line = Text(f"  {layer.replace('_', ' ')}:")
        for tags, (sign, colour) in ((ids.added, SIGNS["added"]), (ids.dropped, SIGNS["dropped"])):
            for tag in tags:
                line.append(f" {sign}{tag}", style=colour)
        yield line
    yield Text("")


def told_change(change: ClaimChange) -> Iterator[RenderableType]:
    """Gives one claim with what happened to it, and the sentences that say so."""
    sign, colour = SIGNS[change.kind]
    claim = change.after or change.before
    assert claim is not None  # noqa: S101 (a change is of something)
    line = Text(f"{sign} ", style=f"bold {colour}")
    line.append(in_short(claim), style=f"not bold {colour}")
    yield indented(line, 2)
    if change.before is not None and change.after is not None:
        for field in change.fields:
            if field != "evidence":
                was, now = (_shown(one, field) for one in (change.before, change.after))
                yield indented(Text(f"{field.replace('_', ' ')}: {was} → {now}", style="dim"), 6)
        yield from _sentences(change.before, change.after)
    else:
        yield from (indented(Text(one_line(span.text), style="italic"), 6) for span in claim.evidence)


def in_short(claim: Position) -> str:
    """Gives who says what of which guarantee for whom."""
    behalf = f" for {claim.on_behalf_of}" if claim.on_behalf_of else ""
    said = [name for name in ("conditional", "negated") if getattr(claim, name)]
    more = f" ({', '.join(said)})" if said else ""
    return f"{claim.holder}{behalf} {claim.stance} {', '.join(claim.types)} for {claim.beneficiary}{more}"


def told_counts(before: str, after: str, counts: Counts) -> Iterator[RenderableType]:
    """Gives the counts of a whole comparison."""
    yield Text(f"from {before}\nto   {after}", style="dim")
    missing = f", {counts.missing} more are on one side only" if counts.missing else ""
    yield Text(f"{counts.differing} of {counts.articles} articles differ{missing}", style="bold")
    yield Text(
        f"claims: {counts.same} the same, {counts.added} added, {counts.dropped} dropped, {counts.changed} changed"
    )
    for layer, ids in counts.layers.items():
        yield Text(f"{layer.replace('_', ' ')}: {ids.added} added, {ids.dropped} dropped")


def _sentences(before: Position, after: Position) -> Iterator[RenderableType]:
    was, now = {span.text for span in before.evidence}, {span.text for span in after.evidence}
    for sign, spans, other in (("-", before.evidence, now), ("+", after.evidence, was)):
        for span in spans:
            if span.text not in other:
                yield indented(Text(f"{sign} {one_line(span.text)}", style="italic"), 6)
    if was == now:
        yield from (indented(Text(one_line(span.text), style="italic"), 6) for span in after.evidence)


def _shown(claim: Position, field: str) -> str:
    value = getattr(claim, field)
    if isinstance(value, tuple):
        return ", ".join(value)
    return one_line(str(value)) if value is not None else "nothing"
