"""How alike two texts are: MinHash over pairs of neighbouring words, and bands of it by which likely copies are found.

Words of fewer than four letters are left out first: what remains between them is what the text says, in every language
written with spaces, and texts that share a subject and no sentence have next to no pair in common.
"""

import re
import unicodedata
from base64 import b64encode
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
_WIDTH = 4 * ROWS
_WORD = re.compile(r"\d+|\w{4,}")


def signature(text: str) -> bytes | None:
    """Gives the signature of a text, or None where it is too short to be known again."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) <= LEAST_PAIRS:
        return None
    made = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    made.update([f"{one} {next_one}" for one, next_one in pairwise(words)])
    return b"".join(slot.to_bytes(4, "big") for slot in made.digest())


def bands(made: bytes) -> list[bytes]:
    """Gives the bands of a signature, each with its number in front."""
    return [bytes((number,)) + made[number * _WIDTH : (number + 1) * _WIDTH] for number in range(BANDS)]


def keyword(band: bytes) -> str:
    """Gives a band as the keyword under which Elasticsearch finds it."""
    return b64encode(band).decode("ascii").rstrip("=")


def likeness(one: bytes, other: bytes) -> float:
    """Gives the share of pairs of words that two texts have in common, as far as their signatures tell (±0.03)."""
    same: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same / (BANDS * ROWS)
