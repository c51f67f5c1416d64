"""What a person may write into the search box, and what each of it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from schemas.errors import UsageError
from search.text_query import ARTICLE_FIELDS, text_query
from search.words import All, Any, Not, Phrase, Tree, Word, parse


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("troops", Word("troops")),
        ("troops in", All((Word("troops"), Word("in")))),
        ("troops OR peacekeepers", Any((Word("troops"), Word("peacekeepers")))),
        ("troops | peacekeepers", Any((Word("troops"), Word("peacekeepers")))),
        ("Macron troops OR peacekeepers", All((Word("Macron"), Any((Word("troops"), Word("peacekeepers")))))),
        ("Macron AND (troops OR force)", All((Word("Macron"), Any((Word("troops"), Word("force")))))),
        ("(Macron AND troops) OR Starmer", Any((All((Word("Macron"), Word("troops"))), Word("Starmer")))),
        ("troops -Macron", All((Word("troops"), Not(Word("Macron"))))),
        ("troops NOT Macron", All((Word("troops"), Not(Word("Macron"))))),
        ('-"no troops"', Not(Phrase("no troops"))),
        ("-(a OR b)", Not(Any((Word("a"), Word("b"))))),
        ("NOT NOT troops", Word("troops")),
        ("peace - talks", All((Word("peace"), Word("talks")))),
        ("peace — talks?!", All((Word("peace"), Word("talks?!")))),
        ("“security guarantees” «гарантії безпеки»", All((Phrase("security guarantees"), Phrase("гарантії безпеки")))),
        ("+troops +force", All((Word("troops"), Word("force")))),
        ("re-arm", Word("re-arm")),
        ("title:troops^3", Word("title:troops^3")),
        ("or and not", All((Word("or"), Word("and"), Word("not")))),
        ("   ", None),
    ],
)
def test_words_mean_what_people_expect(text: str, tree: Tree | None) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("*a*", "wildcards are not understood"),
        ("guarant*", "wildcards are not understood"),
        ("/(.*){9}/", "regular expressions are not understood"),
        ("/a.b/", "regular expressions are not understood"),
        ("troops~2", "fuzzy words (~) are not understood"),
        ('"troops force"~3', "nearness (~) is not understood"),
        ("a AND b OR c", "can be read in two ways"),
        ("a OR b AND c", "can be read in two ways"),
        ("troops OR", "ends where a word should follow"),
        ("troops NOT", "ends where a word should follow"),
        ("OR troops", "has OR where a word should stand"),
        ("a OR OR b", "has OR where a word should stand"),
        ("(troops", "opens a parenthesis that nothing closes"),
        ("troops)", "closes a parenthesis that nothing opens"),
        ("a ()", "has ) where a word should stand"),
        ('"troops', "opens a quote that nothing closes"),
        ("- — …", "has no word to look for"),
        ("((((((((troops))))))))", "parentheses more than 6 deep"),
        (" ".join(["a"] * 51), "has 51 words and phrases: 50 are the most"),
        (" ".join(["a"] * 10_000), "has 19999 characters: 1000 are the most"),
        ("x" * 10_240, "has 10240 characters: 1000 are the most"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=r".") as raised:
        parse(text)
    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 200


def kinds(body: object) -> set[str]:
    """Gives every kind of query in a body."""
    if isinstance(body, list):
        return set().union(*map(kinds, body)) if body else set()
    if not isinstance(body, dict):
        return set()
    if "multi_match" in body:
        return {"multi_match"}
    if "dis_max" in body:
        return {"dis_max"} | kinds(body["dis_max"]["queries"])
    if "term" in body:
        assert set(body["term"]) == {"language"}
        return {"term"}
    inner = body["bool"]
    return {"bool"} | set().union(*(kinds(part) for part in inner.values()))


@given(text=some.text(max_size=80) | some.text(alphabet='ab ()"|-+~*/\\^:OR ANDNOT{}', max_size=80))
def test_whatever_is_written_only_matching_reaches_the_server(text: str) -> None:
    try:
        tree = parse(text)
    except UsageError:
        return
    if tree is not None:
        assert kinds(text_query(tree, ARTICLE_FIELDS)) <= {"bool", "dis_max", "multi_match", "term"}
