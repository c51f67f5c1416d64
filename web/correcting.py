"""From what a reader sends to a correction: held against the article as it is tagged now."""

from datetime import datetime

import msgspec
from msgspec import Struct

from schemas.correction import LONGEST_NAME, LONGEST_QUOTE, LONGEST_REMARK, Correction, Layer, Stated, Tag, identified
from schemas.errors import UsageError
from schemas.printable import one_line, printable
from search.answer import Claim, Whole

LISTED: dict[str, str] = {
    "actor": "actors",
    "guarantee-type": "types",
    "source": "sources",
    "instrument": "instruments",
}
"""Where an article's document lists the tags of a kind."""


class Given(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sent. `tag` or `claim` is what is tagged, `right_tag` or `right_claim` what would be right.

    The first alone: it is wrong. The second alone: it is missing. Both: it should be the second. Of a claim `types`
    may be left out; with `about: quote`, `quote` is the sentence that does not say it. `by` is the name to be shown.
    """

    article_id: str
    about: Layer
    tag: Tag | None = None
    right_tag: Tag | None = None
    claim: Stated | None = None
    right_claim: Stated | None = None
    quote: str = ""
    remark: str = ""
    by: str = ""


def given(sent: bytes | dict[str, object]) -> Given:
    """Gives what was sent, as JSON or as data. Raises UsageError with what does not fit."""
    try:
        return msgspec.json.decode(sent, type=Given) if isinstance(sent, bytes) else msgspec.convert(sent, Given)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"this is no correction: {one_line(str(error), longest=200)}") from None


def correction(sent: Given, whole: Whole, by: str, now: datetime) -> Correction:
    """Gives the correction of an article's tag. Raises UsageError for what makes no sense of this article."""
    document = whole.document
    if sent.about in LISTED:
        fields = _of_tag(sent, whole)
    elif sent.tag is not None or sent.right_tag is not None:
        raise UsageError("of a claim, give claim and right_claim")
    else:
        fields = _of_quote(sent, whole) if sent.about == "quote" else _of_claim(sent, whole)
    if len(sent.remark) > LONGEST_REMARK:
        raise UsageError(f"the remark is longer than {LONGEST_REMARK:,} characters")
    return identified(
        Correction(
            correction_id="0" * 32,
            article_id=document["article_id"],
            version_id=document["version_id"],
            text_hash=document["text_hash"],
            url=document["url"],
            about=sent.about,
            by=one_line(by, longest=LONGEST_NAME) or "somebody",
            at=now.isoformat(timespec="milliseconds"),
            remark=printable(sent.remark.replace("\r\n", "\n")).strip(),
            tagger_version=document.get("tagger_version") or "",
            vocabulary_version=document.get("vocabulary_version") or "",
            **fields,  # type: ignore[arg-type]
        )
    )


Fields = dict[str, str | Stated | None]


def _of_tag(sent: Given, whole: Whole) -> Fields:
    if sent.claim or sent.right_claim or sent.quote:
        raise UsageError(f"of a tag such as {sent.about}, give tag and right_tag alone")
    if sent.tag is None and sent.right_tag is None:
        raise UsageError("nothing is said: give the tag that is wrong, or the one that is missing")
    there = tags_of(whole, sent.about)
    if sent.tag is not None and sent.tag not in there:
        raise UsageError(f"the article has no {sent.about} {sent.tag}")
    if sent.right_tag is not None and sent.right_tag in there:
        raise UsageError(f"the article has the {sent.about} {sent.right_tag} already")
    return {"tag": sent.tag, "right_tag": sent.right_tag}


def tags_of(whole: Whole, kind: str) -> list[str]:
    """Gives the ids of a kind that an article is tagged with."""
    found: list[str] = list(whole.document.get(LISTED[kind]) or ())
    mentions = whole.document.get("mentions") or ()
    return list(dict.fromkeys((*found, *(one["id"] for one in mentions if one["kind"] == kind))))


def _of_claim(sent: Given, whole: Whole) -> Fields:
    said = _tagged(sent.claim, whole) if sent.claim else None
    right = sent.right_claim
    if said is None and right is None:
        raise UsageError("nothing is said: give the claim that is wrong, or the one that is missing")
    if right is not None and not right.types:
        if said is None:
            raise UsageError("say at least one type of guarantee that the claim is about")
        right = msgspec.structs.replace(right, types=said.types)
    if right is not None and any(stated(one) == right for one in whole.claims):
        raise UsageError("the article has this claim already: say what should be another")
    if said is not None and sent.quote:
        raise UsageError("a quote says where a missing claim stands, or with `about: quote` what does not say it")
    return {"claim": said, "right_claim": right, "quote": _in_text(sent.quote, whole)}


def _of_quote(sent: Given, whole: Whole) -> Fields:
    if sent.claim is None or sent.right_claim is not None or not sent.quote:
        raise UsageError("give the claim, and the quote that does not say it")
    said = _tagged(sent.claim, whole)
    sentences = [one.text for claim in whole.claims if _same(stated(claim), said) for one in claim.evidence]
    quote = next((one for one in sentences if _flat(one) == _flat(sent.quote)), None)
    if quote is None:
        raise UsageError("the claim has no such sentence")
    return {"claim": said, "quote": quote[:LONGEST_QUOTE]}


def stated(claim: Claim) -> Stated:
    """Gives a claim without its words."""
    plain = {name: getattr(claim, name) for name in ("holder", "stance", "beneficiary", "types", "on_behalf_of")}
    return msgspec.convert(plain, Stated)


def _tagged(said: Stated, whole: Whole) -> Stated:
    """Gives the article's claim that is meant, with its types."""
    found = next((one for one in map(stated, whole.claims) if _same(one, said)), None)
    if found is None:
        raise UsageError("the article has no such claim")
    return found


def _same(one: Stated, other: Stated) -> bool:
    sides = ("holder", "stance", "beneficiary", "on_behalf_of")
    return all(getattr(one, side) == getattr(other, side) for side in sides)


def _in_text(quote: str, whole: Whole) -> str:
    if not quote.strip():
        return ""
    if len(quote) > LONGEST_QUOTE:
        raise UsageError(f"the quote is longer than {LONGEST_QUOTE:,} characters")
    texts = (str(whole.document.get(field) or "") for field in ("title", "text", "credits"))
    if not any(_flat(quote) in _flat(text) for text in texts):
        raise UsageError("these words do not stand in the article: copy them from it")
    return _flat(quote)


def _flat(text: str) -> str:
    return " ".join(text.split())
