import pytest

from ocop.documents.press import breakable, printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Trà hoa vàng", "Trà hoa vàng"),
        ("Tra\u0300", "Trà"),
        ("ﬁ ２０２６", "fi 2026"),
        ("một\tcách\u3000xa", "một cách xa"),
        ("ẩn\u202e\u200b\x00đi", "ẩnđi"),
        ("chè 🍵", "chè ?"),
        ("hai\ndòng", "hai\ndòng"),
    ],
)
def test_text_is_set_in_letters_that_the_typeface_has(typed, shown):
    assert printable(typed) == shown


def test_only_a_word_beyond_the_limit_may_break_anywhere():
    assert breakable("a" * 30) == "a" * 30
    assert breakable("a" * 31) == "\u200b".join("a" * 31)
    assert breakable("abc de", longest=2) == "a\u200bb\u200bc de"
