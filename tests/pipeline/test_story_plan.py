"""Which stories are one, seen from some of their articles."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.story_plan import Copy, joined
from schemas.ids import story_id, story_start
from search.minhash import ALIKE, bands, likeness, signature
from tests.pipeline.articles import article

WINDOW = timedelta(hours=72)
WIRE, OTHER = (article(number).text for number in (1, 2))
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def copy(name: str, hours: float = 0, text: str = WIRE, story: str | None = None) -> Copy:
    """Gives an article as it is found in Elasticsearch, published so many hours after Monday morning."""
    when = MONDAY + timedelta(hours=hours)
    made = signature(text)
    assert made is not None
    return Copy(article_id=name, story_id=story or story_id(name, when.isoformat()), when=when, signature=made)


def test_copies_join_the_story_of_the_earliest() -> None:
    first, second, third = copy("a", 2), copy("b", 1), copy("c", 3)
    assert joined([first, second, third], [], WINDOW) == {
        first.story_id: second.story_id,
        third.story_id: second.story_id,
    }


def test_one_look_at_a_copy_finds_those_around_it_and_leaves_the_others_stories_alone() -> None:
    ours, theirs, strangers = copy("a", 2), copy("b"), copy("c", text=OTHER)
    assert joined([ours], [theirs, strangers], WINDOW) == {ours.story_id: theirs.story_id}
    assert joined([strangers], [ours, theirs], WINDOW) == {}


def test_an_article_like_two_stories_makes_them_one() -> None:
    half = len(WIRE) // 2
    one, other = copy("a", text=WIRE[:half]), copy("b", 1, text=WIRE[half:])
    assert joined([one, other], [], WINDOW) == {}
    assert joined([copy("c", 2)], [one, other], WINDOW) == {
        other.story_id: one.story_id,
        copy("c", 2).story_id: one.story_id,
    }


def test_copies_further_apart_than_the_window_are_two_stories() -> None:
    assert joined([copy("a"), copy("b", 73)], [], WINDOW) == {}
    assert joined([copy("a"), copy("b", 72)], [], WINDOW) != {}


def test_a_text_that_comes_again_every_day_makes_no_story_without_an_end() -> None:
    stories: dict[str, Copy] = {}
    for day in range(12):
        new = copy(f"day{day}", hours=24 * day)
        joins = joined([new], list(stories.values()), WINDOW)
        stories[new.article_id] = copy(new.article_id, 24 * day, story=joins.get(new.story_id, new.story_id))
    found = [each.story_id for each in stories.values()]
    assert found == [story for story in sorted(set(found)) for _ in range(4)]


@given(st.permutations(range(5)), st.lists(st.integers(0, 70), min_size=5, max_size=5, unique=True))
def test_the_story_is_the_same_whatever_order_its_copies_are_looked_at(order: list[int], hours: list[int]) -> None:
    copies = [copy(str(number), hours[number]) for number in range(5)]
    stories = {each.article_id: each.story_id for each in copies}
    for number in order:
        now = [copy(each.article_id, hours[int(each.article_id)], story=stories[each.article_id]) for each in copies]
        joins = joined([now[number]], now, WINDOW)
        stories = {name: joins.get(story, story) for name, story in stories.items()}
    assert set(stories.values()) == {min(each.story_id for each in copies)}


def test_ids_of_stories_sort_by_the_time_of_their_first_article_in_any_zone() -> None:
    moments = ["2026-03-02T09:30:00+02:00", "2026-03-02T08:00:00Z", "2026-03-02T08:30:00.25+00:00"]
    for some in permutations(moments):
        assert [story_start(story) for story in sorted(story_id("x", one) for one in some)] == [
            datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
            datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
            datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        ]


def test_a_moment_of_no_calendar_begins_a_story_in_1970() -> None:
    assert story_id("x", "2025-13-01T00:00:00Z").startswith("19700101T000000-")
    assert story_start("what is this") == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_signature_ignores_case_punctuation_and_how_letters_are_composed() -> None:
    plain = "Présidente Élise Müller sagte heute früh: " + WIRE
    assert signature(plain) == signature(plain.upper().replace("É", "E\u0301").replace(",", " – "))


def test_likeness_is_about_the_share_of_pairs_of_words_in_common() -> None:
    words = [f"word{number}" for number in range(2_000)]
    one, other = signature(" ".join(words[:1_500])), signature(" ".join(words[500:]))
    assert one is not None
    assert other is not None
    assert abs(likeness(one, other) - 0.5) < 0.12
    assert likeness(one, one) == 1.0
    assert set(bands(one)) & set(bands(other))


def test_a_text_of_a_few_words_has_no_signature() -> None:
    assert signature("Kyiv, Ukraine (AP) – France offers to send troops to Ukraine, president says.") is None
    assert signature("") is None


def test_articles_of_one_subject_and_no_common_sentence_are_not_alike() -> None:
    one, other = signature(WIRE), signature(OTHER)
    assert one is not None
    assert other is not None
    assert likeness(one, other) < ALIKE
