"""Copies and dates of a test stream."""

from datetime import UTC, datetime, timedelta

import msgspec

from pipeline.passes import copy_of, newest_date, shift, shift_to
from tests.pipeline.articles import article

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_copy_is_an_article_of_its_own_and_the_same_one_each_time() -> None:
    first = article(1)
    second, again, third = copy_of(first, 2), copy_of(first, 2), copy_of(first, 3)
    assert copy_of(first, 1) == first
    assert second == again
    assert len({first.article_id, second.article_id, third.article_id}) == 3
    assert second.url == first.url + "#copy-2"
    assert (second.title, second.text, second.text_hash) == (first.title, first.text, first.text_hash)
    assert second.publisher == first.publisher


def test_dates_move_together_so_that_the_newest_is_now() -> None:
    given = [article(number) for number in (1, 5, 3)]
    newest = newest_date(given)
    moved = [shift(each, shift_to(newest, NOW), NOW) for each in given]
    dates = [datetime.fromisoformat(each.published or "") for each in moved]
    assert max(dates) == NOW
    assert dates[1] - dates[0] == timedelta(minutes=7 * 4)
    assert [each.version_id for each in moved] == [each.version_id for each in given]


def test_an_article_without_a_date_gets_todays_and_says_where_it_is_from() -> None:
    undated = msgspec.structs.replace(article(1), published=None, published_from=None)
    assert newest_date([undated]) is None
    moved = shift(undated, shift_to(None, NOW), NOW)
    assert (moved.published, moved.published_from) == ("2026-05-01T12:00:00+00:00", "given")
