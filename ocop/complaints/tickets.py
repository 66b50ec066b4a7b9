"""Tickets' secrets and the digests that stand in history for people without an account. Pure."""

import hashlib
import hmac
import secrets
from datetime import date

# Without letters and digits that are read for each other.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def new_secret() -> str:
    """Return a secret of about 59 bits, in groups that can be read aloud: "7KQ2-M4XP-9TRC"."""
    letters = [secrets.choice(ALPHABET) for _ in range(LENGTH)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def secret_digest(secret: str, salt: str) -> str:
    """Return what is kept of a secret, however it was typed."""
    plain = "".join(letter for letter in secret.upper() if letter.isalnum())
    return hashlib.sha256(f"ticket {salt} {plain}".encode()).hexdigest()


def opens(secret: str, salt: str, digest: str) -> bool:
    """Tell whether a secret is the one of which ``digest`` was kept."""
    return hmac.compare_digest(secret_digest(secret, salt), digest)


def sender_digest(salt: str, *told: str) -> str:
    """Return what stands in history for a sender; without the salt it says nothing."""
    return hashlib.sha256("\n".join(["sender", salt, *told]).encode()).hexdigest()


def origin_digest(key: str, address: str, day: date) -> str:
    """Return what stands for an address for one day, by the installation's own key."""
    text = f"{day.isoformat()} {address}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
