"""From a link to a stance by the guide: who wants for itself demands, for another proposes; who gives offers."""

from typing import NamedTuple

from schemas.tags import Beneficiary, Stance
from tagging.nature import Nature
from tagging.positions.scene import Link
from tagging.subject import Subject


class Taken(NamedTuple):
    """A stance on a type, for the security of `beneficiary`."""

    stance: Stance
    beneficiary: Beneficiary
    type: str


def decide(
    link: Link, side: str, said: str, default: str, subject: Subject, *, joining: bool = True, hands: str = ""
) -> Taken | None:
    """Gives the stance that a holder on `side` takes; None where the words make no position.

    `said` is whose security the text says it is for, `default` what to believe where it does not; `joining` tells that
    an alliance's not growing is put as a country's not joining; `hands` whose the guarantee would be (`own`, `other`).
    """
    kind, nature, rival = link.content.type, link.content.nature, subject.rival
    embedded = link.inner * (-1 if link.content.contrary else 1)
    wanted = link.sign * embedded > 0
    if nature.refuses_admission:
        return _shut_out(link, side, said if joining else rival, subject, wanted)
    if nature.grants_admission:
        return _membership(link, side, said or default, subject, wanted, embedded)
    if nature.has("concession"):
        return _given_up(link, side, said, default, subject, wanted)
    if nature.has("troops") and side == rival and wanted and link.stance not in ("back", "want"):
        return None
    if nature.has("troops") and side == rival and said == rival and not wanted:
        said = subject.guarded  # "for Moscow" peacekeepers are a threat, not a guarantee that it turns down
    whose = _whose(said, default, side, subject, wanted, link)
    if whose == "all-sides" and nature.for_all:
        kind, nature = nature.for_all, subject.nature(nature.for_all)  # the guide: for all sides at once
    stance = _for(link, side, whose, subject) if wanted else _against(link)
    if stance in ("supports", "proposes") and _would_give(link, subject.is_party(side), nature, hands):
        stance = "offers"
    return Taken(_as_other_side(stance, side, whose, subject), whose, kind)


def _would_give(link: Link, party: bool, nature: Nature, hands: str) -> bool:
    """Whether who speaks well of troops or arms would be who sends them: `British troops would set up hubs`."""
    if party or not nature.has("own-means") or hands == "other":
        return False
    return hands == "own" or link.predicate.stance in ("say", "will")


def _whose(said: str, default: str, side: str, subject: Subject, wanted: bool, link: Link) -> Beneficiary:
    if said:
        return _beneficiary(said)
    of_party = link.content.nature.has("form") and subject.is_party(side)
    if of_party and wanted and link.stance in ("want", "modal", "propose"):
        return _beneficiary(side)
    if wanted and side == subject.guarded and default == subject.neighbours:
        return _beneficiary(side)
    joins = link.content.nature.has("admission")
    if side == "other" and wanted and (joins or link.stance in ("want", "modal")):
        return "other"
    return _beneficiary(default)


def _shut_out(link: Link, side: str, said: str, subject: Subject, wanted: bool) -> Taken | None:
    kind, rival = link.content.type, _beneficiary(subject.rival)
    if not wanted:
        return None if side == rival else Taken(_against(link), rival, kind)
    if side == rival:
        backs = link.stance == "back" and link.predicate.stance == "back"
        return Taken("supports" if backs else "demands", rival, kind)
    if side == subject.guarded:
        return Taken("offers", rival, kind)
    if said == rival:
        return Taken(_for(link, side, rival, subject), rival, kind)
    return Taken("rejects", _beneficiary(subject.guarded), link.content.nature.refuses)


def _membership(link: Link, side: str, whose: str, subject: Subject, wanted: bool, embedded: int) -> Taken | None:
    kind, rival, refusal = link.content.type, _beneficiary(subject.rival), link.content.nature.refused_by
    if wanted:
        if side == rival:
            return None
        if embedded < 0 and link.predicate.stance == "against" and not side:
            return Taken("rejects", rival, refusal)  # "dismissed the demand to rule out accession"
        return Taken(_for(link, side, whose, subject), _beneficiary(whose), kind)
    if side == rival and embedded < 0:
        return Taken("demands", rival, refusal)
    if side == subject.guarded:
        guessed = link.predicate.stance == "say"  # "they are no substitute for membership"
        return Taken("offers", rival, refusal) if link.stance in ("against", "stop", "give") and not guessed else None
    return Taken(_against(link), _beneficiary(whose), kind)


def _given_up(link: Link, side: str, said: str, default: str, subject: Subject, wanted: bool) -> Taken:
    kind, nature, guarded, rival = link.content.type, link.content.nature, subject.guarded, subject.rival
    if said == subject.neighbours:
        return Taken(_for(link, side, said, subject) if wanted else _against(link), _beneficiary(said), kind)
    if side == "other" and not said:
        return Taken("demands" if wanted else _against(link), "other", kind)
    whose = _beneficiary(said if said not in ("", guarded) else default)
    declined = link.content.contrary and link.stance not in ("against", "doubt", "stop")
    if nature.bans and link.content.contrary and link.stance == "give" and not side and not wanted:
        return Taken("offers", _beneficiary(guarded), nature.refuses)  # who builds bases there protects the country
    if nature.bans and link.content.contrary and side == guarded and not wanted and link.stance == "want":
        return Taken("demands", _beneficiary(guarded), nature.refuses)  # "asks the allies for bases"
    if side == guarded and whose == rival and declined:
        return Taken("offers", whose, kind)  # "we will not host bases"
    if side == rival and whose == rival:
        return Taken("supports" if link.stance == "back" else "demands", whose, kind)
    if not wanted:
        return Taken(_against(link), whose, kind)
    if side == guarded and whose == rival:
        return Taken("offers", whose, kind)
    return Taken(_for(link, side, whose, subject), whose, kind)


def _beneficiary(side: str) -> Beneficiary:
    """Gives a side as the beneficiary that it is."""
    return side  # type: ignore[return-value]


def _for(link: Link, side: str, whose: str, subject: Subject) -> Stance:
    own = side != "" and side == whose
    party = subject.is_party(side)
    if link.acts and link.stance in ("back", "want"):
        return "demands" if own else "offers"
    if link.agrees and not party and side != "other":
        return "offers"
    own = own or (link.stance == "want" and whose == "other")  # who is neither side and wants one, wants it for itself
    told = link.stance in ("want", "against") or link.predicate.stance in ("say", "will")
    own = own or (told and whose == "all-sides" and party)
    if link.stance in ("want", "modal", "propose"):
        return "demands" if own else "proposes"
    if own and link.stance == "give" and link.signs:
        return "supports"
    if link.stance == "give" or (link.given and link.stance in ("against", "stop")):
        return "demands" if own else "offers"
    if own and link.predicate.stance in ("say", "will"):
        return "demands"
    if _could_do(link, party) and side != "other":
        return "offers"
    if own and link.content.nature.grants_admission and link.predicate.stance != "back":
        return "demands"  # who would get in and turns down every substitute
    return "supports"


def _could_do(link: Link, party: bool) -> bool:
    """Whether somebody tells what it could or would do itself: `they could monitor a ceasefire`."""
    told = link.predicate.stance == "will" and link.predicate.source == "subject" and link.stance == "will"
    return told and not party and not link.content.nature.grants_admission and not link.content.nature.has("form")


def _as_other_side(stance: Stance, side: str, whose: str, subject: Subject) -> Stance:
    """Gives what an offer of the rival for the guarded side's security is: others give it, and it lets them."""
    return "supports" if stance == "offers" and side == subject.rival and whose == subject.guarded else stance


def _against(link: Link) -> Stance:
    return "doubts" if link.stance == "doubt" else "rejects"
