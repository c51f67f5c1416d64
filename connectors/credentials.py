"""User and password in an address: sent to the server that they are meant for, shown and kept nowhere else."""

from base64 import b64encode
from urllib.parse import unquote, urlsplit, urlunsplit


def authorization(url: str) -> str | None:
    """Gives the Authorization header of an address with a user or a password in it, None for any other."""
    parts = urlsplit(url)
    if not parts.username and not parts.password:
        return None
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return "Basic " + b64encode(pair.encode()).decode()


def bare(url: str) -> str:
    """Takes the credentials out of an address, and the fragment, so that no header, log or error shows them."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def carried_over(at: str, asked: str) -> str:
    """Gives `at` with the credentials of the address asked where both are of one origin, else without any."""
    without, parts = bare(at), urlsplit(asked)
    if not same_origin(at, asked) or "@" not in parts.netloc:
        return without
    return urlunsplit(urlsplit(without)._replace(netloc=parts.netloc))


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are of the same server."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
