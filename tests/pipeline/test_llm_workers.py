"""A language model as the tagger of the workers: what it answers well is indexed, the rest is dead letters."""

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result
from werkzeug import Request, Response

from cli.main import app
from config.model import Tagger
from pipeline.publisher import Publisher
from pipeline.wait import Arrival
from schemas.article import CleanedArticle, make_cleaned
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, dead_letter_topic
from tests.pipeline.kafka_side import everything
from tests.pipeline.test_retag import documents
from tests.pipeline.workshop import working

SENTENCE = "Emmanuel Macron offered to send troops to Ukraine after a ceasefire."
CLAIM = {
    "holder": "person/emmanuel-macron",
    "stance": "offers",
    "beneficiary": "ukraine",
    "types": ["troop-presence"],
    "evidence": [SENTENCE],
}
KEY = "hunter2"
SEED = Path(__file__).parents[2] / "seeds" / "004_85cb5a85d81a0c31.txt"


def article(name: str, more: str) -> CleanedArticle:
    return make_cleaned(
        url=f"https://news.example/{name}",
        title="Guarantees",
        text=f"{SENTENCE} {more}",
        language="en",
        fetched_at="2025-09-05T12:00:00Z",
        version=1,
        published="2025-09-05T10:00:00Z",
    )


def answering(request: Request) -> Response:
    """Answers well, badly or not at all, as the article asks for."""
    text = json.loads(request.json["messages"][1]["content"])["text"]
    if "NOT AT ALL" in text:
        return Response("", status=500)
    said = "I would rather talk about the weather." if "BADLY" in text else json.dumps({"claims": [CLAIM]})
    return Response(json.dumps({"choices": [{"message": {"content": said}}]}), content_type="application/json")


@pytest.fixture
def model(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_handler(answering)
    return httpserver.url_for("/v1")


@pytest.mark.servers
def test_good_answers_are_indexed_and_bad_or_missing_ones_are_dead_letters(corner: Endpoints, model: str) -> None:
    good, bad, none = article("good", ""), article("bad", "BADLY"), article("none", "NOT AT ALL")
    tagger = Tagger.model_validate(
        {"kind": "llm", "url": model, "model": "small", "api_key": KEY, "timeout": "2s",
         "allow_private_addresses": True}
    )  # fmt: skip
    with working(corner, tagger=tagger), Arrival(corner) as arrival:
        with Publisher(corner.kafka) as publisher:
            for each in (none, bad, good):
                publisher.send(each)
                arrival.expect(each)
        outcome = arrival.wait(timeout=60)
    assert outcome.searchable == {good.version_id}
    assert set(outcome.dead) == {bad.version_id, none.version_id}
    assert "the model's answer is not of the form asked for" in outcome.dead[bad.version_id]
    assert "the server is in trouble: internal server error (500)" in outcome.dead[none.version_id]
    (found,) = documents(corner, "articles")
    assert found["tagger_version"] == "llm-1 small"
    (claim,) = documents(corner, "positions")
    assert claim["evidence"] == [SENTENCE]
    dead = everything(corner.kafka, dead_letter_topic(corner.kafka.topic_prefix + CLEANED))
    assert KEY not in repr([(record.value, record.headers) for record in dead])


def tag(model: str, *words: str) -> Result:
    settings = ("kind=llm", f"url={model}", "model=small", "allow_private_addresses=true", "timeout=1s")
    flags = [word for setting in settings for word in ("--set", f"tagger.{setting}")]
    return CliRunner(env={"PLEDGEWIRE_TAGGER__API_KEY": KEY}).invoke(app, [*flags, *words])


def test_one_article_without_an_answer_does_not_keep_the_others_from_being_tagged(model: str, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(f"Guarantees\n\n{SENTENCE} This is the one that is answered BADLY by the model.\n")
    (tmp_path / "2.txt").write_text(
        f"Guarantees\n\n{SENTENCE} This is another one, which is answered as it should be.\n"
    )
    result = tag(model, "tag", "--json", str(tmp_path))
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["positions"][0]["evidence"][0]["text"] == SENTENCE
    assert "1.txt: the model's answer is not of the form asked for" in result.stderr
    assert KEY not in result.output


def test_rules_and_the_model_can_be_compared(model: str) -> None:
    result = tag(model, "--quiet", "diff-tags", "--from", "rules", "--to", "llm", "--json", str(SEED))
    counts = json.loads(result.stdout.splitlines()[-1])
    assert counts["from"].startswith("rules (rules-")
    assert counts["to"].startswith("llm (llm-1 small, ")
    assert counts["counts"]["dropped"] >= 3  # the model's one sentence does not stand in this article: no span, no tag


def test_a_model_that_is_not_configured_is_answered_with_the_keys_that_it_needs() -> None:
    result = CliRunner().invoke(app, ["--set", "tagger.kind=llm", "tag", str(SEED)])
    assert "tagger.url" in str(result.exception)
    result = CliRunner().invoke(app, ["diff-tags", "--to", "llm", str(SEED)])
    assert "tagger.url and tagger.model" in str(result.exception)
