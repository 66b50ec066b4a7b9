"""The secrets of subscribers, sealed: a dump of the database signs nothing."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def sealed(secret: str) -> bytes:
    """Return a secret as the table keeps it."""
    return _box().encrypt(secret.encode()) if secret else b""


def signature(sealed_secret: bytes, body: bytes) -> str:
    """Return the HMAC-SHA256 of a body by a sealed secret, in hexadecimal; empty without one."""
    if not sealed_secret:
        return ""
    try:
        secret = _box().decrypt(bytes(sealed_secret))
    except InvalidToken:
        return ""
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def _box() -> MultiFernet:
    digests = [hashlib.sha256(key.encode()).digest() for key in settings.SENSITIVE_KEYS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
