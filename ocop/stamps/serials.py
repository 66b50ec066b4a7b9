"""The serial on a stamp: nineteen letters in which key, batch, number and proof are folded.

A serial is ``KKK BBBB CCCCC TTTTTTT``: the id of its key (province and generation), its batch,
its counter under a keyed permutation, and a code over all of them and the product. Letters are
worth five bits each and are never mistaken for one another. Pure; docs/adr/0025.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

# Without I, L, O and U: what is typed for them is read as 1, 1, 0 and V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TYPED = str.maketrans("ILOU", "110V", "- .")
BITS, BASE = 5, 32
KEY, BATCH, COUNTER, TAG = 3, 4, 5, 7
HEAD, BODY = KEY + BATCH, COUNTER + TAG
LENGTH = HEAD + BODY
TAG_BITS = TAG * BITS
GENERATIONS = 256
MOST_KEYS, MOST_BATCHES, MOST_STAMPS = BASE**KEY, BASE**BATCH, BASE**COUNTER
PIN_DIGITS = 6

_UNKNOWN = 255
_VALUES = bytes(
    ALPHABET.index(chr(byte)) if chr(byte) in ALPHABET else _UNKNOWN for byte in range(256)
)
LETTERS = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))
DIGITS = bytes(ord("0") + byte % 10 for byte in range(256))


@dataclass(frozen=True, slots=True)
class Key:
    """One secret of one province: from it follow the ciphers of proof, permutation and PIN."""

    id: int
    year: int
    secret: bytes = field(repr=False)
    prove: CipherContext = field(init=False, repr=False, compare=False)
    hide: CipherContext = field(init=False, repr=False, compare=False)
    pin: CipherContext = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.id < MOST_KEYS or len(self.secret) < 16:
            raise ValueError("A key has an id of fifteen bits and at least sixteen bytes.")
        for use in ("prove", "hide", "pin"):
            object.__setattr__(self, use, self.cipher(use, modes.ECB()))

    def cipher(self, use: str, mode: Any) -> CipherContext:
        """Return a fresh AES-128 context for one use of this key."""
        secret = hmac.digest(self.secret, f"ocop stamp {use}".encode(), "sha256")[:16]
        return Cipher(algorithms.AES(secret), mode).encryptor()

    @property
    def province(self) -> str:
        """Return the official code of the key's province."""
        return province_of(self.id)


class Stamp(NamedTuple):
    """What a genuine serial says: it was made with our key for this product and this batch."""

    key: int
    batch: int
    counter: int

    @property
    def province(self) -> str:
        """Return the official code of the province, without a look-up."""
        return province_of(self.key)


def key_id(province: str, generation: int) -> int:
    """Return the id of a province's key: seven bits of its official code, eight of generation."""
    if not (province.isdigit() and 0 < int(province) < 128 and 0 <= generation < GENERATIONS):
        raise ValueError("A key belongs to a province of 01 to 99, in one of 256 generations.")
    return int(province) * GENERATIONS + generation


def province_of(key: int) -> str:
    """Return the official code of the province whose key this is."""
    return f"{key // GENERATIONS:02d}"


def tidy(typed: str) -> str:
    """Return a serial as it was printed, from what somebody typed: case, spaces, look-alikes."""
    return typed.upper().translate(_TYPED)


def spaced(serial: str) -> str:
    """Return a serial as people read it aloud, in groups."""
    return f"{serial[:3]}-{serial[3:7]}-{serial[7:11]}-{serial[11:15]}-{serial[15:]}"


def serial_of(key: Key, batch: int, counter: int, about: str) -> str:
    """Return the serial of one stamp of a batch for the thing that its link names."""
    nonce = nonce_of(about, batch)
    tag = key.prove.update(nonce + counter.to_bytes(4))[:TAG].translate(LETTERS)
    hidden = (_mask(key, tag, nonce) ^ _spread(counter)).to_bytes(COUNTER)
    return head_of(key, batch) + (hidden.translate(LETTERS) + tag).decode()


def pin_of(key: Key, batch: int, counter: int, about: str) -> str:
    """Return the digits under the stamp's scratch field."""
    block = key.pin.update(nonce_of(about, batch) + counter.to_bytes(4))
    return block[:PIN_DIGITS].translate(DIGITS).decode()


def read(keys: Mapping[int, Key], serial: str, about: str) -> Stamp | None:
    """Return what a serial in canonical form says of the thing; nothing where it was not ours.

    A forged serial costs as much as a genuine one, and codes are compared in constant time.
    """
    if len(serial) != LENGTH or not serial.isascii():
        return None
    letters = serial.encode()
    values = letters.translate(_VALUES)
    if _UNKNOWN in values:
        return None
    number, batch, nonce = _of_head(values[:HEAD], about)
    key = keys.get(number)
    if key is None:
        return None
    tag = letters[HEAD + COUNTER :]
    counter = _gather(int.from_bytes(values[HEAD : HEAD + COUNTER]) ^ _mask(key, tag, nonce))
    proof = key.prove.update(nonce + counter.to_bytes(4))[:TAG].translate(LETTERS)
    return Stamp(number, batch, counter) if hmac.compare_digest(proof, tag) else None


def head_of(key: Key, batch: int) -> str:
    """Return the letters that all stamps of a batch begin with."""
    if not 0 <= batch < MOST_BATCHES:
        raise ValueError("A key has a million batches.")
    number = key.id << (BATCH * BITS) | batch
    return "".join(ALPHABET[number >> place * BITS & 31] for place in reversed(range(HEAD)))


@lru_cache(maxsize=4096)
def _of_head(values: bytes, about: str) -> tuple[int, int, bytes]:
    """Return the id of the key, the batch and the nonce, the same for all stamps of a batch."""
    k0, k1, k2, b0, b1, b2, b3 = values
    batch = b0 << 15 | b1 << 10 | b2 << 5 | b3
    return k0 << 10 | k1 << 5 | k2, batch, nonce_of(about, batch)


@lru_cache(maxsize=4096)
def nonce_of(about: str, batch: int) -> bytes:
    """Return the twelve bytes in which product and batch enter the code."""
    told = b"ocop stamp\0" + about.encode() + b"\0" + batch.to_bytes(4)
    return hashlib.sha256(told).digest()[:12]


def _mask(key: Key, tag: bytes, nonce: bytes) -> int:
    """Return what hides the counter: a second round of Feistel, keyed by the first one's half."""
    block = key.hide.update(tag + b"\0" + nonce[:8])
    return int.from_bytes(block[:COUNTER]) & 0x1F1F1F1F1F


def _spread(counter: int) -> int:
    """Return a counter with five bits in each byte."""
    return (
        (counter & 0x1F00000) << 12
        | (counter & 0xF8000) << 9
        | (counter & 0x7C00) << 6
        | (counter & 0x3E0) << 3
        | counter & 0x1F
    )


def _gather(spread: int) -> int:
    """Return the counter whose five bits stand in each byte."""
    return (
        spread >> 12 & 0x1F00000
        | spread >> 9 & 0xF8000
        | spread >> 6 & 0x7C00
        | spread >> 3 & 0x3E0
        | spread & 0x1F
    )
