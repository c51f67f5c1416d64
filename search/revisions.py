"""What an outlet changed in what its article claims: from each version of the text to the next, claim by claim."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from schemas.claim_changes import ClaimChange, claim_changes
from schemas.enriched import EnrichedArticle
from schemas.tags import Position
from search.merging import merged

MOST = 20
"""Revisions kept of one article, the newest: a live blog is changed every few minutes."""
MOST_CHANGES = 60
MOST_SENTENCES = 5
"""Changes kept of one revision, and sentences of each claim in them: what no article has must not fill the index."""


class Revision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A new version of the text: the ids of the version before and of this one, when it was fetched, what changed.

    `retagged` tells that another tagger or vocabulary tagged it than the version before, so that changes may be its.
    """

    before: str
    version: str
    at: str
    changes: tuple[ClaimChange, ...] = ()
    retagged: bool = False


class Before(Struct, frozen=True, kw_only=True):
    """What is kept of the version before: its claims (None: it was kept by an older pledgewire) and all revisions."""

    version_id: str
    stated: tuple[Position, ...] | None
    tagged_by: tuple[str, str] = ("", "")
    revisions: tuple[Revision, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Before":
        """Gives what an article's document says; what cannot be read counts as not kept."""
        try:
            stated = msgspec.convert(document.get("stated"), tuple[Position, ...] | None)
        except msgspec.ValidationError:
            stated = None
        return cls(
            version_id=document["version_id"],
            stated=stated,
            tagged_by=(document.get("tagger_version") or "", document.get("vocabulary_version") or ""),
            revisions=revisions_of(document),
        )


def revisions_of(document: Mapping[str, Any]) -> tuple[Revision, ...]:
    """Gives the revisions that an article's document holds, the oldest first; none where they cannot be read."""
    try:
        return msgspec.convert(document.get("revisions", ()), tuple[Revision, ...])
    except msgspec.ValidationError:
        return ()


def stated(enriched: EnrichedArticle) -> tuple[Position, ...]:
    """Gives the claims of a version as they are kept to compare the next one with: without their grounds."""
    return tuple(msgspec.structs.replace(claim, grounds=()) for claim in merged(enriched.tags.positions))


def revisions(before: Before | None, newer: Sequence[EnrichedArticle]) -> tuple[Revision, ...]:
    """Gives all revisions, with those that `newer`, versions in their order, add to what is kept.

    New tags of the same text are none, and the same versions again add nothing.
    """
    found: list[Revision] = list(before.revisions) if before else []
    for each in newer:
        here = Before(version_id=each.article.version_id, stated=stated(each), tagged_by=_tagged_by(each))
        if before is not None and before.version_id != here.version_id and before.stated is not None:
            found.append(_revision(before, here, each.article.fetched_at))
        before = here
    return tuple(found[-MOST:])


def kinds(all_of_them: Iterable[Revision]) -> list[str]:
    """Gives which of `added`, `dropped` and `changed` ever happened to the article's claims."""
    return sorted({change.kind for revision in all_of_them for change in revision.changes})


def _revision(before: Before, here: Before, at: str) -> Revision:
    return Revision(
        before=before.version_id,
        version=here.version_id,
        at=at,
        changes=tuple(map(_short, claim_changes(before.stated or (), here.stated or ())[:MOST_CHANGES])),
        retagged=before.tagged_by != here.tagged_by,
    )


def _short(change: ClaimChange) -> ClaimChange:
    both = {name: getattr(change, name) for name in ("before", "after")}
    cut = {
        name: msgspec.structs.replace(claim, evidence=claim.evidence[:MOST_SENTENCES])
        for name, claim in both.items()
        if claim is not None
    }
    return msgspec.structs.replace(change, **cut)


def _tagged_by(enriched: EnrichedArticle) -> tuple[str, str]:
    return enriched.tags.tagger_version, enriched.tags.vocabulary_version
