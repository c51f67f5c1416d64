"""Reads the marked texts (texts/README.md): what a page shows, and what must be left of it."""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


@dataclass
class Marked:
    """A page's text, and the title, paragraphs and other fields that cleaning must give."""

    raw: str
    title: str
    paragraphs: list[str]
    fields: dict[str, str] = field(default_factory=dict)


def names() -> list[str]:
    """Gives the names of all marked texts."""
    return sorted(path.stem for path in FOLDER.glob("*.marked"))


def load(name: str) -> Marked:
    """Gives one marked text."""
    head, _, marked = (FOLDER / f"{name}.marked").read_text("utf-8").partition("---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    found = Marked("", "", [], fields)
    lines = []
    for line in marked.splitlines():
        if line == ".":
            lines.append("")
            continue
        mark, text = line[0], line[3:]
        shown = text.replace("⟨", "").replace("⟩", "")
        kept = "".join(part.split("⟩")[-1] for part in text.split("⟨"))
        lines.append(shown)
        if mark == "T":
            found.title = kept
        elif mark == "B":
            found.paragraphs.append(kept)
        elif mark == "+":
            found.paragraphs[-1] += " " + kept
        else:
            assert mark in "XC", f"{name}: {line}"
    found.raw = "\n".join(lines)
    return found
