"""Serials by the million: letters made by whole blocks in arrays, never one by one. Pure.

The same letters as ``serials.serial_of`` gives, which the tests compare.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from cryptography.hazmat.primitives.ciphers import modes
from numpy.typing import NDArray

from ocop.stamps.serials import (
    BASE,
    BODY,
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

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
# What is made at once stays in a processor's cache; so much divides what follows.
BLOCK = 16384
# Within so many the two first digits of the counter stand still.
_STILL = BASE**3
_SIZE = 16
_ZEROS = bytes(_SIZE * BLOCK)
_WORD = np.dtype("<u8")
_DIGITS = np.frombuffer(DIGITS, np.uint8)


def _each(value: int, count: int = 8) -> np.uint64:
    """Return a word with the same value in so many bytes."""
    return np.uint64(int.from_bytes(bytes([value]) * count))


_COUNTER, _TAG, _TAG_LETTERS = _each(BASE - 1, COUNTER), _each(BASE - 1, TAG), _each(255, TAG)


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

    def blocks(self, size: int = BLOCK) -> Iterator[tuple[int, int]]:
        """Yield (first, last) of pieces that are made at once."""
        at = self.first
        while at <= self.last:
            end = min(at - at % size + size - 1, self.last)
            yield at, end
            at = end + 1

    def bodies(self, first: int, last: int) -> Bytes:
        """Return the twelve letters behind the head of some stamps of one block, a row each."""
        count, nonce = last - first + 1, nonce_of(self.about, self.batch)
        tags = _lettered(self._stream("prove", first, count) & _TAG)
        inner = np.empty((count, 2), _WORD)
        inner[:, 0], inner[:, 1] = tags & _TAG_LETTERS, np.frombuffer(nonce, _WORD, 1)
        masks = _words(self.key.cipher("hide", modes.ECB()).update(inner.data.cast("B"))) & _COUNTER
        made = np.empty((count, BODY), np.uint8)
        lay(made, 0, _octets(_lettered(masks ^ _digits_of(first, count)))[:, :COUNTER])
        lay(made, COUNTER, _octets(tags)[:, :TAG])
        return made

    def pins(self, first: int, last: int) -> Bytes:
        """Return the digits of the scratch fields, a row each."""
        stream = self._stream("pin", first, last - first + 1).copy()
        return _DIGITS.take(_octets(stream)[:, :PIN_DIGITS])

    def serials(self, first: int, last: int) -> list[str]:
        """Return the serials of some of its stamps."""
        head = self.head
        return [head + bytes(body).decode() for body in self.bodies(first, last)]

    def lines(self, first: int, last: int, prefix: str, *, pins: bool = False) -> Bytes:
        """Return lines "link,serial" of the printer's file, with the PIN where it is wanted."""
        blank, head = bytes(BODY), self.head.encode()
        link, serial = prefix.encode() + head + blank, head + blank
        pin = b"," + bytes(PIN_DIGITS) if pins else b""
        made = repeated(link + b"," + serial + pin + b"\r\n", last - first + 1)
        bodies = self.bodies(first, last)
        lay(made, len(link) - BODY, bodies)
        lay(made, len(link) + 1 + HEAD, bodies)
        if pins:
            lay(made, len(link) + 1 + len(serial) + 1, self.pins(first, last))
        return made

    def _stream(self, use: str, first: int, count: int) -> Words:
        start = nonce_of(self.about, self.batch) + first.to_bytes(4)
        return _words(self.key.cipher(use, modes.CTR(start)).update(_ZEROS[: _SIZE * count]))


def repeated(line: bytes, count: int) -> Bytes:
    """Return so many rows of the same bytes."""
    made = np.empty((count, len(line)), np.uint8)
    made[:] = np.frombuffer(line, np.uint8)
    return made


def lay(made: Bytes, at: int, letters: Bytes) -> None:
    """Write the letters of each row over the row of what is made, from a place on."""
    width = letters.shape[1]
    # A row at a time, not a byte at a time.
    whole = f"V{width}"
    made[:, at : at + width].view(whole)[:, 0] = letters.view(whole)[:, 0]


def _words(blocks: bytes) -> Words:
    """Return the first eight bytes of each block of a cipher as one word."""
    return np.frombuffer(blocks, _WORD)[::2]


def _octets(words: Words) -> Bytes:
    return words.view(np.uint8).reshape(-1, 8)


def _lettered(digits: Words) -> Words:
    """Return words of eight digits of five bits as words of eight letters."""
    return _pairs().take(digits.view("<u2")).view(_WORD)


def _digits_of(first: int, count: int) -> Words:
    """Return the counters of one block as words, five bits a byte, the highest first."""
    block, start = divmod(first, _STILL)
    high, low = divmod(block, BASE)
    still: Words = _moving()[start : start + count] | np.array(high | low << 8, _WORD)
    return still


@cache
def _moving() -> Words:
    """Return the digits of all counters of which the two first stand still."""
    counters = np.arange(_STILL, dtype=_WORD)
    digits = (counters >> 10, counters >> 5 & 31, counters & 31)
    moving: Words = np.sum([digit << place * 8 for place, digit in enumerate(digits, 2)], 0, _WORD)
    return moving


@cache
def _pairs() -> NDArray[np.uint16]:
    """Return the letters of pairs of digits, as both lie in memory."""
    return np.array([[a, b] for b in LETTERS for a in LETTERS], np.uint8).view("<u2")[:, 0]
