"""Vietnamese text: folded for search, keyed for sorting, slugged, and numbers in words."""

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
# The Icelandic eth looks the same as the Vietnamese đ and is often typed in its place.
_STROKED_D = str.maketrans("Ðð", "Đđ")
# More marks on one letter than any language has: composing them takes the square of their number.
_PILE = re.compile(r"[^\w\s\x00-\x7f]{9,}")
_MOST_MARKS = 8
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def composed(text: str) -> str:
    """Return the text in NFC; of a pile of marks on one letter, the first eight stay."""
    return text if text.isascii() else unicodedata.normalize("NFC", _PILE.sub(_thinned, text))


def fold(text: str) -> str:
    """Return the text without marks, case or extra spaces, for search: "Đặc  sản" is "dac san"."""
    plain = _without_marks(_without_marks(text).casefold()).casefold()
    return " ".join(plain.split())


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text without its punctuation: "Trà (hộp)" is tra and hop."""
    return _WORD.findall(fold(text))


def marked_words(text: str) -> list[str]:
    """Return the words with their marks in one spelling, the tone last: "Hoà" and "hòa" are hoa1.

    What two people type for the same Vietnamese word is the same here, whatever its case, its
    Unicode form and the vowel its tone was put on.
    """
    plain = unicodedata.normalize("NFC", text.translate(_STROKED_D)).casefold()
    return [_marked(word) for word in _WORD.findall(plain)]


def slug(text: str) -> str:
    """Return the text in [a-z0-9-] for an address; empty when nothing of it can be kept."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """Return a key in [0-9a-z ] that sorts as Vietnamese on every database.

    First all letters (a ă â b c d đ e ê …), then the tones of each word, then small before
    capital. Punctuation counts as a space; hoà and hòa are the same word. A key is some three to
    four times as long as its text, so it belongs in a column without a length.
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


def words_of(number: int) -> str:
    """Return a whole number in Vietnamese words: 21 is "hai mươi mốt", 105 "một trăm lẻ năm"."""
    if number < 0:
        return f"âm {words_of(-number)}"
    if number < 1_000:
        return _words_below_thousand(number)
    power, name = next(
        (power, name)
        for power, name in ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"))
        if number >= power
    )
    head, rest = divmod(number, power)
    words = f"{words_of(head)} {name}"
    return f"{words} {_words_of_rest(rest)}" if rest else words


def _thinned(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _words_of_rest(rest: int) -> str:
    """Return what follows a larger unit, whose first group names its hundreds even when empty."""
    power, name = next(
        (power, name)
        for power, name in ((1_000_000, " triệu"), (1_000, " nghìn"), (1, ""))
        if rest >= power
    )
    head, rest = divmod(rest, power)
    hundreds = "" if head >= 100 else "không trăm "
    link = "lẻ " if head < 10 else ""
    words = f"{hundreds}{link}{_words_below_thousand(head)}{name}"
    return f"{words} {_words_of_rest(rest)}" if rest else words


def _words_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _words_below_hundred(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} {'lẻ ' if rest < 10 else ''}{_words_below_hundred(rest)}"


def _words_below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return words
    spoken = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{words} {spoken.get(ones, _DIGITS[ones])}"


def _without_marks(text: str) -> str:
    whole = unicodedata.normalize("NFC", text).translate(_STROKED_D)
    plain = whole.replace("đ", "d").replace("Đ", "D")
    spread = unicodedata.normalize("NFD", plain)
    return "".join(character for character in spread if not unicodedata.combining(character))


def _marked(word: str) -> str:
    tones = ""
    letters = ""
    for character in unicodedata.normalize("NFD", word):
        if character in _TONES:
            tones += _TONES[character]
        else:
            letters += character
    return unicodedata.normalize("NFC", letters) + tones


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_STROKED_D))


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
