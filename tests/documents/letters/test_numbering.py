import pytest

from ocop.documents.letters.numbering import gaps, parted, same_number


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("03/BB-HĐ", (3, "/bb-hd")),
        (" 12 / QĐ-UBND", (12, "/qd-ubnd")),
        ("TH-2209/QĐ", None),
        ("", None),
        ("0", (0, "")),
    ],
)
def test_a_number_is_its_running_number_and_its_symbol(number, parts):
    assert parted(number) == parts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("03/BB-HĐ", "3/bb-hd", True),
        ("03/BB-HĐ", "03/BC-HĐ", False),
        ("03/BB-HĐ", "30/BB-HĐ", False),
        ("A/1", "a/1", True),
        ("A/1", "1", False),
    ],
)
def test_two_ways_to_write_a_number_are_one_number(one, other, same):
    assert same_number(one, other) is same


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([], []),
        (["01/BB", "02/BB", "03/BB"], []),
        (["01/BB", "03/BB", "05/BB"], [2, 4]),
        (["02/BB"], [1]),
        (["01/BB", "02/BC"], [1]),
        (["01/BB", "2026/BB"], []),
    ],
)
def test_what_is_missing_below_the_highest_number_of_a_series_is_named(numbers, missing):
    assert gaps(numbers) == missing
