"""The code tables of before Unicode: TCVN3 (the .Vn fonts) and VNI (the VNI- fonts)."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from ocop.sheets.syllables import is_syllable


class Encoding(Enum):
    """How a text was typed; the label names it to the person who sent it."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3 (ABC)"
    TCVN3_CAPITALS = "TCVN3 (ABC) chữ hoa"
    VNI = "VNI"

    @property
    def family(self) -> "Encoding":
        """Return the code table, whichever case its font shows."""
        return Encoding.TCVN3 if self is Encoding.TCVN3_CAPITALS else self


# The order of each pair of lines is that of the code table: the letters without tones first.
_TCVN3_ROWS = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\u00ad®": "ăâêôơưđ",
    "µ¶·¸¹»¼½¾ÆÇÈÉÊË": "àảãáạằẳẵắặầẩẫấậ",
    "ÌÎÏÐÑÒÓÔÕÖ": "èẻẽéẹềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãäåæçèéêëìíî": "òỏõóọồổỗốộờởỡớợ",
    "ïñòóôõö÷øù": "ùủũúụừửữứự",
    "úûüýþ": "ỳỷỹýỵ",
}
_TCVN3 = {
    code: letter
    for codes, letters in _TCVN3_ROWS.items()
    for code, letter in zip(codes, letters, strict=True)
}


def _vni_pairs() -> dict[str, str]:
    """Return VNI's pairs of a letter and a mark; small and capital marks are used loosely."""
    plain = {
        "a": "ùá øà ûả õã ïạ êă éắ èằ úẳ üẵ ëặ ââ áấ àầ åẩ ãẫ äậ",
        "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
        "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
        "u": "ùú øù ûủ õũ ïụ",
        "y": "ùý øỳ ûỷ õỹ",
        "ô": "ùớ øờ ûở õỡ ïợ",
        "ö": "ùứ øừ ûử õữ ïự",
    }
    pairs = {}
    for base, marked in plain.items():
        for pair in marked.split():
            mark, letter = pair[:1], pair[1:]
            for typed in (mark, mark.upper()):
                pairs[base + typed] = letter
                pairs[base.upper() + typed] = letter.upper()
    return pairs


_VNI_PAIRS = _vni_pairs()
_VNI_SINGLES = dict(zip("íìæóòîñôöÍÌÆÓÒÎÑÔÖ", "íìỉĩịỵđơưÍÌỈĨỊỴĐƠƯ", strict=True))

_FOREIGN = re.compile(r"[^\x00-\x7f\u00a0]")
_TOKEN = re.compile(r"[^\W\d_]+")
_TCVN3_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_ONLY_UNICODE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
_TABLES = (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI)
_CERTAIN = frozenset({Encoding.UNICODE})
_ASCII_BREAK = re.compile(r"[\x00-@\[-`{-\x7f]+")
_EDGES = "«»“”‘’–—…•·°"


def font_encoding(font: str) -> Encoding | None:
    """Return the code table that a font is drawn for, or nothing for an ordinary font."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.endswith("h") else Encoding.TCVN3
    if name.startswith(("vni-", "vni ")):
        return Encoding.VNI
    return None


def decoded(text: str, encoding: Encoding) -> str | None:
    """Return the text in Unicode, or nothing where it holds what the code table does not."""
    if encoding is Encoding.UNICODE:
        return text
    if encoding is Encoding.VNI:
        return _from_vni(text)
    read = _from_tcvn3(text)
    return read.upper() if read and encoding is Encoding.TCVN3_CAPITALS else read


def readings(text: str) -> frozenset[Encoding]:
    """Return the code tables under which the marked words of a text are Vietnamese."""
    if _ONLY_UNICODE.search(text):
        return _CERTAIN
    return _readings_of(tuple(_marked_tokens(text)))


def has_marks(text: str) -> bool:
    """Tell whether any character of the text is beyond plain ASCII."""
    return not text.isascii() and _FOREIGN.search(text) is not None


def share_of_syllables(text: str, encoding: Encoding) -> float:
    """Return how much of a long text's marked words is Vietnamese under a code table."""
    distinct = set(_words(text, encoding))
    return sum(map(is_syllable, distinct)) / len(distinct) if distinct else 0.0


def marked_count(text: str, encoding: Encoding) -> int:
    """Return how many words of the text the code table would change."""
    return len(_marked_words(text, encoding))


@lru_cache(maxsize=65536)
def _readings_of(tokens: tuple[str, ...]) -> frozenset[Encoding]:
    text = " ".join(tokens)
    found = [_evidence(token) for token in tokens]
    return frozenset(
        encoding
        for encoding, counts in zip(_TABLES, zip(*found, strict=True), strict=False)
        if _mostly(counts) and (encoding is Encoding.UNICODE or decoded(text, encoding) != text)
    )


@lru_cache(maxsize=65536)
def _evidence(token: str) -> tuple[tuple[int, int] | None, ...]:
    """Return how many syllables a token has of how many words, for each table that can hold it."""
    return tuple(
        None
        if decoded(token, encoding) is None
        else (sum(map(is_syllable, words := _words(token, encoding))), len(words))
        for encoding in _TABLES
    )


def _words(text: str, encoding: Encoding) -> list[str]:
    return _words_as_typed(text) if encoding is Encoding.UNICODE else _marked_words(text, encoding)


def _mostly(counts: Iterable[tuple[int, int] | None]) -> bool:
    """Tell whether seven words in ten are syllables; one that the table cannot hold spoils it."""
    syllables = words = 0
    for count in counts:
        if count is None:
            return False
        syllables += count[0]
        words += count[1]
    return words > 0 and syllables * 10 >= words * 7


def _words_as_typed(text: str) -> list[str]:
    """Return the marked words, with symbols left inside them so that they fail as words."""
    parts = [part for token in _marked_tokens(text) for part in _ASCII_BREAK.split(token)]
    return [word for part in parts if has_marks(word := part.strip(_EDGES))]


def _marked_tokens(text: str) -> list[str]:
    return [token for token in text.split() if not token.isascii()]


def _marked_words(text: str, encoding: Encoding) -> list[str]:
    """Return the marked words; a lone letter is no evidence, for "×" and "½" are letters too."""
    words = []
    for token in _marked_tokens(text):
        read = decoded(token, encoding)
        words += _TOKEN.findall(token if read is None else read)
    return [word for word in words if len(word) > 1 and has_marks(word)]


def _from_tcvn3(text: str) -> str | None:
    loud = _is_loud(text)
    pieces: list[str] = []
    end = 0
    for match in _TCVN3_WORD.finditer(text):
        if any(_is_marked(letter) and letter not in _TCVN3 for letter in match[0]):
            return None
        word = "".join(_TCVN3.get(letter, letter) for letter in match[0])
        pieces += [text[end : match.start()], word.upper() if loud else word]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _is_marked(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()


def _is_loud(text: str) -> bool:
    """Tell whether a text is in capitals: TCVN3 has none with tones, so "TæNG" is "TỔNG"."""
    ascii_letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    if not ascii_letters or any(letter.islower() for letter in ascii_letters):
        return False
    return any(
        sum(letter.isascii() for letter in word) >= 2 and not word.isascii()
        for word in _TCVN3_WORD.findall(text)
    )


def _from_vni(text: str) -> str | None:
    pieces: list[str] = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in _VNI_PAIRS:
            pieces.append(_VNI_PAIRS[pair])
            at += 2
            continue
        letter = text[at]
        if letter in _VNI_SINGLES:
            pieces.append(_VNI_SINGLES[letter])
        elif "\u00c0" <= letter <= "\u00ff":
            return None
        else:
            pieces.append(letter)
        at += 1
    return "".join(pieces)
