"""Keys of programs: how they look, and how one is known again.

A key is 32 random bytes, so that its plain digest tells nothing of it. The day of its last use is
noted without a line of history: it says that a machine works, and is no act of anybody's.
"""

import secrets
from datetime import date
from hashlib import sha256

from ocop.accounts.models import ApiKey

START = "ocop_"
_HEAD = 12


def new_secret() -> str:
    """Return a key that nobody can guess."""
    return START + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what a key is known by."""
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def head_of(secret: str) -> str:
    """Return the beginning by which whoever holds a key finds its row."""
    return secret[:_HEAD]


def find_key(secret: str, day: date) -> ApiKey | None:
    """Return the key's row, if it is good on that day, and note that it was used."""
    key = ApiKey.objects.good_on(day).filter(digest=digest_of(secret)).first()
    if key is not None and key.used_on != day:
        ApiKey.objects.filter(pk=key.pk).update(used_on=day)
    return key
