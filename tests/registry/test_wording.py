"""What search reads: how words are laid, and which terms a question holds."""

import pytest

from ocop.registry.wording import LONGEST_QUESTION, folded, marked, terms


def test_names_are_laid_apart_with_every_word_padded():
    assert folded("Trà (hộp)", "HTX Ba Chẽ") == " tra hop | htx ba che "
    assert marked("Trà (hộp)", "HTX Ba Chẽ") == " tra1 hôp5 | htx ba che3 "


@pytest.mark.parametrize("typed", ["htx", "HTX", "hợp tác xã", "Hop tac xa"])
def test_either_form_of_a_meaning_asks_for_both(typed):
    [term] = terms(typed)

    assert set(term.folded) == {"htx", "hop tac xa"}


def test_what_was_typed_stands_first_among_the_marked_forms():
    [term] = terms("hop tac xa")

    assert term.marked[0] == "hop tac xa"


def test_a_longer_meaning_is_taken_before_a_shorter_one():
    assert [term.folded for term in terms("công ty TNHH trà")] == [
        ("cty", "cong ty"), ("tnhh", "trach nhiem huu han"), ("tra",),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "  ", "%_|", "🙂"])
def test_a_question_without_words_asks_for_nothing(typed):
    assert terms(typed) == []


def test_a_mark_that_composes_with_nothing_does_not_shift_the_words():
    assert [term.folded for term in terms("x\u0323a trà")] == [("xa",), ("tra",)]


def test_a_long_question_is_cut():
    assert len(terms("trà " * 500)) == LONGEST_QUESTION
