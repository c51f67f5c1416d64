"""Whatever the text: every span resolves, nothing raises, and the order is that of the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import MAX_TEXT
from tests.tagging.naming import article, mentions

PIECES = st.one_of(
    st.sampled_from(
        ["Putin", "Kaja Kallas", "Estonian", "Prime Minister", "US", "U.S.", "НАТО", "президент", "України"]
    ),
    st.sampled_from(
        ["Minsk", " agreements", "the ", "President", "of ", ", ", ". ", "\n", "’s ", "-", "Reuters", " said "]
    ),
    st.sampled_from(["\u00ad", "e\u0301", "\u200b", "İ", "ß", "“", "\x00"]),
)
TEXTS = st.one_of(st.text(min_size=1, max_size=300), st.lists(PIECES, min_size=1, max_size=60).map("".join)).filter(
    lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)
)


@given(text=TEXTS, title=TEXTS, language=st.sampled_from(["en", "uk", "ru", "fr", "de", "und", "pl"]))
@settings(max_examples=300, deadline=None)
def test_every_span_of_any_text_resolves(text: str, title: str, language: str) -> None:
    found = mentions(article(text, language, title=title))
    order = {"title": 0, "text": 1}
    places = [(order[one.span.field], one.span.start) for one in found]
    assert places == sorted(places)


def test_a_long_text_without_a_full_stop_is_tagged_to_its_end() -> None:
    text = "Estonian Prime Minister Kaja Kallas told Reuters that Putin and Kyiv agree and " * 2_500
    found = mentions(article(text))
    assert found[-1].span.start > len(text) - 100
    assert len(found) == 2_500 * 5


def test_what_comes_past_the_bound_of_an_article_is_not_tagged() -> None:
    found = mentions(article("a " * (MAX_TEXT // 2) + "Putin spoke."))
    assert found == []
