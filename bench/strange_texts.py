"""Texts that are no articles and must not take long: no stop, marks without end, mixed scripts, control characters."""

import random
from collections.abc import Iterator

MEGABYTE = 1_000_000


def strange_texts(words: list[str]) -> Iterator[tuple[str, str]]:
    """Gives each with its name; `words` are those of real articles, without stops."""
    chance = random.Random(1)  # noqa: S311 (no secret depends on it)
    yield "1 MB without a full stop", " ".join(chance.choice(words) for _ in range(MEGABYTE // 6))[:MEGABYTE]
    yield "1 MB of one word", "a" * MEGABYTE
    yield "1 MB of lines", "Ukraine\n" * (MEGABYTE // 8)
    yield "10,000 opening quotation marks", "“Ukraine " * 10_000
    yield "10,000 quotations", "“Russia will send no troops to Ukraine,” Biden vowed. " * 10_000
    yield "100,000 straight quotation marks", '"' * 100_000
    letters = "абвгґдéöűß漢字ひらעربי abc .,“”«»'’ "
    yield "mixed scripts", "".join(chance.choice(letters) for _ in range(200_000))
    controls = (
        chr(chance.randrange(32)) if chance.random() < 0.3 else chance.choice("abc NATO. ") for _ in range(200_000)
    )
    yield "control characters", "".join(controls)
    yield "zero-width letters", "Ukr\u200baine\u00ad \u202eNATO\ufeff " * 15_000
    yield "combining accents", ("a" + "\u0301" * 50 + " ") * 4_000
    yield "one family name", "Zelensky " * 25_000
    yield "commas", "Ukraine, Russia, " * 12_000
    yield "clauses without end", "NATO, which said Russia, which " * 6_500
    yield "dashes", "Putin - " * 25_000
    yield "brackets", "(" * 200_000
    yield "offices of offices", "the president of the president of " * 6_000
    yield "names in capitals", "Jan Kowalczyk Petra Smith " * 8_000
    yield "colons and quotations", "Starmer reiterated:\n“We will send peacekeepers,” Biden vowed.\n" * 3_000
    yield "joint adjectives", "російсько-" * 20_000
