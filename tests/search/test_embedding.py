"""What is handed to the model, and the model itself where the extra is installed."""

import unicodedata

import pytest

from schemas.errors import UsageError
from search import embedding
from search.embedding import LONGEST, MultilingualE5, harmless, installed


def test_a_letter_that_stands_for_eighteen_is_spelled_out_within_the_bound() -> None:
    text = harmless("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 5_000)
    assert len(text) == LONGEST
    assert unicodedata.is_normalized("NFKC", text)


@pytest.mark.parametrize("strange", ["\ud800", "a\0b", "\udfff" * 3_000, "", "\U0010ffff" * 2_000])
def test_whatever_a_text_holds_it_has_utf_8_and_no_end_within(strange: str) -> None:
    assert b"\0" not in harmless(strange).encode("utf-8")
    assert len(harmless(strange)) <= LONGEST


def test_without_the_extra_one_sentence_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_PACKAGE", "no-such-package-anywhere")
    assert not installed()
    with pytest.raises(UsageError, match="make semantic"):
        MultilingualE5()


@pytest.fixture(scope="module")
def model() -> MultilingualE5:
    """The model. Skips where the extra is not installed."""
    if not installed():
        pytest.skip("the extra `semantic` is not installed (`make semantic`)")
    return MultilingualE5()


def test_a_question_is_nearest_to_its_answer_in_another_language(model: MultilingualE5) -> None:
    query = model.query("відмова відправляти солдатів")
    near, far = model.passages(
        ["Poland will not send any soldiers to Ukraine.", "The football club offers its coach no guarantee of a job."]
    )
    assert _product(query, near) > _product(query, far)


@pytest.mark.parametrize("strange", ["", " ", "\ufdfa" * 2_000, "\U0001f600" * 2_000, "\u0301" * 2_000, "\ufffe\uffff"])
def test_no_text_takes_the_model_down(model: MultilingualE5, strange: str) -> None:
    for vector in (model.query(strange), *model.passages([strange])):
        assert _product(vector, vector) == pytest.approx(1.0, abs=1e-3)


def _product(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
