"""The form in which a reader says that a tag is wrong, missing, or should be another."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from schemas.errors import InputError, UsageError
from schemas.printable import one_line
from search.answer import Claim, Whole
from search.claim_keys import BENEFICIARIES, STANCES
from web import corrections
from web.api import desk_of, only
from web.correcting import LISTED, given, stated, tags_of
from web.desk import Desk
from web.entries import Kind
from web.rendering import page
from web.writers import Writer
from web.writing import Fields, writers_of

NAMED: dict[str, Kind] = {"actor": "actor", "guarantee-type": "type", "source": "source", "instrument": "instrument"}
ABOUT = ("article", "claim", "kind", "tag")
"""What a form is about: a claim of an article, a tag (kind and id), or, with the kind alone, what is missing."""


def form(request: Request) -> Response:
    """The form; who is not signed in is led there first."""
    said = only(request, ABOUT)
    writers = writers_of(request)
    if writers.of_page(request) is None:
        if not writers.signs_in:
            raise writers.refusal()
        wanted = f"{request.url.path}?{request.url.query}"
        return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", HTTPStatus.SEE_OTHER)
    return _page(request, said, {}, None)


def add(request: Request, writer: Writer, fields: Fields) -> Response:
    """Keeps what was said, and leads back to the article."""
    desk = desk_of(request)
    try:
        sent = given(_said(desk, fields))
        made = corrections.keep(desk, sent, writer.name)
    except UsageError as error:
        return _page(request, fields, fields, str(error), HTTPStatus.BAD_REQUEST)
    return RedirectResponse(f"/article/{made.article_id}#say-{made.correction_id}", HTTPStatus.SEE_OTHER)


def take_back(request: Request, writer: Writer, fields: Fields) -> Response:
    """Takes back what this writer said."""
    was = corrections.forget(desk_of(request), fields.get("id", ""), writer.name)
    return RedirectResponse(f"/article/{was.article_id}", HTTPStatus.SEE_OTHER)


def _page(request: Request, said: Fields, typed: Fields, mistake: str | None, status: int = HTTPStatus.OK) -> Response:
    desk = desk_of(request)
    whole = desk.article(said.get("article", ""))
    kind, tag = said.get("kind", "claim"), said.get("tag")
    if kind not in (*LISTED, "claim"):
        raise UsageError(f"kind: write one of {', '.join((*LISTED, 'claim'))}")
    claim = _claim(whole, said["claim"]) if said.get("claim") else None
    if tag and (kind not in LISTED or tag not in tags_of(whole, kind)):
        raise InputError(f"the article has no {one_line(kind)} {one_line(tag, longest=80)}")
    actors = dict.fromkeys([*whole.document.get("actors", ()), *(one.holder for one in whole.claims)])
    shown: dict[str, Any] = {
        "document": whole.document,
        "claim": claim,
        "kind": kind,
        "tag": tag,
        "typed": typed,
        "mistake": mistake,
        "stances": STANCES,
        "beneficiaries": BENEFICIARIES,
        "types": desk.names.of_kind("type"),
        "actors": list(actors),
    }
    return page("correct.html", request, status=status, **shown)


def _said(desk: Desk, fields: Fields) -> dict[str, object]:
    """Gives what a form says, in the API's words. Raises UsageError, InputError."""
    kind, verdict = fields.get("kind", "claim"), fields.get("verdict", "")
    found: dict[str, object] = {"article_id": fields.get("article", ""), "remark": fields.get("remark", "")}
    if kind in LISTED:
        tag = fields.get("tag") or None
        right = None if tag and verdict == "wrong" else _meant(desk, fields.get("right", ""), kind)
        return {**found, "about": kind, "tag": tag, "right_tag": right}
    whole = desk.article(fields.get("article", ""))
    claim = _claim(whole, fields["claim"]) if fields.get("claim") else None
    said = None if claim is None else msgspec.to_builtins(stated(claim))
    if claim is not None and verdict.startswith("quote-"):
        return {**found, "about": "quote", "claim": said, "quote": _sentence(claim, verdict)}
    if claim is not None and verdict == "wrong":
        return {**found, "about": "claim", "claim": said}
    if claim is not None and verdict != "other":
        raise UsageError("choose what is wrong")
    right_claim = {
        "holder": _meant(desk, fields.get("holder", ""), "actor"),
        "on_behalf_of": _meant(desk, fields["behalf"], "actor") if fields.get("behalf", "").strip() else None,
        "stance": fields.get("stance", ""),
        "beneficiary": fields.get("beneficiary", ""),
        "types": [name.removeprefix("type:") for name in fields if name.startswith("type:")],
    }
    return {**found, "about": "claim", "claim": said, "right_claim": right_claim, "quote": fields.get("quote", "")}


def _meant(desk: Desk, typed: str, kind: str) -> str:
    """Gives the id that is meant by an id or a name. Raises UsageError."""
    wanted = typed.strip()[:200]
    if not wanted:
        raise UsageError(f"say which {kind} it should be")
    meant = desk.names.meant(wanted, NAMED[kind])
    if len(meant) > 1:
        raise UsageError(f"{one_line(wanted, longest=60)} may be {' or '.join(meant[:5])}: write one of these")
    if not meant and ("/" not in wanted if kind in ("actor", "source") else " " in wanted):
        near = desk.names.suggest(wanted, [NAMED[kind]], 3, {})
        hint = f": is it {' or '.join(one.id for one in near)}" if near else ""
        raise UsageError(f"the vocabulary has no {kind} called {one_line(wanted, longest=60)}{hint}; an id may be new")
    return meant[0] if meant else wanted


def _claim(whole: Whole, identity: str) -> Claim:
    found = next((one for one in whole.claims if one.id == identity), None)
    if found is None:
        raise InputError("the article has no such claim any more")
    return found


def _sentence(claim: Claim, verdict: str) -> str:
    number = verdict.removeprefix("quote-")
    if not (number.isascii() and number.isdigit() and 0 < int(number[:4]) <= len(claim.evidence)):
        raise UsageError("choose a sentence of the claim")
    return claim.evidence[int(number[:4]) - 1].text
