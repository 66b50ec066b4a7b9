"""Sealing single answers, so that a copy of the database does not tell them."""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(answer: str) -> str:
    """Return ``answer`` encrypted under the newest key; equal answers do not look equal."""
    return _box().encrypt(answer.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what ``seal`` was given, under whichever key of ``SENSITIVE_KEYS`` it was sealed."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    digests = [hashlib.sha256(key.encode()).digest() for key in settings.SENSITIVE_KEYS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
