"""Vietnamese text: folded for search, keyed for sorting, slugged for addresses."""

import re
import unicodedata

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_LETTER_MARKS = {("a", _BREVE): 1, ("a", _CIRCUMFLEX): 2, ("e", _CIRCUMFLEX): 1} | {
    ("o", _CIRCUMFLEX): 1,
    ("o", _HORN): 2,
    ("u", _HORN): 1,
}
# The order of tones that ICU gives for "vi": ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_FOREIGN_MARK = "6"
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the text without marks, case or extra spaces, for search: "Đặc  sản" is "dac san"."""
    plain = _without_marks(_without_marks(text).casefold()).casefold()
    return " ".join(plain.split())


def slug(text: str) -> str:
    """Return the text in [a-z0-9-] for an address; empty when nothing of it can be kept."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """Return a key in [0-9a-z ] that sorts as Vietnamese on every database.

    First all letters (a ă â b c d đ e ê …), then the tones of each word, then small before
    capital. Punctuation counts as a space, and hoà and hòa are the same word. A key is at
    most twelve times as long as its text; for Vietnamese it is about three times as long.
    """
    words = [_weights(word) for word in _words(text)]
    letters = " ".join(word[0] for word in words)
    tones = " ".join(word[1] or "0" for word in words)
    cases = "".join(word[2] for word in words).rstrip("0")
    return f"{letters}  {tones}  {cases}".rstrip()


def person_sort_key(full_name: str) -> str:
    """Return the key of a Vietnamese full name: by tên (the last word), then đệm, then họ."""
    *rest, given = full_name.split() or [""]
    family, middle = rest[:1], rest[1:]
    return "   ".join(sort_key(" ".join(part)) for part in ([given], middle, family)).rstrip()


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).replace("đ", "d").replace("Đ", "D")
    spread = unicodedata.normalize("NFD", plain)
    return "".join(character for character in spread if not unicodedata.combining(character))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)))


def _weights(word: str) -> tuple[str, str, str]:
    """Return what a word weighs by its letters, by its tones and by its capitals."""
    letters: list[str] = []
    tones = ""
    cases = ""
    for character in word:
        cases += "1" if character.isupper() else "0"
        for base in unicodedata.normalize("NFD", character.casefold()):
            if not unicodedata.combining(base):
                letters.append(_letter(base))
            elif letters and (letters[-1][0], base) in _LETTER_MARKS:
                letters[-1] = letters[-1][0] + str(_LETTER_MARKS[letters[-1][0], base])
            else:
                tones += _TONES.get(base, _FOREIGN_MARK)
    return "".join(letters), tones, cases


def _letter(base: str) -> str:
    """Return a letter and a digit, a bare digit, or "z9" and the number of any other character."""
    if base == "đ":
        return "d1"
    if base.isascii():
        return base if base.isdigit() else f"{base}0"
    return f"z9{ord(base):06x}"
