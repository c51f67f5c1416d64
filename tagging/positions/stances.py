"""From a link to a stance by the guide: who wants for itself demands, for another proposes; who gives offers."""

from typing import NamedTuple

from schemas.tags import Beneficiary, Stance
from tagging.positions.scene import Link

GIVES_UP = ("nato-non-enlargement", "neutrality", "demilitarisation", "deployment-ban")
"""What Ukraine would give to Russia, not get."""


FORMS = ("unspecified", "legally-binding", "collective-security", "bilateral-agreement")
"""Types that say how a guarantee is given, and not which: whose security it is follows from who speaks of it."""


OF_THE_GIVER = ("troop-presence", "arms-supply", "training-intelligence", "air-sea-protection", "economic-support")
"""Types that somebody gives out of what is theirs."""


class Taken(NamedTuple):
    """A stance on a type, for the security of `beneficiary`."""

    stance: Stance
    beneficiary: Beneficiary
    type: str


def decide(link: Link, side: str, said: str, default: str, *, joining: bool = True, hands: str = "") -> Taken | None:
    """Gives the stance that a holder on `side` takes; None where the words make no position.

    `said` is whose security the text says it is for, `default` what to believe where it does not; `joining` tells
    that NATO's not growing is put as a country's not joining; `hands` whose the guarantee would be (`own`, `other`).
    """
    kind = link.content.type
    embedded = link.inner * (-1 if link.content.contrary else 1)
    wanted = link.sign * embedded > 0
    if kind == "nato-non-enlargement":
        return _non_enlargement(link, side, said if joining else "russia", wanted)
    if kind == "nato-membership":
        return _membership(link, side, said or default, wanted, embedded)
    if kind in GIVES_UP:
        return _given_up(link, side, said, default, wanted)
    if kind == "troop-presence" and side == "russia" and wanted and link.stance not in ("back", "want"):
        return None
    whose = _whose(said, default, side, kind, wanted, link)
    if whose == "all-sides" and kind == "unspecified":
        kind = "collective-security"  # the guide: for all sides at once
    stance = _for(link, side, whose) if wanted else _against(link)
    if stance in ("supports", "proposes") and _would_give(link, side, kind, hands):
        stance = "offers"
    return Taken(_as_other_side(stance, side, whose), whose, kind)


def _would_give(link: Link, side: str, kind: str, hands: str) -> bool:
    """Whether who speaks well of troops or arms would be who sends them: `British troops would set up hubs`."""
    if side in ("ukraine", "russia") or kind not in OF_THE_GIVER or hands == "other":
        return False
    return hands == "own" or link.predicate.stance in ("say", "will")


def _whose(said: str, default: str, side: str, kind: str, wanted: bool, link: Link) -> Beneficiary:
    if said:
        return said  # type: ignore[return-value]
    if kind in FORMS and side in ("ukraine", "russia") and wanted and link.stance in ("want", "modal", "propose"):
        return side  # type: ignore[return-value]
    if side == "other" and wanted and link.stance in ("want", "modal"):
        return "other"
    return default or "ukraine"  # type: ignore[return-value]


def _non_enlargement(link: Link, side: str, said: str, wanted: bool) -> Taken | None:
    if not wanted:
        return None if side == "russia" else Taken(_against(link), "russia", "nato-non-enlargement")
    if side == "russia":
        backs = link.stance == "back" and link.predicate.stance == "back"
        return Taken("supports" if backs else "demands", "russia", "nato-non-enlargement")
    if side == "ukraine":
        return Taken("offers", "russia", "nato-non-enlargement")
    if said == "russia":
        return Taken(_for(link, side, "russia"), "russia", "nato-non-enlargement")
    return Taken("rejects", "ukraine", "nato-membership")


def _membership(link: Link, side: str, whose: str, wanted: bool, embedded: int) -> Taken | None:
    if wanted:
        if side == "russia":
            return None
        if embedded < 0 and link.predicate.stance == "against" and not side:
            return Taken("rejects", "russia", "nato-non-enlargement")  # "dismissed the demand to rule out accession"
        return Taken(_for(link, side, whose), whose or "ukraine", "nato-membership")  # type: ignore[arg-type]
    if side == "russia" and embedded < 0:
        return Taken("demands", "russia", "nato-non-enlargement")
    if side == "ukraine":
        return Taken("offers", "russia", "nato-non-enlargement") if link.stance in ("against", "stop", "give") else None
    return Taken(_against(link), whose or "ukraine", "nato-membership")  # type: ignore[arg-type]


def _given_up(link: Link, side: str, said: str, default: str, wanted: bool) -> Taken:
    kind = link.content.type
    if said == "europe":
        return Taken(_for(link, side, said) if wanted else _against(link), "europe", kind)
    whose = said if said not in ("", "ukraine") else default or "russia"
    declined = link.content.contrary and link.stance not in ("against", "doubt", "stop")
    if kind == "deployment-ban" and link.content.contrary and link.stance == "give" and not side and not wanted:
        return Taken("offers", "ukraine", "troop-presence")  # who builds bases there protects the country
    if side == "ukraine" and whose == "russia" and declined:
        return Taken("offers", "russia", kind)  # "we will not host bases"
    if side == "russia" and whose == "russia":
        return Taken("supports" if link.stance == "back" else "demands", "russia", kind)
    if not wanted:
        return Taken(_against(link), whose, kind)  # type: ignore[arg-type]
    if side == "ukraine" and whose == "russia":
        return Taken("offers", "russia", kind)
    return Taken(_for(link, side, whose), whose, kind)  # type: ignore[arg-type]


def _for(link: Link, side: str, whose: str) -> Stance:
    own = side != "" and side == whose
    if link.acts and link.stance in ("back", "want"):
        return "demands" if own else "offers"
    if link.agrees and side not in ("ukraine", "russia", "other"):
        return "offers"
    own = own or (link.stance == "want" and whose == "other")  # who is neither side and wants one, wants it for itself
    own = own or (link.stance == "want" and whose == "all-sides" and side in ("ukraine", "russia"))
    if link.stance in ("want", "modal", "propose"):
        return "demands" if own else "proposes"
    if own and link.stance == "give" and link.signs:
        return "supports"
    if link.stance == "give" or (link.given and link.stance in ("against", "stop")):
        return "demands" if own else "offers"
    if own and link.predicate.stance in ("say", "will"):
        return "demands"
    return "supports"


def _as_other_side(stance: Stance, side: str, whose: str) -> Stance:
    """Gives what an offer of Russia for Ukraine's security is: others give it, and Moscow lets them."""
    return "supports" if stance == "offers" and side == "russia" and whose == "ukraine" else stance


def _against(link: Link) -> Stance:
    return "doubts" if link.stance == "doubt" else "rejects"
