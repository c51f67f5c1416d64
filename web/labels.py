"""What is called how in one language: stances, sides, fields, kinds of tags, and whatever the vocabulary names."""

from web.catalogs import gettext_noop
from web.names import Names
from web.wording import Wording

STANCES = {
    "demands": gettext_noop("demands"),
    "proposes": gettext_noop("proposes"),
    "offers": gettext_noop("offers"),
    "supports": gettext_noop("supports"),
    "rejects": gettext_noop("rejects"),
    "doubts": gettext_noop("doubts"),
}
SIDES = {
    "ukraine": gettext_noop("Ukraine"),
    "russia": gettext_noop("Russia"),
    "europe": gettext_noop("Europe"),
    "all-sides": gettext_noop("all sides"),
    "other": gettext_noop("others"),
}
FOR_WHOM = {
    "ukraine": gettext_noop("for Ukraine"),
    "russia": gettext_noop("for Russia"),
    "europe": gettext_noop("for Europe"),
    "all-sides": gettext_noop("for all sides"),
    "other": gettext_noop("for others"),
}
"""Whose security it is, as a part of a sentence: many languages decline it."""
_ANSWERS = {"yes": gettext_noop("yes"), "no": gettext_noop("no")}
_REVISED = {
    "added": gettext_noop("added"),
    "dropped": gettext_noop("dropped"),
    "changed": gettext_noop("changed"),
}
_OTHERS = {**STANCES, **SIDES, **_ANSWERS, **_REVISED}
FIELDS = {
    "actors": gettext_noop("Actors named"),
    "holders": gettext_noop("Who says it"),
    "states": gettext_noop("On behalf of"),
    "types": gettext_noop("Type of guarantee"),
    "stances": gettext_noop("Stance"),
    "beneficiaries": gettext_noop("For whom"),
    "instruments": gettext_noop("Document"),
    "sources": gettext_noop("Source cited"),
    "sites": gettext_noop("Outlet"),
    "countries": gettext_noop("Outlet's country"),
    "languages": gettext_noop("Language"),
    "tags": gettext_noop("Feed tag"),
    "sections": gettext_noop("Section"),
    "mentions": gettext_noop("Actor mentioned"),
    "stories": gettext_noop("Story"),
    "since": gettext_noop("From"),
    "until": gettext_noop("Until"),
    "conditional": gettext_noop("Conditional"),
    "paywalled": gettext_noop("Paywalled"),
    "revised": gettext_noop("Claims revised"),
}
"""What the fields of a question are called on a page."""
AS_WRITTEN = frozenset({"sites", "countries", "tags", "sections", "since", "until", "languages"})
"""Fields whose values are no ids."""
DIGESTS = {
    "": gettext_noop("one message at once"),
    "hourly": gettext_noop("an hourly digest"),
    "daily": gettext_noop("a daily digest"),
    "weekly": gettext_noop("a weekly digest"),
}
CONDITIONS = {
    "fine": gettext_noop("fine"),
    "waiting": gettext_noop("waiting for its time"),
    "failing": gettext_noop("failing"),
    "unknown": gettext_noop("not configured here"),
}
"""How a receiver of alerts stands."""
TAGS = {
    "actor": gettext_noop("Actors"),
    "guarantee-type": gettext_noop("Guarantees"),
    "source": gettext_noop("Sources"),
    "instrument": gettext_noop("Documents"),
}
PARTIES = {
    "actor": gettext_noop("all"),
    "person": gettext_noop("persons"),
    "state": gettext_noop("states"),
    "org": gettext_noop("organisations"),
    "bloc": gettext_noop("blocs"),
}
BY_TIME = {
    "hour": gettext_noop("by hour"),
    "day": gettext_noop("by day"),
    "week": gettext_noop("by week"),
    "month": gettext_noop("by month"),
    "quarter": gettext_noop("by quarter"),
    "year": gettext_noop("by year"),
}


class Labels:
    """Names of ids in one language."""

    def __init__(self, names: Names, wording: Wording) -> None:
        self._names, self._wording = names, wording

    def name_of(self, identity: str) -> str:
        """Gives what an id, a stance or a side is called."""
        known = _OTHERS.get(identity)
        if known:
            return str(self._wording.gettext(known))
        kind, _, code = identity.partition("/")
        fallback = self._wording.territory(code) if kind == "state" else None
        return self._names.label(identity, self._wording.language, fallback)

    def for_whom(self, beneficiary: str) -> str:
        """Gives whose security it is, as a part of a sentence."""
        known = FOR_WHOM.get(beneficiary)
        return str(self._wording.gettext(known)) if known else beneficiary
