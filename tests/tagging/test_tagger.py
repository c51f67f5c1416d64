"""The tagger as a whole: the seeds reach the bars, every span resolves, and no input is too strange."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.files import read
from schemas.article import CleanedArticle, make_cleaned
from schemas.tags import Span, Tags
from tagging.evaluate.gold import load as load_gold
from tagging.evaluate.report import measure
from tagging.tagger import Tagger, load
from tests.tagging.naming import article

ROOT = Path(__file__).parent.parent.parent
PIECES = (
    "Zelensky said Ukraine needs security guarantees. ",
    "“Russia rejects NATO troops in Ukraine,” ",
    "Песков заявил, что гарантии безопасности для Украины неприемлемы. ",
    "Зеленський вимагає гарантій безпеки. ",
    "Macron propose des garanties de sécurité. ",
    "Merz fordert Sicherheitsgarantien. ",
    "said Macron, ",
    "\n",
    "“",
    "»",
    "'",
    "\x00",
    "\u202e",
    "( ; : — ",
    "İ",
    "👩‍🚀",
    "if ",
    "not ",
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load()


def spans(tags: Tags) -> list[Span]:
    evidence = [span for one in tags.positions for span in one.evidence]
    return [*(one.span for one in tags.mentions), *evidence, *(g.span for one in tags.positions for g in one.grounds)]


def resolves(made: CleanedArticle, span: Span) -> bool:
    return bool(getattr(made, span.field)[span.start : span.end] == span.text)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "fr", "de", "und"])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_span_of_every_tag_resolves(tagger: Tagger, language: str, pieces: list[str]) -> None:
    made = article("".join(pieces), language, title="Security guarantees for Ukraine", published="2025-09-05")
    for span in spans(tagger.tag(made)):
        assert resolves(made, span)


def test_the_seeds_reach_the_bars(tagger: Tagger) -> None:
    tagged = []
    for path, gold in load_gold(ROOT / "seeds", ROOT / "evaluation" / "seeds"):
        (made,) = [one for one in read([path], now=datetime.now(UTC)) if isinstance(one, CleanedArticle)]
        tags = tagger.tag(made)
        assert all(resolves(made, span) for span in spans(tags))
        tagged.append((made, tags, gold))
    report = measure(tagged)
    assert report.score("actors")["f1"] >= 0.99
    assert report.score("guarantee_types")["f1"] >= 0.9
    assert report.score("positions")["f1"] >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "The club guaranteed the coach his job until the end of the season. The guarantee is in his contract.",
        "The mortgage guarantee scheme helps buyers with small deposits, the Treasury in London said.",
        "The jobs bill guarantees a place in training to everyone under 25, President Biden said in Washington.",
        "The bank offers a deposit guarantee of 100,000 euros in Germany.",
    ],
)
def test_other_guarantees_are_none_of_ours(tagger: Tagger, text: str) -> None:
    tags = tagger.tag(article(text, "en", title="A guarantee", published="2025-09-05"))
    assert not tags.positions
    assert not tags.guarantee_types


def test_ids_stand_in_the_order_of_their_first_mention(tagger: Tagger) -> None:
    made = article("Russia and Ukraine met. NATO watched.", "en", title="Talks", published="2025-09-05")
    assert tagger.tag(made).actors == ("state/ru", "state/ua", "org/nato")


STRANGE = {
    "a megabyte without a stop": "Zelensky said Ukraine needs security guarantees and " * 20_000,
    "ten thousand quotation marks": "security guarantees for Ukraine “" * 10_000,
    "straight marks": 'security guarantees " said Macron ' * 10_000,
    "control characters": "security guarantees \x00\x01\x1b\u202e " * 10_000,
    "only commas": "security guarantees" + "," * 200_000,
    "mixed scripts": "Зеленський said гарантии безопасности müssen ، 安全 " * 5_000,
    "many short lines": "Ukraine\n" * 50_000,
    "one endless word": "a" * 1_000_000,
    "quotations without end": "Starmer reiterated:\n“We will send peacekeepers,” Biden vowed.\n" * 3_000,
    "one sentence of names and dashes": "Putin - " * 25_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_strange_input_is_tagged_and_ends(tagger: Tagger, text: str) -> None:
    made = make_cleaned(
        url="https://example.org/a",
        title="Security guarantees",
        text=text[:1_000_000],
        language="en",
        fetched_at="2025-09-05T00:00:00Z",
        version=1,
    )
    assert all(resolves(made, span) for span in spans(tagger.tag(made)))


@pytest.mark.parametrize(
    "text",
    [
        "Britain and France offered to send troops to guarantee Ukraine's security. Rome and Warsaw have both said no, "
        'and Berlin agreed. "We will join NATO," Zelensky said of guarantees.',
        "Макрон предложил отправить войска в Украину как гарантию безопасности. Об этом заявил Песков. Киев за.",
        "Merz lehnte es ab, Soldaten in die Ukraine zu schicken. Selenskyj forderte Sicherheitsgarantien, erklärte er.",
        "La France a proposé d'envoyer des troupes en Ukraine, a déclaré Macron. Moscou a refusé cette garantie.",
    ],
    ids=["en", "ru", "de", "fr"],
)
def test_a_text_may_break_off_after_any_word(tagger: Tagger, text: str, request: pytest.FixtureRequest) -> None:
    words, language = text.split(" "), request.node.callspec.id
    for last in range(1, len(words) + 1):
        made = article(" ".join(words[:last]).rstrip(".,"), language, title="Guarantees", published="2025-09-05")
        assert all(resolves(made, span) for span in spans(tagger.tag(made)))
