"""HTTP status codes as a person says them."""

from http import HTTPStatus

_SAID = {
    401: "asks for a user and a password, or refuses those it got",
    403: "refuses us",
    404: "not found",
    406: "refuses what we accept",
    410: "is gone for good",
    429: "asks us to come less often",
    451: "is withheld for legal reasons",
}
GONE = 410
_MOVED = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))


def is_moved(status: int) -> bool:
    """Whether the answer is a redirect."""
    return status in _MOVED


def is_permanent(status: int) -> bool:
    """Whether the answer is a redirect after which the old address need not be asked again."""
    return status in _FOR_GOOD


def wants_rest(status: int, retry_after: float | None) -> bool:
    """Whether an answer asks that all requests to its server pause, and not this one alone."""
    return status == 429 or (status == 503 and retry_after is not None)


def refusal(status: int) -> str:
    """Gives what a status other than success means, such as `not found (404)`."""
    if status in _SAID:
        return f"{_SAID[status]} ({status})"
    try:
        phrase = HTTPStatus(status).phrase.lower()
    except ValueError:
        phrase = "an answer that HTTP does not know"
    kind = "the server is in trouble: " if status >= 500 else "" if status >= 400 else "answers without a page: "
    return f"{kind}{phrase} ({status})"
