"""The passages of `evaluation/sentences` and `evaluation/passages`, tagged and counted; run, it prints the table."""

import sys
from collections import defaultdict
from typing import Any, NamedTuple

import yaml

from schemas.tags import Tags
from tagging.evaluate.gold import Gold, GoldPosition
from tagging.evaluate.mistakes import mistakes
from tagging.evaluate.score import Counts, count, total
from tagging.tagger import load as load_tagger
from tests.evaluation.quotations import FOLDER, measured
from tests.tagging.naming import article

_ABOUT_GUARANTEES = {
    "en": "Security guarantees",
    "uk": "Гарантії безпеки",
    "ru": "Гарантии безопасности",
    "fr": "Garanties de sécurité",
    "de": "Sicherheitsgarantien",
}
_FOR_UKRAINE = {
    "en": "for Ukraine",
    "uk": "для України",
    "ru": "для Украины",
    "fr": "pour l'Ukraine",
    "de": "für die Ukraine",
}
_LAYERS = {"types": "guarantee_types", "instruments": "instruments", "sources": "sources", "actors": "actors"}
_NONE_UNLESS_TOLD = ("instruments", "sources")
_HEADLINED = FOLDER.parent / "passages"
_FLAGS = {"negated", "conditional"}


class Passage(NamedTuple):
    """A text with its title and tags; `layers` are those that its tags are complete for."""

    name: str
    half: str
    language: str
    title: str
    text: str
    published: str | None
    gold: Gold
    layers: tuple[str, ...]
    of: str = ""
    """What its layers are called by, to be told apart from those of single sentences."""


def passages() -> list[Passage]:
    """Gives all of them, by file and place."""
    found = []
    for path in sorted((*FOLDER.glob("positions-*.yaml"), *FOLDER.glob("types-*.yaml"))):
        kind, _, language = path.stem.partition("-")
        made = _of_positions if kind == "positions" else _of_types
        for place, plain in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))["passages"]):
            name = f"{path.stem}/{plain.get('name', place)}"
            title, gold, layers = made(name, language, plain)
            published = str(plain["published"]) if "published" in plain else None
            found.append(Passage(name, plain["half"], language, title, plain["text"], published, gold, layers))
    return [*found, *_headlined()]


def _headlined() -> list[Passage]:
    found = []
    for path in sorted(_HEADLINED.glob("*.yaml")):
        for plain in yaml.safe_load(path.read_text(encoding="utf-8"))["passages"]:
            told = [layer for key, layer in _LAYERS.items() if key in plain]
            tags = {_LAYERS[key]: tuple(plain[key]) for key in _LAYERS if key in plain}
            gold = Gold(
                article=plain["id"],
                language=path.stem,
                positions=tuple(_position(words.split()) for words in plain["positions"]),
                **tags,
            )
            layers = ("positions", "positions_strict", *told)
            published = str(plain["published"]) if "published" in plain else None
            text, title = plain["text"], plain["headline"]
            found.append(Passage(plain["id"], plain["half"], path.stem, title, text, published, gold, layers, "news_"))
    return found


def _position(words: list[str]) -> GoldPosition:
    holder, behalf, stance, beneficiary, *types = words
    return GoldPosition(
        holder=holder,
        on_behalf_of=None if behalf == "-" else behalf,
        stance=stance,
        beneficiary=beneficiary,
        types=tuple(kind for kind in types if kind not in _FLAGS),
        negated="negated" in types,
        conditional="conditional" in types,
    )


def _of_positions(name: str, language: str, plain: dict[str, Any]) -> tuple[str, Gold, tuple[str, ...]]:
    told = [words.split() for words in plain["positions"]]
    positions = tuple(
        GoldPosition(holder=holder, stance=stance, beneficiary=beneficiary, types=tuple(types))
        for holder, stance, beneficiary, *types in told
    )
    title = f"{_ABOUT_GUARANTEES[language]} {_FOR_UKRAINE[language]}"
    return title, Gold(article=name, language=language, positions=positions), ("positions", "positions_strict")


def _of_types(name: str, language: str, plain: dict[str, Any]) -> tuple[str, Gold, tuple[str, ...]]:
    framed = plain.get("types") or plain.get("framed")
    tags = {layer: tuple(plain.get(key, ())) for key, layer in _LAYERS.items()}
    layers = tuple(layer for key, layer in _LAYERS.items() if key in plain or key in _NONE_UNLESS_TOLD)
    return _ABOUT_GUARANTEES[language] if framed else "", Gold(article=name, language=language, **tags), layers


def tagged() -> list[tuple[Passage, Tags]]:
    """Gives each passage with what the tagger says of it."""
    tagger = load_tagger(None)
    return [
        (one, tagger.tag(article(one.text, one.language, title=one.title, published=one.published)))
        for one in passages()
    ]


def counts(found: list[tuple[Passage, Tags]]) -> dict[tuple[str, str, str], Counts]:
    """Gives the counts by layer, half and language."""
    parts: dict[tuple[str, str, str], list[Counts]] = defaultdict(list)
    for one, tags in found:
        counted = count(tags, one.gold, f"{one.title}\n{one.text}")
        for layer in one.layers:
            parts[one.of + layer, one.half, one.language].append(counted[layer])
    return {key: total(listed) for key, listed in parts.items()}


def main(errors: bool) -> None:
    """Prints precision, recall and F1 by layer and half, all languages and each; with `errors` the half for tuning."""
    found = tagged()
    if errors:
        for one, tags in found:
            for wrong in mistakes(tags, one.gold):
                layers = [layer.removesuffix("_strict") for layer in one.layers]
                if one.half == "tune" and wrong.layer in layers:
                    sys.stdout.write(f"{wrong.article} {wrong.layer} {wrong.kind}: {wrong.detail}\n    {one.text}\n")
    quoted, said = measured(load_tagger(None))
    if errors:
        sys.stdout.write("".join(f"{one}\n" for one in said))
    counted = counts(found) | quoted
    for layer in dict.fromkeys(key[0] for key in counted):
        for half in ("tune", "measure"):
            rows = {key[2]: got for key, got in counted.items() if key[:2] == (layer, half)}
            cells = [_cell(name, got) for name, got in {"all": total(rows.values()), **rows}.items()]
            sys.stdout.write(f"{layer:22}{half:8}" + "  ".join(cells) + "\n")


def _cell(name: str, got: Counts) -> str:
    return f"{name} {got.precision:.2f} {got.recall:.2f} {got.f1:.2f}"


if __name__ == "__main__":
    main("--errors" in sys.argv)
