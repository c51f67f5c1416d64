"""`pledgewire actor`: what is told of one actor, counted by hand in affairs.yaml."""

import json
import re

import pytest

from config.model import Config
from search.actor import Actor, actor
from search.answer import Count
from tests.search.conftest import NOW, Library
from tests.search.typed import on_a_terminal, run, typed

pytestmark = pytest.mark.servers


def of(library: Library, identity: str, since: str | None = None) -> Actor:
    return actor(library.client, library.prefix, identity, since=since, until=None, now=NOW, nonce="feedface")


def test_an_actor_is_told_by_positions_over_time_newest_claims_and_who_is_named_beside(affairs: Library) -> None:
    macron = of(affairs, "person/emmanuel-macron")
    assert (macron.articles, macron.claims) == (4, 3)
    assert (macron.first, macron.last) == ("2025-01-10T09:00:00Z", "2025-03-31T10:00:00Z")
    assert [(cell.beneficiary, cell.stance, cell.count) for cell in macron.cells] == [
        ("ukraine", "offers", 1),
        ("ukraine", "rejects", 1),
    ]
    assert macron.over_time.interval == "month"
    assert {line.value: line.counts for line in macron.over_time.lines} == {"offers": (0, 0, 1), "rejects": (1, 0, 0)}
    # The copy of the offer is left out.
    assert [hit.claim.stance for hit in macron.newest] == ["offers", "rejects"]
    assert macron.beside[:3] == (
        Count("person/vladimir-putin", 3),
        Count("state/fr", 3),
        Count("state/ru", 3),
    )


def test_a_change_of_mind_has_both_dates_and_both_sentences(affairs: Library) -> None:
    (change,) = of(affairs, "person/emmanuel-macron").changes
    assert (change.beneficiary, change.types) == ("ukraine", ("troop-presence",))
    assert [
        (hit.claim.stance, hit.article.when[:10], hit.claim.evidence[0].text) for hit in (change.before, change.after)
    ] == [
        ("rejects", "2025-01-10", "Emmanuel Macron ruled out troops in Ukraine."),
        ("offers", "2025-03-31", "Emmanuel Macron offered troops for Ukraine."),
    ]
    assert of(affairs, "person/keir-starmer").changes == ()
    assert of(affairs, "person/emmanuel-macron", since="2025-02-01").changes == ()


def test_of_a_state_is_told_what_is_said_in_its_name_and_no_two_people_change_one_mind(affairs: Library) -> None:
    russia = of(affairs, "state/ru")
    assert (russia.claims, {cell.stance for cell in russia.cells}) == (6, {"offers", "rejects", "doubts", "demands"})
    assert {hit.claim.holder for hit in russia.newest} == {
        "person/vladimir-putin", "person/sergei-lavrov", "state/ru",
    }  # fmt: skip
    assert russia.changes == ()


def test_one_whom_nothing_names_has_nothing(affairs: Library) -> None:
    nobody = of(affairs, "person/nobody")
    assert (nobody.articles, nobody.claims, nobody.first, nobody.cells, nobody.beside) == (0, 0, None, (), ())


def test_the_command_takes_any_alias_and_prints_who_when_what_and_in_whose_words(
    affairs: Library, stack_config: Config
) -> None:
    command = typed(affairs, stack_config)
    lines = run(command, "actor", "Макрона").stdout.splitlines()
    assert lines[:4] == [
        "person/emmanuel-macron",
        "person; Emmanuel Macron, Macron, Макрон",
        "president of state/fr since 2017-05-14",
        "3 claims; named in 4 articles, from 2025-01-10 to 2025-03-31",
    ]
    change = lines.index("Changes of mind")
    assert lines[change + 1 : change + 4] == [
        "• person/emmanuel-macron on troop-presence for ukraine: rejects (2025-01-10), then offers (2025-03-31)",
        "  2025-01-10  person/emmanuel-macron (state/fr) rejects troop-presence for ukraine",
        "              Emmanuel Macron ruled out troops in Ukraine.",
    ]
    assert "All 3, copies included: pledgewire positions --holder person/emmanuel-macron" in lines
    assert run(command, "actor", "Macron", "--csv").stdout.splitlines()[:3] == [
        "start,stance,count",
        "2025-01-01T00:00:00Z,offers,0",
        "2025-01-01T00:00:00Z,rejects,1",
    ]
    document = json.loads(run(command, "actor", "Macron", "--json").stdout)
    assert document["who"]["offices"][0]["since"] == "2017-05-14"
    assert (document["claims"], len(document["changes"])) == (3, 1)


def test_a_person_known_from_articles_alone_is_found_by_name_and_one_not_known_at_all_is_said(
    affairs: Library, stack_config: Config
) -> None:
    command = typed(affairs, stack_config)
    for asked, sentence in (
        ("Makron", "neither the vocabulary nor an article knows Makron; did you mean macron (person/emmanuel-macron)"),
        ("Powell", "Powell may mean person/"),
        ("Jaan Kask", "neither the vocabulary nor an article knows Jaan Kask"),
        ("…", "neither the vocabulary nor an article knows …"),
    ):
        answer = run(command, "actor", asked)
        assert (answer.returncode, answer.stdout) == (4, "")
        assert sentence in answer.stderr
        assert len(answer.stderr.splitlines()) == 1
    lines = run(command, "actor", "Joan Example").stdout.splitlines()
    assert lines[:3] == [
        "person/joan-example",
        "not in the vocabulary: known from articles alone",
        "0 claims; named in 1 article, from 2025-03-30 to 2025-03-30",
    ]
    assert run(command, "actor", "Scholz").stdout.splitlines()[-1] == "0 claims; no article names it"


def test_on_a_terminal_hostile_sentences_are_harmless(library: Library, stack_config: Config) -> None:
    printed = on_a_terminal(typed(library, stack_config), "actor", "NATO")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed).replace("\r\n", "\n")
    assert "doubts" in shown
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000-\uf8ff]", shown) is None
