"""Shows one article with its tags marked where they stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, RenderableType
from rich.text import Text

from cli.found import claim_lines
from cli.plain import emit, indented
from cli.told_difference import told_change
from schemas.counted import counted
from schemas.printable import one_line, printable
from search.answer import Whole
from search.revisions import Revision, revisions_of

STYLES = {"actor": "cyan", "source": "magenta", "guarantee-type": "yellow", "instrument": "green"}
FACTS = ("article_id", "url", "published", "fetched_at", "publisher", "site", "country", "authors", "section",
         "language", "paywalled", "feed_tags", "image", "dateline", "credits", "versions", "tagger_version",
         "vocabulary_version")  # fmt: skip
TAGS = ("actors", "types", "instruments", "sources")


def print_article(whole: Whole) -> None:
    """Prints facts, tags, the text with each tag's words marked, and the claims."""
    document = whole.document
    coloured = Console().is_terminal
    emit(_parts(whole, document, coloured=coloured))


def _parts(whole: Whole, document: Mapping[str, Any], *, coloured: bool) -> Iterator[RenderableType]:
    yield _with_tags(document, "title", coloured=coloured, style="bold")
    for name in (*FACTS, *TAGS):
        value = document.get(name)
        if value:
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield Text(f"{name}: {one_line(shown)}", style="dim")
    if coloured:
        yield Text("  ").join(Text(kind, style=style) for kind, style in STYLES.items())
    yield Text()
    yield _with_tags(document, "text", coloured=coloured)
    yield Text()
    for number, claim in enumerate(whole.claims, start=1):
        yield from claim_lines(claim, f"{number}. ")
        for span in claim.evidence:
            if document.get(span.field, "")[span.start : span.end] != span.text:
                yield indented(Text("(this sentence is not in the text shown: replay the article)"), 3)
    for revision in revisions_of(document):
        yield from _revision(revision)


def _revision(revision: Revision) -> Iterator[RenderableType]:
    said = (
        "its claims stayed the same" if not revision.changes else f"{counted(len(revision.changes), 'claim')} changed"
    )
    by_tagger = ", also tagged by another tagger or vocabulary" if revision.retagged else ""
    yield Text(f"\nrevised, fetched {one_line(revision.at)}: {said}{by_tagger}", style="bold")
    yield Text(f"  {revision.before} → {revision.version}", style="dim")
    for change in revision.changes:
        yield from told_change(change)


def _with_tags(document: Mapping[str, Any], field: str, *, coloured: bool, style: str = "") -> Text:
    """Marks each mention: by colour on a terminal, else as `[words](id)`; one inside another is left out."""
    text = printable(str(document[field]))
    shown = Text(style=style)
    at = 0
    for mention in sorted(_mentions(document, field), key=lambda one: (one["span"]["start"], -one["span"]["end"])):
        start, end = mention["span"]["start"], mention["span"]["end"]
        if start < at or str(document[field])[start:end] != mention["span"]["text"]:
            continue
        shown.append(text[at:start])
        words = text[start:end]
        shown.append(words if coloured else f"[{words}]({mention['id']})", style=STYLES.get(mention["kind"], ""))
        at = end
    return shown.append(text[at:])


def _mentions(document: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    return [one for one in document.get("mentions", ()) if one["span"].get("field", "text") == field]
