"""What becomes of input that gives no article: failure is data, and a stage gives the article or this."""

from msgspec import Struct


class Refused(Struct, frozen=True, kw_only=True):
    """Something that gave no article. `where` is safe to show (addresses are redacted), `why` goes on from it.

    `str()` is one whole sentence.
    """

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
