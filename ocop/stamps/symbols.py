"""QR symbols of a run of links that differ in their last letters: parts drawn once, then added.

For one version, level and mask a QR symbol is affine over bits: the symbol of a link is the
symbol of its prefix, with one part added bit by bit for each pair of letters. Pure.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData, lost_point

from ocop.stamps.minting import Bytes, Words
from ocop.stamps.serials import ALPHABET, BASE

Level = Literal["L", "M", "Q"]
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q}
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# Drawn at once, symbols and the tables of their parts stay in a processor's cache.
DRAWN = 4096
# Two letters are a number of eleven bits in a QR code.
_PAIR_BITS = 11
_WORD = 8
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)
_RANKS = np.zeros(256, np.intp)
_RANKS[_LETTERS] = range(BASE)
# By two letters as they lie in memory, the first one in the low byte.
_PAIRS = (_RANKS * BASE + _RANKS[:, None]).ravel()


@dataclass
class Symbols:
    """The symbols of links that begin alike and end in ``body`` letters of a serial.

    With a ``caption``, each is followed by these letters and by those of the body.
    """

    prefix: str
    body: int
    caption: str = ""
    level: Level = "M"
    side: int = field(init=False)
    stride: int = field(init=False)
    _zero: Bytes = field(init=False, repr=False)
    _tables: list[Words] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sample = _code(self.prefix + ALPHABET[: self.body], self.level)
        self._version = sample.best_fit()
        self.side = 17 + 4 * self._version
        self.stride = (self.side + 7) // 8
        self._mask = self._best_mask()
        self._zero = self._drawn("0" * self.body)
        self._tables = [self._table(at) for at in self._places()]
        octets = self._tables[0].view(np.uint8)
        octets[:, : self.size] ^= self._zero
        octets[:, self.size : self.size + self.tail] ^= self._said()

    @property
    def size(self) -> int:
        """Return the bytes of one symbol: rows of bits, each filled up to whole bytes."""
        return self.stride * self.side

    @property
    def tail(self) -> int:
        """Return the letters that follow a symbol."""
        return len(self.caption) + self.body if self.caption else 0

    def drawn(self, bodies: Bytes) -> Bytes:
        """Return the symbols of the links whose last letters are given, a row each."""
        first, *others = self._tables
        rows, *more = np.ascontiguousarray(_PAIRS.take(self._paired(bodies)).T)
        sums = first.take(rows, axis=0)
        part = np.empty_like(sums)
        for table, rows in zip(others, more, strict=True):
            # Every row is in the table: to clip skips a look and a copy.
            table.take(rows, axis=0, out=part, mode="clip")
            sums ^= part
        return np.ascontiguousarray(sums.view(np.uint8)[:, : self.size + self.tail])

    def _said(self) -> Bytes:
        """Return the caption of the body of zeros."""
        said = f"{self.caption}{'0' * self.body}" if self.caption else ""
        return np.frombuffer(said.encode(), np.uint8)

    @property
    def _odd(self) -> int:
        """Return 1 where the first letter of the body shares its pair with the prefix."""
        return len(self.prefix) % 2

    def _places(self) -> range:
        """Return where pairs begin, counted in the body; the first may begin before it."""
        return range(-self._odd, self.body, 2)

    def _paired(self, bodies: Bytes) -> NDArray[np.uint16]:
        """Return the bodies as pairs, zeros where a half of a pair is none of theirs."""
        if self._odd or self.body % 2:
            whole = np.full((len(bodies), 2 * len(self._places())), ord("0"), np.uint8)
            whole[:, self._odd : self._odd + self.body] = bodies
            bodies = whole
        return bodies.view("<u2")

    def _table(self, at: int) -> Words:
        """Return what each pair of letters at a place adds, in the symbol and in the caption."""
        halves = [place for place in (at, at + 1) if 0 <= place < self.body]
        words = -(-(self.size + self.tail) // _WORD)
        table = np.zeros((BASE * BASE, words), np.uint64)
        octets = table.view(np.uint8)
        if len(halves) == 2:
            rest = self.body - at - 2
            octets[:, : self.size] = _pairs(self._version, self.level, len(self.prefix) + at, rest)
        else:
            octets[:: BASE if halves == [at] else 1][:BASE, : self.size] = self._singles(*halves)
        letters = _LETTERS ^ ord("0")
        for place in halves if self.caption else []:
            each = np.repeat(letters, BASE) if place == at else np.tile(letters, BASE)
            octets[:, self.size + len(self.caption) + place] ^= each
        return table

    def _singles(self, place: int) -> Bytes:
        """Draw each letter by itself: half of its pair is none of the body's."""
        rest = "0" * (self.body - place - 1)
        drawn = [self._drawn("0" * place + letter + rest) for letter in ALPHABET]
        return np.stack(drawn) ^ self._zero

    def _drawn(self, body: str) -> Bytes:
        """Draw one symbol of the run."""
        return _drawn(self.prefix + body, self._version, self.level, self._mask)

    def _best_mask(self) -> int:
        """Return the mask that suits a link of the run; the others share it."""
        found = []
        for mask in range(8):
            code = _code(self.prefix + ALPHABET[: self.body], self.level, self._version)
            code.makeImpl(True, mask)
            found.append((lost_point(code.modules), mask))
        return min(found)[1]


@lru_cache(maxsize=32)
def _pairs(version: int, level: Level, before: int, after: int) -> Bytes:
    """Return what each pair of letters adds behind so many others; a pair adds what its bits add.

    The same behind every prefix of that length, and under every mask.
    """
    ranks = np.array([ALPHANUMERIC.index(letter) for letter in ALPHABET])
    values = (ranks[:, None] * len(ALPHANUMERIC) + ranks).ravel()
    # Any letters will do; the encoder cannot divide a block that is all zeros.
    begun, rest = "A" * before, "A" * after
    zero = _drawn(f"{begun}00{rest}", version, level)
    table = np.zeros((len(values), len(zero)), np.uint8)
    for place in range(_PAIR_BITS):
        high, low = divmod(1 << place, len(ALPHANUMERIC))
        pair = ALPHANUMERIC[high] + ALPHANUMERIC[low]
        added = zero ^ _drawn(begun + pair + rest, version, level)
        table[values >> place & 1 == 1] ^= added
    return table


def _drawn(text: str, version: int, level: Level, mask: int = 0) -> Bytes:
    """Draw one symbol: its bits row by row, each row filled up to whole bytes."""
    code = _code(text, level, version)
    code.makeImpl(False, mask)
    return np.packbits(np.array(code.modules, bool), axis=1).ravel()


def _code(text: str, level: Level, version: int | None = None) -> "QRCode[object]":
    code: QRCode[object] = QRCode(version=version, error_correction=_LEVELS[level])
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM), optimize=0)
    return code
