"""What a server answered."""

from msgspec import Struct, structs


class Fetched(Struct, frozen=True, kw_only=True, weakref=True):
    """What a server answered: `status` is 200 with a body, or 304 without one; `url` is where the redirects led.

    `moved_to` is the address to ask from now on, where the server says that it moved for good (the first redirects are
    301 or 308); it holds the credentials of the address asked where it is of the same origin. `max_age` is for how
    many seconds the answer stays fresh. `hub` and `self_url` are those of WebSub, where Link headers name them.

    Its body counts among the bytes held at once (connectors.budget) until the answer is dropped, so whoever goes on to
    fetch more keeps `without_body()` alone.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age: float | None = None
    hub: str | None = None
    self_url: str | None = None

    def without_body(self) -> "Fetched":
        """Gives the answer without its body."""
        return structs.replace(self, body=b"")


class Moved(Struct, frozen=True):
    """A redirect: its status, and where to."""

    status: int
    to: str
