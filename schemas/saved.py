"""A search that somebody saved: the value of `news.saved.v1`, keyed by its name."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from schemas.ids import digest
from schemas.provenance import Moment

NAME = "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$"
"""What a name must match: it stands in addresses."""
MOST_RECEIVERS = 10
MOST_SAVED = 500
"""Searches that are looked at for every article; what is over is told and left out."""
Digest = Literal["hourly", "daily", "weekly"]
What = Literal["articles", "claims"]


class SavedSearch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question about articles or claims, and who is told of what it finds: `to` holds no secret."""

    name: Annotated[str, Meta(pattern=NAME)]
    changed: Moment
    what: What = "articles"
    question: Annotated[
        tuple[tuple[str, str], ...], Meta(description="names and values of parameters, as in an address of the API")
    ] = ()
    to: Annotated[tuple[str, ...], Meta(description="addresses without secrets, or names of configured receivers")] = ()
    digest: Annotated[Digest | None, Meta(description="one message for all of an hour, a day or a week")] = None
    digest_at: Annotated[str, Meta(description="the time of day of a daily or weekly digest")] = "08:00"
    quiet: Annotated[str | None, Meta(description="from when until when nothing is sent, such as 22:00-07:00")] = None
    zone: Annotated[str, Meta(description="the time zone of these times")] = "UTC"
    configured: Annotated[bool, Meta(description="it stands in a configuration file")] = False
    removed: Annotated[bool, Meta(description="nobody wants it any more")] = False

    @property
    def saved_id(self) -> str:
        """The id of what is asked under this name: another question under the same name alerts anew."""
        return digest("saved", self.name, self.what, *(part for pair in self.question for part in pair))
