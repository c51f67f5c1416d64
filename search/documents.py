"""From an enriched article to the documents that Elasticsearch keeps of it; nothing here touches a server."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from schemas.article import CleanedArticle
from schemas.enriched import EnrichedArticle
from schemas.ids import position_id, story_id
from schemas.tags import FOR, Position
from search.claim_keys import keys_of, parties
from search.merging import merged
from search.minhash import bands, signature
from search.outlets import country_of
from search.revisions import Revision, kinds, stated

Document = dict[str, Any]


def article_document(
    enriched: EnrichedArticle,
    known_versions: Iterable[str] = (),
    story: str | None = None,
    revisions: Sequence[Revision] = (),
) -> Document:
    """Gives the document of an article, to be kept under its article id with its `version` as external version.

    `known_versions` are the ids of versions that were seen before; this one's is added at the end.
    `story` is the id of the story that the article belongs to, where it is known; else it begins one.
    `revisions` are all of the article's, this version's included.
    """
    article, tags = enriched.article, enriched.tags
    claims = merged(tags.positions)
    versions = [known for known in dict.fromkeys(known_versions) if known != article.version_id]
    return _present(
        **_origin(enriched),
        versions=[*versions, article.version_id],
        text=article.text,
        published_from=article.published_from,
        authors=list(article.authors),
        authors_from=article.authors_from,
        section=article.section,
        paywalled=article.paywalled,
        image=article.image,
        dateline=article.dateline,
        dateline_place=article.dateline_parts.place if article.dateline_parts else None,
        dateline_agency=article.dateline_parts.agency if article.dateline_parts else None,
        dates_told=msgspec.to_builtins(article.dates_told),
        authors_told=msgspec.to_builtins(article.authors_told),
        credits=article.credits,
        feed_url=article.feed_url,
        actors=list(tags.actors),
        types=list(tags.guarantee_types),
        instruments=list(tags.instruments),
        holders=_each(claim.holder for claim in claims),
        parties=_each(party for claim in claims for party in parties(claim)),
        stances=_each(claim.stance for claim in claims),
        beneficiaries=_each(claim.beneficiary for claim in claims),
        position_ids=[_id(article, claim) for claim in claims],
        position_count=len(claims),
        claim_keys=_each(key for claim in claims for key in keys_of(claim)),
        claims=[_claim(claim) for claim in claims],
        stated=msgspec.to_builtins(stated(enriched)),
        revisions=msgspec.to_builtins(list(revisions)) or None,
        revised=kinds(revisions) or None,
        mentions=msgspec.to_builtins(tags.mentions),
        story_id=story or story_id(article.article_id, article.published or article.fetched_at),
        **_made_of(article.text),
    )


def brought_up(document: Document) -> Document:
    """Gives a document that was kept under an older mapping with what it lacks and can be told from itself."""
    found = dict(document)
    if "country" not in found and (country := country_of(found.get("site"))):
        found["country"] = country
    if "claims" in found and "parties" not in found:
        found["parties"] = _each(party for claim in found["claims"] for party in claim["parties"])
    if "text" in found and "story_id" not in found:
        found.update(story_id=story_id(found["article_id"], found["when"]), **_made_of(found["text"]))
    return found


def position_documents(enriched: EnrichedArticle) -> dict[str, Document]:
    """Gives the documents of an article's claims by id; the article's `version` is their external version too."""
    origin = _origin(enriched)
    return {
        _id(enriched.article, claim): _present(
            **origin,
            **_claim(claim),
            position_id=_id(enriched.article, claim),
            evidence=[span.text for span in claim.evidence],
            spans=msgspec.to_builtins(claim.evidence),
            quote=claim.quote,
            rule=claim.rule or None,
            grounds=msgspec.to_builtins(claim.grounds) or None,
        )
        for claim in merged(enriched.tags.positions)
    }


def _id(article: CleanedArticle, claim: Position) -> str:
    return position_id(article.article_id, claim.holder, claim.on_behalf_of or "", claim.stance, claim.beneficiary)


def _origin(enriched: EnrichedArticle) -> Document:
    article, tags = enriched.article, enriched.tags
    return {
        "article_id": article.article_id,
        "version_id": article.version_id,
        "version": article.version,
        "text_hash": article.text_hash,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "published": article.published,
        "fetched_at": article.fetched_at,
        "when": article.published or article.fetched_at,
        "publisher": article.publisher,
        "site": article.site,
        "country": country_of(article.site),
        "feed_tags": list(article.feed_tags),
        "sources": list(tags.sources),
        "tagger_version": tags.tagger_version or None,
        "vocabulary_version": tags.vocabulary_version or None,
    }


def _claim(claim: Position) -> Document:
    return _present(
        holder=claim.holder,
        on_behalf_of=claim.on_behalf_of,
        parties=list(parties(claim)),
        stance=claim.stance,
        direction="for" if claim.stance in FOR else "against",
        beneficiary=claim.beneficiary,
        types=list(claim.types),
        conditional=claim.conditional,
        negated=claim.negated,
        cameo=list(claim.cameo) or None,
    )


def _made_of(text: str) -> Document:
    made = signature(text)
    if made is None:
        return {}
    return {"bands": bands(made), "signature": made}


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _present(**fields: Any) -> Document:
    return {name: value for name, value in fields.items() if value is not None}
