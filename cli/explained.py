"""Shows a claim with the words it was made from marked in its sentences, each with the rule and the phrase it fits."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from cli.plain import indented
from schemas.printable import one_line, printable
from schemas.tags import Ground, Position, Span

STYLES = {"holder": "bold cyan", "stance": "bold magenta", "guarantee": "bold yellow", "condition": "bold blue",
          "negation": "bold red"}  # fmt: skip


def explained(position: Position) -> Iterator[RenderableType]:
    """Gives the sentences of a claim, marked by colour on a terminal, else in brackets, each with its grounds."""
    coloured = Console().is_terminal
    rest = list(position.grounds)
    for span in position.evidence:
        here = [ground for ground in rest if _stands_in(ground.span, span)]
        rest = [ground for ground in rest if ground not in here]
        yield indented(marked_words(span, here, coloured=coloured), 4)
        yield indented(Text(f"{span.field} {span.start}–{span.end}, rule: {position.rule}", style="dim"), 4)
        yield from map(_line, here)
    yield from map(_line, rest)


def marked_words(sentence: Span, grounds: Sequence[Ground], *, coloured: bool) -> Text:
    """Gives the sentence with the words of each ground marked; of those that overlap, the one that begins first."""
    text = printable(sentence.text).replace("\n", " ").replace("\t", " ")
    shown, at = Text(style="italic"), 0
    for ground in sorted(grounds, key=lambda one: (one.span.start, -one.span.end)):
        start, end = ground.span.start - sentence.start, ground.span.end - sentence.start
        if start < at or end > len(text):
            continue
        shown.append(text[at:start])
        words = text[start:end]
        shown.append(words if coloured else f"[{words}]({ground.tells})", style=STYLES[ground.tells])
        at = end
    return shown.append(text[at:])


def _line(ground: Ground) -> RenderableType:
    line = Text(f"{ground.tells} ", style=STYLES[ground.tells])
    line.append(f"{ground.id}  “{one_line(ground.span.text)}”  {one_line(ground.rule)}", style="not bold default")
    if ground.phrase:
        place = f"  {ground.place}" if ground.place else ""
        line.append(f"  {one_line(ground.phrase)}{place}", style="not bold dim default")
    return indented(line, 6)


def _stands_in(one: Span, sentence: Span) -> bool:
    return one.field == sentence.field and sentence.start <= one.start and one.end <= sentence.end
