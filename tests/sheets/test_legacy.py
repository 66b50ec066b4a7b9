"""TCVN3 and VNI: every letter there and back, and no Unicode text taken for one of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.sheets.legacy import Encoding, decoded, font_encoding, readings

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
SMALL = [
    letter
    for vowel in VOWELS
    for tone in TONES
    if not (letter := unicodedata.normalize("NFC", vowel + tone)).isascii()
] + ["đ"]
LETTERS = SMALL + [letter.upper() for letter in SMALL]
PANGRAM = (
    "Do bạch kim rất quý, sẽ để lắp vô xương. Tâm tưởng tôi tỏ tình tới Tú từ tháng tư, thú thật, "
    "tôi thương Tâm thì tôi thì thầm thử Tâm thế thôi. Nguyễn Văn Đĩnh ở phường Ỷ La ngủ kỹ, "
    "chẳng cẩn thận ngã xuống vũng; Ánh Ôn Ừ."
)

# Written by hand from the tables of the fonts, not from the code under test.
TCVN3_SMALL = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ",
        "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1"
        "\xaa\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9"
        "\xac\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe"
        "\xae",
        strict=True,
    )
)
TCVN3_CAPITAL = dict(zip("ĂÂÊÔƠƯĐ", "\xa1\xa2\xa3\xa4\xa5\xa6\xa7", strict=True))
VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
VNI_BREVES = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
VNI_WHOLE = dict(zip("íìỉĩịỵđơư", "íìæóòîñôö", strict=True))


def in_tcvn3(text):
    """Return a text as typed in .VnTime, where a capital with a tone is written small."""
    return "".join(
        TCVN3_SMALL.get(c, TCVN3_CAPITAL.get(c, TCVN3_SMALL.get(c.lower(), c)))
        if not c.isascii()
        else c
        for c in text
    )


def in_vni(text):
    return "".join(vni_letter(letter) for letter in text)


def vni_letter(letter):
    small = letter.lower()
    if small.isascii():
        return letter
    if small not in VNI_WHOLE:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in VNI_MARKS), "")
        if "\u0302" in marks:
            small = base + VNI_HATS[tone]
        elif "\u0306" in marks:
            small = base + VNI_BREVES[tone]
        else:
            horned = (
                VNI_WHOLE[unicodedata.normalize("NFC", base + "\u031b")]
                if "\u031b" in marks
                else base
            )
            small = horned + VNI_MARKS[tone]
    else:
        small = VNI_WHOLE[small]
    return small if letter.islower() else small.upper()


def test_vietnamese_has_134_letters_beyond_ascii():
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_every_vni_letter_is_known(letter):
    assert decoded(in_vni(letter), Encoding.VNI) == letter


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_tcvn3_letter_is_known(letter):
    assert decoded(in_tcvn3(letter), Encoding.TCVN3) == letter


@pytest.mark.parametrize("letter", [letter.upper() for letter in SMALL])
def test_every_capital_is_known_in_the_capital_font(letter):
    assert decoded(in_tcvn3(letter.lower()), Encoding.TCVN3_CAPITALS) == letter


@pytest.mark.parametrize("letter", list("ĂÂÊÔƠƯĐ"))
def test_the_seven_capitals_of_the_small_font_are_known(letter):
    assert decoded(in_tcvn3(letter), Encoding.TCVN3) == letter


def test_a_pangram_comes_back_from_vni():
    assert decoded(in_vni(PANGRAM), Encoding.VNI) == PANGRAM
    assert decoded(in_vni(PANGRAM.upper()), Encoding.VNI) == PANGRAM.upper()


def test_a_pangram_comes_back_from_tcvn3():
    small = PANGRAM.replace("Ỷ", "ỷ").replace("Á", "á").replace("Ừ", "ừ")

    assert decoded(in_tcvn3(small), Encoding.TCVN3) == small
    assert decoded(in_tcvn3(PANGRAM.lower()), Encoding.TCVN3_CAPITALS) == PANGRAM.upper()


def test_a_pangram_is_recognised_in_each_code_table_and_in_no_other():
    assert readings(PANGRAM) == {Encoding.UNICODE}
    assert readings(unicodedata.normalize("NFD", PANGRAM)) == {Encoding.UNICODE}
    assert readings(in_tcvn3(PANGRAM)) == {Encoding.TCVN3}
    assert readings(in_vni(PANGRAM)) == {Encoding.VNI}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TæNG CéNG", "TỔNG CỘNG"),
        ("UBND TØNH QU¶NG NINH", "UBND TỈNH QUẢNG NINH"),
        ("Hîp t¸c x·", "Hợp tác xã"),
        ("HTX T©n An", "HTX Tân An"),
        ("X· §ång T©m", "Xã Đồng Tâm"),
        ("Møt ®µo, 500 g", "Mứt đào, 500 g"),
    ],
)
def test_capitals_with_tones_follow_the_letters_around_them(typed, meant):
    assert decoded(typed, Encoding.TCVN3) == meant


@pytest.mark.parametrize(
    "text",
    ["Café Rosé", "Nestlé", "25°C", "m²", "José Peña", "Müller", "“Sen” – 5 × 10", "½ kg"],
)
def test_foreign_words_and_signs_are_taken_for_no_old_code(text):
    assert readings(text) <= {Encoding.UNICODE}


def test_a_text_that_two_tables_explain_has_both_readings():
    assert readings("Xã") == {Encoding.UNICODE, Encoding.TCVN3}


def test_what_the_table_does_not_hold_is_not_converted():
    assert decoded("Hà Nội", Encoding.TCVN3) is None
    assert decoded("Bà", Encoding.VNI) is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".vntimeh", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("VNI-Helve-Condense", Encoding.VNI),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_the_font_tells_the_code_table(font, encoding):
    assert font_encoding(font) is encoding


@given(st.text(alphabet=st.characters(max_codepoint=0x200), max_size=60))
def test_any_text_has_readings_and_never_an_error(text):
    for encoding in readings(text):
        assert decoded(text, encoding) is not None
