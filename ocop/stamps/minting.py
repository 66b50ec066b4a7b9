"""Serials by the million: columns of letters made by whole blocks, never one by one. Pure.

The same letters as ``serials.serial_of`` gives, which the tests compare.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.ciphers import modes

from ocop.stamps.serials import (
    BASE,
    COUNTER,
    DIGITS,
    HEAD,
    LETTERS,
    MOST_STAMPS,
    PIN_DIGITS,
    TAG,
    Key,
    head_of,
    nonce_of,
)

# Within a thousand thousands of thirty-two the two first digits of the counter stand still; what
# is made at once is a part of that which a processor's cache holds.
_STILL = BASE**3
BLOCK = 4096
_SIZE = 16
_ZEROS = bytes(_SIZE * BLOCK)


@dataclass(frozen=True, slots=True)
class Run:
    """The stamps of one batch: counters ``first`` to ``last`` of what the link names."""

    key: Key
    batch: int
    about: str
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last < MOST_STAMPS:
            raise ValueError("A batch has counters from 0 to 32⁵ − 1, the first before the last.")

    @property
    def head(self) -> str:
        """Return the letters that all its serials begin with."""
        return head_of(self.key, self.batch)

    def blocks(self, start: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield (first, last) of pieces that are made at once, from a counter on."""
        at = self.first if start is None else start
        while at <= self.last:
            end = min(at - at % BLOCK + BLOCK - 1, self.last)
            yield at, end
            at = end + 1

    def columns(self, first: int, last: int) -> list[bytes]:
        """Return the twelve letters behind the head as columns, a byte for each stamp."""
        count, nonce = last - first + 1, nonce_of(self.about, self.batch)
        proof = self._stream("prove", first, count)
        tags = [proof[place::_SIZE].translate(LETTERS) for place in range(TAG)]
        inner = bytearray((bytes(8) + nonce[:8]) * count)
        lay(inner, _SIZE, 0, tags)
        masks = self.key.cipher("hide", modes.ECB()).update(inner)
        block, start = divmod(first, _STILL)
        still = [
            masks[place::_SIZE].translate(_letters(digit))
            for place, digit in enumerate(divmod(block, BASE))
        ]
        moving = [
            _mixed(masks[place::_SIZE], column[start : start + count])
            for place, column in enumerate(_columns(), 2)
        ]
        return [*still, *moving, *tags]

    def pins(self, first: int, last: int) -> list[bytes]:
        """Return the digits of the scratch fields as columns."""
        stream = self._stream("pin", first, last - first + 1)
        return [stream[place::_SIZE].translate(DIGITS) for place in range(PIN_DIGITS)]

    def serials(self, first: int, last: int) -> list[str]:
        """Return the serials of some of its stamps."""
        letters = laid(self.head.encode() + bytes(COUNTER + TAG), HEAD, self.columns(first, last))
        width = HEAD + COUNTER + TAG
        return [letters[at : at + width].decode() for at in range(0, len(letters), width)]

    def lines(self, first: int, last: int, prefix: str, *, pins: bool = False) -> bytearray:
        """Return lines "link,serial" of the printer's file, with the PIN where it is wanted."""
        blank = bytes(COUNTER + TAG)
        link, serial = f"{prefix}{self.head}".encode() + blank, self.head.encode() + blank
        pin = b"," + bytes(PIN_DIGITS) if pins else b""
        line = link + b"," + serial + pin + b"\r\n"
        columns = self.columns(first, last)
        made = laid(line, len(link) - len(blank), columns)
        lay(made, len(line), len(link) + 1 + HEAD, columns)
        if pins:
            lay(made, len(line), len(link) + 1 + len(serial) + 1, self.pins(first, last))
        return made

    def _stream(self, use: str, first: int, count: int) -> bytes:
        start = nonce_of(self.about, self.batch) + first.to_bytes(4)
        return self.key.cipher(use, modes.CTR(start)).update(_ZEROS[: _SIZE * count])


def laid(line: bytes, at: int, columns: list[bytes]) -> bytearray:
    """Return so many copies of a line, the columns laid over it from a place on."""
    made = bytearray(line * len(columns[0]))
    lay(made, len(line), at, columns)
    return made


def lay(made: bytearray, width: int, at: int, columns: list[bytes]) -> None:
    """Write the columns over rows of that width, from a place in the row on."""
    for place, column in enumerate(columns, at):
        made[place::width] = column


def _mixed(masks: bytes, digits: bytes) -> bytes:
    """Return the letters of the masks with a column of digits added bit by bit."""
    mixed = int.from_bytes(masks) ^ int.from_bytes(digits)
    return mixed.to_bytes(len(masks)).translate(LETTERS)


@cache
def _columns() -> list[bytes]:
    """Return the three last digits of all counters of which the others stand still."""
    digits = bytes(range(BASE))
    each = [b"".join(bytes([d]) * BASE**place for d in digits) for place in (2, 1, 0)]
    return [each[0], each[1] * BASE, each[2] * BASE**2]


@cache
def _letters(digit: int) -> bytes:
    """Return the letters of masks with one and the same digit added bit by bit."""
    return bytes(LETTERS[byte ^ digit] for byte in range(256))
