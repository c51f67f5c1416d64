"""How alike two texts are: MinHash over pairs of neighbouring words, and bands of it by which likely copies are found.

Words of fewer than four letters are left out first: what remains between them is what the text says, in every language
written with spaces, and texts that share a subject and no sentence have next to no pair in common.
"""

import re
import struct
import unicodedata
from base64 import b64decode, b64encode
from itertools import pairwise
from operator import eq

from rensa import RMinHash

ROWS = 3
BANDS = 64
"""Two texts share one of the bands with probability 1 - (1 - likeness**ROWS)**BANDS: 0.88 at a likeness of 0.32, which
is left when three words in ten were changed, and 0.00006 at 0.01, which unrelated texts have."""
LEAST_PAIRS = 12
"""Pairs of words below which a text says too little to be known again."""
ALIKE = 0.25
"""Likeness from which two texts are copies; how it was chosen is in docs/decisions/0083."""
_SEED = 7
_SLOTS = struct.Struct(f">{BANDS * ROWS}H")
_WIDTH = 8
"""Characters of a band: three slots of 16 bits are 6 bytes, which base64 writes as 8 characters of their own."""
_NUMBERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_WORD = re.compile(r"\d+|\w{4,}")


def signature(text: str) -> str | None:
    """Gives the signature of a text in base64, or None where it is too short to be known again."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) <= LEAST_PAIRS:
        return None
    made = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    made.update([f"{one} {next_one}" for one, next_one in pairwise(words)])
    return b64encode(_SLOTS.pack(*(slot & 0xFFFF for slot in made.digest()))).decode("ascii")


def bands(made: str) -> list[str]:
    """Gives the bands of a signature, each with its number in front: the keywords under which copies are found."""
    return [number + made[at * _WIDTH : (at + 1) * _WIDTH] for at, number in enumerate(_NUMBERS)]


def likeness(one: str, other: str) -> float:
    """Gives the share of pairs of words that two texts have in common, as far as their signatures tell (±0.03)."""
    same: int = sum(map(eq, _slots(one), _slots(other)))
    return same / (BANDS * ROWS)


def _slots(made: str) -> "memoryview[int]":
    return memoryview(b64decode(made)).cast("H")
