"""Rankings made one by reciprocal rank."""

from search.fusion import first_of_each, fused


def test_what_two_rankings_have_beats_what_one_has_first() -> None:
    # b: 1/62 + 1/61 = 0.0325; a: 1/61 = 0.0164; c: 1/62 = 0.0161 (counted by hand)
    assert fused(["a", "b"], ["b", "c"]) == ["b", "a", "c"]


def test_second_and_third_beat_first_and_sixty_fifth() -> None:
    # x: 1/62 + 1/63 = 0.03200; y: 1/61 + 1/125 = 0.02439 (counted by hand)
    far = [f"f{number}" for number in range(63)]
    assert fused(["y", "x"], [far[0], far[1], "x", *far[2:], "y"])[:2] == ["x", "y"]


def test_of_equals_the_one_of_the_first_ranking_comes_first() -> None:
    assert fused(["a"], ["b"]) == ["a", "b"]
    assert fused([], ["b"]) == ["b"]
    assert fused() == []


def test_a_story_stands_where_its_first_article_does() -> None:
    stories = {"a": "summit", "b": "treaty", "c": "summit", "d": "vote"}
    assert first_of_each(["a", "b", "c", "d"], stories) == ["a", "b", "d"]
