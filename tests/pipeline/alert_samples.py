"""Alerts made by hand."""

from typing import Any

from schemas.alert import Alert, AlertArticle, AlertClaim
from schemas.ids import digest
from schemas.saved import SavedSearch

HOSTILE = '<script>alert(1)</script> & "Gäste"\r\nBcc: all@example.org \x1b[31m\ufffe'
REJECTS = AlertClaim(
    holder="state/ru",
    stance="rejects",
    beneficiary="ukraine",
    types=("troop-presence",),
    evidence=("Moscow said no <b>again</b>.",),
)


def search(name: str = "no-to-troops", **about: Any) -> SavedSearch:
    """Gives a saved search."""
    return SavedSearch(name=name, changed="2026-03-02T08:00:00.000000Z", **about)


def alert(number: int = 1, *, saved: SavedSearch | None = None, **about: Any) -> Alert:
    """Gives an alert about article `number`; `url` and `title` are its article's."""
    of = saved or search()
    article: dict[str, Any] = {"title": f"Talks {number}", "url": f"https://news.example/{number}"}
    article |= {"site": "news.example"}
    article |= {name: about.pop(name) for name in ("title", "url", "site", "publisher") if name in about}
    fields: dict[str, Any] = {
        "alert_id": digest("alert", of.saved_id, str(number)),
        "saved_id": of.saved_id,
        "saved": of.name,
        "what": of.what,
        "kind": "claim",
        "at": f"2026-03-02T08:00:{number:02}Z",
        "story_id": f"20260302T080000-{number:016x}",
        "article": AlertArticle(article_id=digest("article", str(number)), when="2026-03-02T07:00:00Z", **article),
        "claims": (REJECTS,),
        "facts": ("state/ru|rejects|ukraine|troop-presence",),
    }
    return Alert(**{**fields, **about})
