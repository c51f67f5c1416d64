"""What a batch of enriched articles changes in Elasticsearch: decided here, with nothing but data.

The newest text of an article wins, whatever order versions arrive in and however often: `newness` orders them, and
every document carries the article's own `version` as its external version, so that Elasticsearch refuses to go back.
Whoever changes an article's story (pipeline.story_look) raises that number by one and leaves `version` alone; an
article is written with the greater of the two, so that no writer undoes what another did after it had read.
Four steps, each safe to be the last before a crash: the new positions are written; then the article, which lists them
and those to be deleted; then these are deleted; then the article lists what is left. Elasticsearch may refuse a
document in the first two, and then nothing has been taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from schemas.enriched import EnrichedArticle
from search.documents import Document, article_document, position_documents
from search.revisions import Before, revisions

Kind = Literal["articles", "positions", "ledger", "alerts"]


class Stored(Struct, frozen=True, kw_only=True):
    """What Elasticsearch has of an article; `source` is the whole document where it was asked for.

    `revision` is the external version that the document has: its article's version, and one for each change of story.
    """

    version: int
    revision: int
    version_id: str
    versions: tuple[str, ...] = ()
    position_ids: tuple[str, ...] = ()
    story_id: str | None = None
    before: Before | None = None
    source: Document | None = None

    @classmethod
    def of(cls, source: Mapping[str, Any], revision: int, whole: bool = False) -> "Stored":
        """Gives what a document with this external version says."""
        return cls(
            version=source["version"],
            revision=revision,
            version_id=source["version_id"],
            versions=tuple(source.get("versions", ())),
            position_ids=tuple(source.get("position_ids", ())),
            story_id=source.get("story_id"),
            before=Before.of(source),
            source=dict(source) if whole else None,
        )


class Action(Struct, frozen=True, kw_only=True):
    """One line of a bulk request: the document to keep under `id`, or None to delete it.

    `article` is the one that it belongs to, or the line of the ledger.
    """

    article: str
    kind: Kind
    id: str
    version: int
    document: Document | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """The actions for one article, in the order of the fields; most articles need the first two alone."""

    positions: tuple[Action, ...] = ()
    article: Action | None = None
    deletions: tuple[Action, ...] = ()
    settled: Action | None = None


def newness(enriched: EnrichedArticle) -> tuple[int, str]:
    """Gives what orders the versions of one article; the id decides between texts of the same millisecond."""
    return enriched.article.version, enriched.article.version_id


def newest(arrived: Sequence[EnrichedArticle]) -> EnrichedArticle:
    """Gives the newest; of the same version sent twice (new tags, say) the one that came last."""
    return max(reversed(arrived), key=newness)


def needs_source(arrived: Sequence[EnrichedArticle], stored: Stored | None) -> bool:
    """Tells whether the plan needs the whole stored document: it is newer, and does not know all versions yet."""
    return (
        stored is not None
        and not _wins(newest(arrived), stored)
        and any(each.article.version_id not in stored.versions for each in arrived)
    )


def plan(arrived: Sequence[EnrichedArticle], stored: Stored | None) -> Plan:
    """Gives what `arrived`, versions of one article in the order they came, changes.

    `stored` must have its source where `needs_source` says so.
    """
    winner = newest(arrived)
    if stored is None or _wins(winner, stored):
        return _replace(winner, arrived, stored)
    return _add(arrived, stored)


def _wins(winner: EnrichedArticle, stored: Stored) -> bool:
    return newness(winner) >= (stored.version, stored.version_id)


def _replace(winner: EnrichedArticle, arrived: Sequence[EnrichedArticle], stored: Stored | None) -> Plan:
    """The winner becomes the document."""
    identity, version = winner.article.article_id, winner.article.version
    keep = position_documents(winner)
    # An interrupted earlier attempt may have written the positions of a version that lost: those of all are deleted.
    gone = ({*(stored.position_ids if stored else ()), *_position_ids(arrived)}) - keep.keys()
    losers = sorted((each for each in arrived if each is not winner), key=newness)
    known = [*(stored.versions if stored else ()), *(each.article.version_id for each in losers)]
    told = revisions(stored.before if stored else None, _newer(arrived, stored))
    document = article_document(winner, known, stored.story_id if stored else None, told)
    revision = max(version, stored.revision) if stored else version

    def article(position_ids: Iterable[str]) -> Action:
        listed = {**document, "position_ids": list(position_ids)}
        return Action(article=identity, kind="articles", id=identity, version=revision, document=listed)

    return Plan(
        positions=tuple(
            Action(article=identity, kind="positions", id=position, version=version, document=claim)
            for position, claim in keep.items()
        ),
        article=article([*keep, *sorted(gone)]),
        deletions=_deletions(identity, gone, version),
        settled=article(keep) if gone else None,
    )


def _newer(arrived: Sequence[EnrichedArticle], stored: Stored | None) -> list[EnrichedArticle]:
    """Gives the versions that are newer than what is stored in their order, each as it came last."""
    by_version = {newness(each): each for each in arrived}
    return [
        by_version[key] for key in sorted(by_version) if stored is None or key >= (stored.version, stored.version_id)
    ]


def _add(arrived: Sequence[EnrichedArticle], stored: Stored) -> Plan:
    """What is stored stays; its list of versions grows."""
    identity = arrived[0].article.article_id
    deletions = _deletions(identity, _position_ids(arrived) - set(stored.position_ids), stored.version)
    if stored.source is None:
        return Plan(deletions=deletions)
    older = [each.article.version_id for each in sorted(arrived, key=newness)]
    versions = dict.fromkeys(each for each in (*stored.versions, *older) if each != stored.version_id)
    document = {**stored.source, "versions": [*versions, stored.version_id]}
    action = Action(article=identity, kind="articles", id=identity, version=stored.revision, document=document)
    return Plan(article=action, deletions=deletions)


def retraction(rejected: EnrichedArticle, rest: Sequence[EnrichedArticle], stored: Stored | None) -> Plan:
    """Gives the plan that takes back the positions of a version that Elasticsearch refused."""
    kept = {*(stored.position_ids if stored else ()), *_position_ids(rest)}
    gone = _position_ids([rejected]) - kept
    return Plan(deletions=_deletions(rejected.article.article_id, gone, rejected.article.version))


def _position_ids(arrived: Iterable[EnrichedArticle]) -> set[str]:
    return {position for each in arrived for position in position_documents(each)}


def _deletions(article: str, positions: Iterable[str], version: int) -> tuple[Action, ...]:
    return tuple(
        Action(article=article, kind="positions", id=position, version=version) for position in sorted(positions)
    )
