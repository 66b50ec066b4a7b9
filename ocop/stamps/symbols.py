"""QR symbols of a run of links that differ in their last letters: parts drawn once, then added.

For one version, level and mask a QR symbol is affine over bits: the symbol of a link is the
symbol of its prefix, with one part added bit by bit for each pair of letters. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from operator import xor
from typing import Literal

from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData, lost_point

from ocop.stamps.minting import laid
from ocop.stamps.serials import ALPHABET

Level = Literal["L", "M", "Q"]
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q}
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PAIRS = len(ALPHANUMERIC)
_ROOM = 1 << 15


def modules(text: str, *, level: Level = "M") -> list[list[bool]]:
    """Return the rows of one symbol in alphanumeric mode, true for dark, without quiet zone."""
    code = _code(text, level)
    code.make(fit=True)
    return code.modules


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
    _tables: list[tuple[int, int, list[int]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sample = _code(self.prefix + ALPHABET[: self.body], self.level)
        self._version = sample.best_fit()
        self.side = 17 + 4 * self._version
        self.stride = (self.side + 7) // 8
        self._mask = self._best_mask()
        self._tables = self._made()

    @property
    def size(self) -> int:
        """Return the bytes of one symbol: rows of bits, each filled up to whole bytes."""
        return self.stride * self.side

    @property
    def tail(self) -> int:
        """Return the letters that follow a symbol."""
        return len(self.caption) + self.body if self.caption else 0

    def drawn(self, columns: list[bytes]) -> bytes:
        """Return the symbols of the links whose last letters stand in the columns."""
        sums: Iterator[int] | None = None
        for at, width, table in self._tables:
            if width == 1:
                keys = memoryview(columns[at])
            else:
                keys = memoryview(laid(bytes(2), 0, columns[at : at + 2])).cast("H")
            parts = map(table.__getitem__, keys)
            sums = parts if sums is None else map(xor, sums, parts)
        assert sums is not None
        return b"".join(map(int.to_bytes, sums, repeat(self.size + self.tail)))

    def _made(self) -> list[tuple[int, int, list[int]]]:
        """Return for each letter or pair of letters where it stands and what it adds."""
        zero = self._bits("0" * self.body)
        tables = []
        at = 0
        if len(self.prefix) % 2:
            tables.append((0, 1, self._single(0, zero)))
            at = 1
        while at + 1 < self.body:
            tables.append((at, 2, self._pairs(at, zero)))
            at += 2
        if at < self.body:
            tables.append((at, 1, self._single(at, zero)))
        first, width, table = tables[0]
        begun = zero
        if self.caption:
            begun ^= int.from_bytes((self.caption + "0" * self.body).encode())
        tables[0] = (first, width, [part ^ begun for part in table])
        return tables

    def _single(self, at: int, zero: int) -> list[int]:
        table = [0] * 256
        for letter in ALPHABET:
            drawn = self._bits(self._with(at, letter)) ^ zero
            table[ord(letter)] = drawn ^ self._letters(at, letter)
        return table

    def _pairs(self, at: int, zero: int) -> list[int]:
        """Return what each pair of letters adds; its eleven bits add up one by one."""
        bits = []
        for place in range(11):
            high, low = divmod(1 << place, _PAIRS)
            pair = ALPHANUMERIC[high] + ALPHANUMERIC[low]
            bits.append(self._bits(self._with(at, pair)) ^ zero)
        table = [0] * _ROOM
        for a in ALPHABET:
            for b in ALPHABET:
                value = ALPHANUMERIC.index(a) * _PAIRS + ALPHANUMERIC.index(b)
                part = self._letters(at, a + b)
                for place, bit in enumerate(bits):
                    if value >> place & 1:
                        part ^= bit
                table[int.from_bytes((a + b).encode(), "little")] = part
        return table

    def _with(self, at: int, letters: str) -> str:
        return "0" * at + letters + "0" * (self.body - at - len(letters))

    def _bits(self, body: str) -> int:
        code = _code(self.prefix + body, self.level, self._version)
        code.makeImpl(False, self._mask)
        rows = (
            sum(1 << (8 * self.stride - 1 - x) for x, dark in enumerate(row) if dark)
            for row in code.modules
        )
        drawn = int.from_bytes(b"".join(row.to_bytes(self.stride) for row in rows))
        return drawn << 8 * self.tail

    def _letters(self, at: int, letters: str) -> int:
        """Return what letters add to a caption of zeros."""
        if not self.caption:
            return 0
        added = int.from_bytes(letters.encode()) ^ int.from_bytes(b"0" * len(letters))
        return added << 8 * (self.body - at - len(letters))

    def _best_mask(self) -> int:
        """Return the mask that suits a link of the run; the others share it."""
        found = []
        for mask in range(8):
            code = _code(self.prefix + ALPHABET[: self.body], self.level, self._version)
            code.makeImpl(True, mask)
            found.append((lost_point(code.modules), mask))
        return min(found)[1]


def _code(text: str, level: Level, version: int | None = None) -> "QRCode[object]":
    code: QRCode[object] = QRCode(version=version, error_correction=_LEVELS[level])
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM), optimize=0)
    return code
