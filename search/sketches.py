"""Claims as far as comparing them needs it: who is for or against what for whom, and when; whole ones come after.

Thousands are compared and a few are told. Read from the columns of the index, one costs a tenth of its document.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from search.answer import About, Claim, ClaimHit
from search.query import CLAIM_HIT_FIELDS, TIMEOUT
from search.reading import claim_hit
from search.request import Ask

Body = dict[str, Any]

WANTED: Body = {
    "_source": False,
    "docvalue_fields": [
        "position_id", "article_id", "holder", "stance", "direction", "beneficiary", "types", "when",
    ],
}  # fmt: skip
"""What a request asks for of each claim."""
MOST_AT_ONCE = 1_000


def sketch(found: Mapping[str, Any]) -> ClaimHit:
    """Gives a claim without its sentences, conditions, and what its article is called."""
    fields = found["fields"]
    one = {name: fields[name][0] for name in ("holder", "stance", "direction", "beneficiary")}
    claim = Claim(id=fields["position_id"][0], types=tuple(fields.get("types", ())), evidence=(), **one)
    about = About(article_id=fields["article_id"][0], title="", url="", when=fields["when"][0])
    return ClaimHit(rank=0, score=None, claim=claim, article=about)


def whole(ask: Ask, hits: Sequence[ClaimHit]) -> dict[str, ClaimHit]:
    """Gives the claims by id, whole; one that is gone meanwhile stays as it was. `ask` asks the index of claims."""
    found = {hit.claim.id: hit for hit in hits}
    ids = list(found)
    for at in range(0, len(ids), MOST_AT_ONCE):
        some = ids[at : at + MOST_AT_ONCE]
        body = {
            "query": {"bool": {"filter": [{"terms": {"position_id": some}}]}},
            "size": len(some),
            "_source": CLAIM_HIT_FIELDS,
            "timeout": TIMEOUT,
        }
        for one in ask(body)["hits"]["hits"]:
            hit = claim_hit(one, 0, None)
            found[hit.claim.id] = hit
    return found
