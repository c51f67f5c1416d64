"""What the page of one article shows of it."""

from typing import Any

from msgspec import Struct

from search.answer import Claim, Whole
from search.mapping import ARTICLES, FIELDS
from search.revisions import revisions_of
from web.labels import TAGS
from web.marked_text import Paragraph, Tag, paragraphs
from web.names import Names

LETTERS = {"actor": "A", "guarantee-type": "G", "source": "S", "instrument": "D"}
"""What stands beside a tag's words, so that colour tells nothing alone."""
PARAMETERS = {"actor": "mentions", "guarantee-type": "type", "source": "source", "instrument": "instrument"}


_NOTHING = {name: None for name in FIELDS[ARTICLES] if name != "revisions"}


class Entry(Struct, frozen=True, kw_only=True):
    """A tag of the article: what the vocabulary says of it, and the rules by which its words were found."""

    number: int
    kind: str
    id: str
    label: str
    rules: tuple[str, ...]
    roles: tuple[str, ...]
    times: int
    place: str = ""
    means: str = ""
    aliases: tuple[str, ...] = ()


def article_view(whole: Whole, names: Names, language: str) -> dict[str, Any]:
    """Gives the article's document, its texts in marked pieces, its claims and its tags by kind, in a language."""
    document, claims = {**_NOTHING, **whole.document}, whole.claims
    entries = _entries(document["mentions"] or (), names, language)
    return {
        "document": document,
        "claims": claims,
        "title": _only(paragraphs(document, "title", claims)),
        "text": paragraphs(document, "text", claims),
        "credits": paragraphs(document, "credits", claims),
        "entries": entries,
        "groups": [
            (kind, name, [one for one in entries.values() if one.kind == kind])
            for kind, name in TAGS.items()
            if any(one.kind == kind for one in entries.values())
        ],
        "letters": LETTERS,
        "parameters": PARAMETERS,
        "revisions": revisions_of(document)[::-1],
        "placed": [_resolves(document, claim) for claim in claims],
    }


def _only(found: list[Paragraph]) -> Paragraph:
    return found[0] if found else ()


def _resolves(document: dict[str, Any], claim: Claim) -> list[bool]:
    """Tells of each sentence of a claim whether it stands in the text as it is now."""
    return [str(document.get(span.field) or "")[span.start : span.end] == span.text for span in claim.evidence]


def _entries(mentions: Any, names: Names, language: str) -> dict[Tag, Entry]:
    grouped: dict[Tag, list[Any]] = {}
    for mention in mentions:
        grouped.setdefault((mention["kind"], mention["id"]), []).append(mention)
    found = {}
    for number, (tag, all_of_it) in enumerate(grouped.items(), start=1):
        kind, identity = tag
        known = names.get(identity)
        found[tag] = Entry(
            number=number,
            kind=kind,
            id=identity,
            label=names.label(identity, language),
            rules=_each(all_of_it, "rule"),
            roles=_each(all_of_it, "role"),
            times=len(all_of_it),
            place=known.place if known else "",
            means=known.means if known else "",
            aliases=known.aliases if known else (),
        )
    return found


def _each(mentions: list[Any], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(mention[name]) for mention in mentions if mention.get(name)))
