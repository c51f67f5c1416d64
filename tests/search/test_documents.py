"""What Elasticsearch keeps of an article and of its claims."""

import hashlib
import json

import pytest

from schemas.ids import position_id
from search.claim_keys import keys_for, keys_of
from search.documents import article_document, brought_up, position_documents
from search.mapping import FIELDS, MAPPING_VERSION
from search.merging import merged
from tests.search.corpus import corpus, enriched

ARTICLE = corpus()["macron-offers-troops"]
DIGESTS = {
    1: "f7193359d4e7111c",
    2: "e72c1bbc6261458b",
    3: "4d49eacee1c65803",
    4: "c37a121d917017b9",
    5: "235f1f06c8770bd8",
    6: "16f8f136df71b894",
    7: "4fc169a591c5211f",
    8: "84d1e6904fac368f",
    9: "fac0603e274c2af2",
}
"""The mapping of each version, pinned: whoever changes the mapping must raise MAPPING_VERSION, or nothing moves."""


def test_the_mapping_does_not_change_without_its_version() -> None:
    digest = hashlib.sha256(json.dumps(FIELDS, sort_keys=True).encode()).hexdigest()[:16]
    assert DIGESTS[MAPPING_VERSION] == digest


def test_an_article_has_its_tags_as_lists_of_ids() -> None:
    document = article_document(ARTICLE, ["an-older-version"])
    assert document["actors"] == [
        "person/emmanuel-macron", "state/fr", "state/ua", "person/vladimir-putin", "state/ru",
    ]  # fmt: skip
    assert document["types"] == ["troop-presence"]
    assert document["holders"] == ["person/emmanuel-macron", "person/vladimir-putin"]
    assert document["parties"] == ["person/emmanuel-macron", "state/fr", "person/vladimir-putin", "state/ru"]
    assert document["stances"] == ["offers", "rejects"]
    assert document["beneficiaries"] == ["ukraine"]
    assert document["when"] == document["published"] == "2025-01-10T09:00:00Z"
    assert document["position_count"] == 2
    assert document["position_ids"] == list(position_documents(ARTICLE))
    assert document["versions"] == ["an-older-version", ARTICLE.article.version_id]


def test_a_version_that_was_seen_before_is_listed_once() -> None:
    document = article_document(ARTICLE, [ARTICLE.article.version_id, "other"])
    assert document["versions"] == ["other", ARTICLE.article.version_id]


def test_an_article_without_a_date_counts_from_when_it_was_fetched() -> None:
    document = article_document(corpus()["hostile-and-undated"])
    assert document["when"] == "2025-03-02T00:00:00Z"
    assert "published" not in document


def test_a_claim_is_one_flat_document_with_its_sentences() -> None:
    documents = position_documents(ARTICLE)
    key = position_id(ARTICLE.article.article_id, "person/emmanuel-macron", "state/fr", "offers", "ukraine")
    claim = documents[key]
    assert claim["parties"] == ["person/emmanuel-macron", "state/fr"]
    assert (claim["stance"], claim["direction"], claim["beneficiary"]) == ("offers", "for", "ukraine")
    assert (claim["conditional"], claim["negated"]) == (True, False)
    for span, words in zip(claim["spans"], claim["evidence"], strict=True):
        assert ARTICLE.article.text[span["start"] : span["end"]] == span["text"] == words


def test_two_claims_of_one_id_become_one_with_all_types_and_sentences() -> None:
    text = "Macron offered troops. Macron offered planes."
    claim = {"holder": "person/emmanuel-macron", "stance": "offers", "beneficiary": "ukraine"}
    article = enriched(
        url="https://news.example/two",
        title="Two",
        text=text,
        positions=(
            {**claim, "types": ["troop-presence"], "evidence": ["Macron offered troops."]},
            {**claim, "types": ["arms-supply"], "evidence": ["Macron offered planes."], "conditional": True},
        ),
    )
    (one,) = merged(article.tags.positions)
    assert one.types == ("troop-presence", "arms-supply")
    assert [span.text for span in one.evidence] == ["Macron offered troops.", "Macron offered planes."]
    assert one.conditional
    assert len(position_documents(article)) == 1


SIDES = {
    "parties": [(), ("person/emmanuel-macron",), ("state/fr", "state/ru"), ("person/nobody",)],
    "types": [(), ("troop-presence",), ("arms-supply", "deployment-ban")],
    "stances": [(), ("offers",), ("rejects", "doubts")],
    "beneficiaries": [(), ("ukraine",), ("russia",)],
    "conditional": [None, True, False],
}


def test_a_claim_has_a_key_asked_for_exactly_where_it_has_all_sides_asked_for() -> None:
    from itertools import product

    for claim in ARTICLE.tags.positions:
        for parties, types, stances, beneficiaries, conditional in product(*SIDES.values()):  # type: ignore[call-overload]
            holds = (
                (not parties or {claim.holder, claim.on_behalf_of} & set(parties))
                and (not types or set(claim.types) & set(types))
                and (not stances or claim.stance in stances)
                and (not beneficiaries or claim.beneficiary in beneficiaries)
                and (conditional is None or claim.conditional == conditional)
            )
            asked = keys_for(
                parties=parties, types=types, stances=stances, beneficiaries=beneficiaries, conditional=conditional
            )
            assert bool(set(asked) & set(keys_of(claim))) == bool(holds)


@pytest.mark.parametrize("name", list(corpus()))
def test_every_field_of_a_document_is_in_the_mapping(name: str) -> None:
    article = corpus()[name]
    assert set(article_document(article)) <= set(FIELDS["articles"])
    for document in position_documents(article).values():
        assert set(document) <= set(FIELDS["positions"])


def test_a_document_of_an_older_mapping_gets_what_can_be_told_from_itself() -> None:
    article = article_document(corpus()["in-ukrainian"])
    assert article["country"] == "ua"
    claim = next(iter(position_documents(ARTICLE).values()))
    for whole in (article, article_document(ARTICLE)):
        older = {name: value for name, value in whole.items() if name not in ("country", "parties")}
        assert brought_up(older) == whole
    assert brought_up({**claim, "site": "pravda.com.ua"}) == {**claim, "site": "pravda.com.ua", "country": "ua"}
