"""Saved searches in memory, with a receiver that fails for each that tells anybody."""

from collections.abc import Sequence

from pipeline.alerts.standing import ReceiverStanding, SavedStanding
from schemas.errors import UsageError
from schemas.saved import SavedSearch
from tests.pipeline.alert_samples import HOSTILE, search

AGAINST = search("against", what="claims", question=(("stance", "rejects"), ("q", "soldiers")))
MACRON = search("macron", question=(("actor", "person/emmanuel-macron"),))
CONFIGURED = search("configured", configured=True, to=("mailto:me@example.org",))


class OpenShelf:
    """A shelf in memory."""

    def __init__(self, *saved: SavedSearch) -> None:
        self.books = {each.name: each for each in saved}

    def saved(self) -> Sequence[SavedSearch]:
        return list(self.books.values())

    def standings(self) -> Sequence[SavedStanding]:
        return [standing(each) for each in self.books.values()]

    def save(self, saved: SavedSearch) -> None:
        self.books[saved.name] = saved

    def remove(self, name: str) -> None:
        if name not in self.books:
            raise UsageError("no saved search is called so")
        del self.books[name]

    def receiver(self, to: str) -> str:
        if not to.startswith("mailto:"):
            raise UsageError(f"--to {to}: write mailto:…")
        return to


def standing(saved: SavedSearch) -> SavedStanding:
    failing = ReceiverStanding(
        to="mailto:me@example.org", kind="mail", condition="failing", failures=2, last_error=HOSTILE
    )
    return SavedStanding(
        name=saved.name,
        saved_id=saved.saved_id,
        what=saved.what,
        question=saved.question,
        digest=saved.digest,
        digest_at=saved.digest_at,
        quiet=saved.quiet,
        zone=saved.zone,
        configured=saved.configured,
        alerts=3,
        last_alert="2026-03-02T08:00:00Z",
        receivers=(failing,) if saved.to else (),
    )
