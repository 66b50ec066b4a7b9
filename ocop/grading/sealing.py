"""How what a councillor writes is sealed, and what its digest stands for. Pure: no database.

A sealed card is AES-256-GCM under its sitting's key, bound to its dossier and seat. Its length
tells no choice: the choices fill a head of fixed length, the words are padded in wide steps.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ocop.audit.ledger import canonical

NONCE = 12
HEAD = 2048
STEP = 8192
SHORTEST_SECRET = 32


class BrokenSeal(ValueError):
    """What was sealed does not open: another key, another card, or changed bytes."""


def new_salt() -> str:
    """Return 32 random bytes as hex."""
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Writing:
    """All that a councillor wrote on one card, and the salt that keeps its digest from guesses."""

    choices: Mapping[str, int] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    opinion: str = ""
    stance: str = ""
    salt: str = field(default_factory=new_salt)

    def document(self, *, dossier: str, seat: int, abstained: bool) -> dict[str, Any]:
        """Return the card as it is signed: what the digest is the hash of."""
        signed: dict[str, Any] = {
            "dossier": dossier,
            "seat": seat,
            "choices": dict(self.choices),
            "remarks": dict(self.remarks),
            "opinion": self.opinion,
            "salt": self.salt,
        }
        if self.stance:
            signed["stance"] = self.stance
        if abstained:
            signed["abstained"] = True
        return signed


def digest_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a signed card's canonical document, salt included."""
    return hashlib.sha256(canonical(dict(document))).hexdigest()


def seal(key: bytes, writing: Writing, *, bound_to: str) -> bytes:
    """Return ``writing`` encrypted; it opens with the same key and the same binding only."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, _padded(writing), bound_to.encode())


def unseal(key: bytes, sealed: bytes, *, bound_to: str) -> Writing:
    """Return what was sealed; a broken seal is never taken for an empty card."""
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal(bound_to) from error
    return Writing(**json.loads(plain[:HEAD]), **json.loads(plain[HEAD:]))


def master_of(secret: str) -> bytes:
    """Return the key that wraps sittings' keys, from a secret of at least 32 characters."""
    if len(secret) < SHORTEST_SECRET:
        raise BrokenSeal("The sealing secret is shorter than 32 characters.")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ocop seal 1").derive(
        secret.encode()
    )


def device_key(key: bytes, *, seat: int) -> bytes:
    """Return what one seat's devices keep a sitting under, from the sitting's key."""
    told = f"ocop device {seat}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=told).derive(key)


def name_of(master: bytes) -> str:
    """Return by what a master key is called: enough to tell two apart, too little to guess it."""
    return hashlib.sha256(b"name" + master).hexdigest()[:8]


def wrap(master: bytes, key: bytes, *, sitting: str) -> str:
    """Return a sitting's key as the database may hold it: wrapped, after its master's name."""
    nonce = secrets.token_bytes(NONCE)
    wrapped = nonce + AESGCM(master).encrypt(nonce, key, sitting.encode())
    return f"{name_of(master)}:{base64.b64encode(wrapped).decode()}"


def unwrap(master: bytes, wrapped: str, *, sitting: str) -> bytes:
    """Return the sitting's key; broken under another master, or on another sitting."""
    try:
        raw = base64.b64decode(wrapped.partition(":")[2], validate=True)
        return AESGCM(master).decrypt(raw[:NONCE], raw[NONCE:], sitting.encode())
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal(sitting) from error


def _padded(writing: Writing) -> bytes:
    head = canonical({"choices": dict(writing.choices), "stance": writing.stance})
    if len(head) > HEAD:
        raise ValueError("The choices do not fit the head of a sealed card.")
    words = canonical(
        {"remarks": dict(writing.remarks), "opinion": writing.opinion, "salt": writing.salt}
    )
    room = STEP
    while room < HEAD + len(words):
        room *= 2
    return head.ljust(HEAD) + words.ljust(room - HEAD)


def unseal_from_device(key: bytes, nonce: bytes, sealed: bytes, *, bound_to: str) -> bytes:
    """Return the bytes that a device sealed; broken under another key or for another sitting."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal(bound_to) from error
