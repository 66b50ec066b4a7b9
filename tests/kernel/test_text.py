"""Vietnamese text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.text import (
    composed,
    fold,
    folded_words,
    marked_words,
    person_sort_key,
    slug,
    sort_key,
    words_of,
)


def sorted_from_the_back(rising: str, separator: str = " ") -> str:
    falling = rising.split(separator)[::-1]
    return separator.join(sorted(falling, key=sort_key))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đặc  sản", "dac san"),
        ("ĐẮK LẮK", "dak lak"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("hoa", "hoa"),
        ("  Cà\tphê\n", "ca phe"),
        (unicodedata.normalize("NFD", "Mật ong rừng U Minh Hạ"), "mat ong rung u minh ha"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_folding_forgets_marks_case_and_spaces(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_spellings_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "rising",
    [
        "an ăn ân bưởi da dừa đào Đắk ong ốc ổi ớt",
        "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
        "ma mà mả mã má mạ",
        "ê ề ể ễ ế ệ",
        "ơ ờ ở ỡ ớ ợ",
    ],
)
def test_words_sort_as_icu_sorts_vietnamese(rising: str) -> None:
    assert sorted_from_the_back(rising) == rising


def test_a_later_letter_outweighs_an_earlier_tone() -> None:
    assert sort_key("bạn an") < sort_key("ban ăn")
    assert sort_key("ban an") < sort_key("bạn an")


def test_a_shorter_word_comes_before_a_longer_one_and_numbers_before_letters() -> None:
    rising = "10 món|an|an an|an toàn|ang|bún"
    assert sorted_from_the_back(rising, "|") == rising


def test_small_letters_come_before_capitals_of_the_same_word() -> None:
    assert sort_key("đào") < sort_key("Đào") < sort_key("đảo")


def test_both_ways_to_place_a_tone_sort_alike() -> None:
    assert sort_key("hoà bình") == sort_key("hòa bình")


def test_foreign_letters_sort_after_the_latin_alphabet() -> None:
    assert sort_key("zebra") < sort_key("Ωmega") < sort_key("茶")
    assert sort_key("senor") < sort_key("señor") < sort_key("senü")


@given(st.text())
def test_a_sort_key_is_written_in_digits_small_letters_and_spaces(text: str) -> None:
    assert re.fullmatch(r"[0-9a-z ]*", sort_key(text))


def test_an_eth_is_taken_for_the_letter_it_looks_like() -> None:
    assert fold("\u00d0à N\u1eb5ng") == fold("Đà Nẵng") == "da nang"
    assert sort_key("\u00d0à N\u1eb5ng") == sort_key("Đà Nẵng")


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƠ ", min_size=1, max_size=40))
def test_a_sort_key_is_some_three_to_four_times_as_long_as_its_text(text: str) -> None:
    assert len(sort_key(text)) <= 5 * len(text) + 4


def test_people_sort_by_given_name_then_middle_then_family() -> None:
    rising = [
        "Lê An",
        "Trần An",
        "Trần Thị An",
        "Lê Văn An",
        "Bùi Thị Ân",
        "Nguyễn Thị Bình",
        "Nguyễn Văn Bình",
        "Hồ Đức",
    ]
    falling = rising[::-1]
    assert sorted(falling, key=person_sort_key) == rising


def test_a_person_with_one_name_or_none_still_has_a_key() -> None:
    assert person_sort_key("An") < person_sort_key("Lê An")
    assert person_sort_key("  ") == ""


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Mật ong Đắk Lắk", "mat-ong-dak-lak"),
        ("  Trà (xanh) 100% - Thái Nguyên ", "tra-xanh-100-thai-nguyen"),
        ("茶", ""),
    ],
)
def test_a_slug_keeps_plain_letters_and_numbers(written: str, address: str) -> None:
    assert slug(written) == address


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm lẻ năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm lẻ năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_115, "một nghìn một trăm mười lăm"),
        (21_000, "hai mươi mốt nghìn"),
        (1_200_000, "một triệu hai trăm nghìn"),
        (1_000_001, "một triệu không trăm lẻ một"),
        (1_002_003, "một triệu không trăm lẻ hai nghìn không trăm lẻ ba"),
        (3_000_000_000, "ba tỷ"),
        (3_000_045_000, "ba tỷ không trăm bốn mươi lăm nghìn"),
        (3_006_000_000, "ba tỷ không trăm lẻ sáu triệu"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_500_000_000_000_000_000, "một tỷ năm trăm triệu tỷ"),
        (-12, "âm mười hai"),
    ],
)
def test_a_number_is_written_in_words(number: int, words: str) -> None:
    assert words_of(number) == words


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (words_of(one) == words_of(other)) == (one == other)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Trà hoa vàng (hộp 500g)", ["tra", "hoa", "vang", "hop", "500g"]),
        ("ĐẶC SẢN: cá-mực", ["dac", "san", "ca", "muc"]),
        ("  ", []),
        ("%_|", []),
    ],
)
def test_folded_words_leave_the_punctuation_out(typed, words):
    assert folded_words(typed) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "THỦY"),
        ("Đông", unicodedata.normalize("NFD", "đông")),
        ("Ðông", "đông"),
    ],
)
def test_marked_words_are_the_same_for_the_same_vietnamese_word(one, other):
    assert marked_words(one) == marked_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("chè", "che"), ("chè", "chẽ"), ("đông", "dông"), ("mơ", "mo"), ("ân", "ăn")]
)
def test_marked_words_tell_apart_what_folding_makes_equal(one, other):
    assert marked_words(one) != marked_words(other)


def test_a_pile_of_marks_is_thinned_before_it_is_composed():
    pile = "a" + "\u0301\u0323" * 500_000

    assert len(composed(f"Trà {pile} hoa")) < 20


@pytest.mark.parametrize(
    "text",
    ["Trà hoa vàng", "Ðặc sản", "👨‍👩‍👧‍👦" * 5, "…" * 40, "a\u0323\u0302\u0301", "क्षि", "", "A-1"],
)
def test_what_people_write_is_only_composed(text):
    assert composed(text) == unicodedata.normalize("NFC", text)
