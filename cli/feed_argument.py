"""Feeds as the command line names them."""

from typing import TYPE_CHECKING

from schemas.errors import UsageError
from schemas.printable import one_line

if TYPE_CHECKING:
    from config.model import Feed
    from schemas.feed_state import FeedState


def feed(url: str, **given: object) -> "Feed":
    """Gives a feed as the command line describes it. Raises UsageError with what would be right."""
    from pydantic import ValidationError

    from config.model import Feed
    from schemas.redact import redact

    try:
        return Feed.model_validate({"url": url, **given})
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else "url"
        if where == "url":
            raise UsageError(f"{redact(url)}: write an http or https address") from error
        right = {"every": "90s, 15m or 2h, between 5s and 30d", "language": "two or three letters, such as uk"}
        raise UsageError(f"--{where}: write {right.get(where, 'less than 200 characters')}") from error


def called(wanted: "Feed") -> str:
    """Gives what to call a feed in a sentence, without the secrets of its address."""
    from schemas.redact import redact

    return one_line(f"{wanted.name} ({redact(wanted.url)})" if wanted.name else redact(wanted.url))


def one_of(known: "list[FeedState]", which: str) -> "FeedState":
    """Gives the one feed that is meant. Raises UsageError where it is none, or one of several."""
    from schemas.feed_state import feed_id

    try:
        identity = feed_id(which)
    except ValueError:
        identity = which
    found = [state for state in known if state.feed_id in (which, identity)] or [
        state for state in known if which in (state.label, state.url, state.title)
    ]
    shown = one_line(which, longest=80) if "@" not in which and "?" not in which else "that"
    if not found:
        raise UsageError(f"no feed is {shown}: `pledgewire feeds list` shows them")
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} feeds are {shown}: write the id of one, `pledgewire feeds list --json` shows it"
        )
    return found[0]
