"""What becomes of input that gives no article: failure is data, and a stage gives the article or this."""

from msgspec import Struct

from schemas.errors import FetchError


class Refused(Struct, frozen=True, kw_only=True):
    """Something that gave no article. `where` is safe to show (addresses are redacted), `why` goes on from it.

    `again`: it may fare better another time, for a busy machine looks like a page made to cost. `str()` is one whole
    sentence.
    """

    where: str
    why: str
    again: bool = False

    @classmethod
    def of(cls, error: FetchError) -> "Refused":
        """Gives the refusal of what could not be fetched: the errors of connectors begin with where."""
        where, _, why = str(error).partition(": ")
        return cls(where=where, why=why)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
