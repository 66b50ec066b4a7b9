"""Signed notes after C2SP: a checkpoint's text, its Ed25519 signature, and the notation of keys."""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
PRIVATE = "PRIVATE+KEY"


class BadKey(ValueError):
    """What was given is no key in the notation of signed notes."""


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name, which is also the origin of the log that it signs."""

    name: str
    seed: bytes

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """Read ``PRIVATE+KEY+name+id+key``; refused when a part does not fit the others."""
        head, _, rest = text.strip().rpartition(f"{PRIVATE}+")
        name, _, tail = rest.partition("+")
        told_id, _, key = tail.partition("+")
        try:
            told = base64.b64decode(key, validate=True)
        except ValueError:
            told = b""
        if head or not name or len(told) != 33 or told[:1] != ED25519:
            raise BadKey("The ledger's key is not in the form PRIVATE+KEY+name+id+key.")
        signer = cls(name, told[1:])
        if signer.id.hex() != told_id:
            raise BadKey("The ledger's key does not fit its id.")
        return signer

    @property
    def secret(self) -> str:
        """Return the private notation, for the file that only its owner reads."""
        key = base64.b64encode(ED25519 + self.seed).decode()
        return f"{PRIVATE}+{self.name}+{self.id.hex()}+{key}"

    @property
    def public(self) -> str:
        """Return ``name+id+key``, which anyone may have."""
        key = base64.b64encode(ED25519 + self._public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    @property
    def id(self) -> bytes:
        """Return the key's id."""
        return key_id(self.name, self._public)

    @property
    def _public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def checkpoint(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint of a log of ``size`` leaves under ``root``."""
        text = f"{self.name}\n{size}\n{base64.b64encode(root).decode()}\n"
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        told = base64.b64encode(self.id + signature).decode()
        return f"{text}\n— {self.name} {told}\n"


def is_signed(note: str, public: str, size: int, root: str) -> bool:
    """Tell whether ``note`` is the checkpoint of that size and root, signed by the public key."""
    name, _, rest = public.partition("+")
    key = base64.b64decode(rest.partition("+")[2])[1:]
    text = f"{name}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n"
    start = f"{text}\n— {name} "
    if not note.startswith(start):
        return False
    told = base64.b64decode(note.removeprefix(start).strip())
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(told[4:], text.encode())
    except (InvalidSignature, ValueError):
        return False
    return told[:4] == key_id(name, key)
