"""The key that signs checkpoints: from the environment, or a file made at the first use."""

import os
import secrets
from urllib.parse import urlsplit

from django.conf import settings

from ocop.audit.notes import Signer


def signing_key() -> Signer:
    """Return the ledger's private key; it lives outside the database, and its name never changes.

    A new key is named after the site's address, since a name tells one log from all others.
    """
    if settings.LEDGER_KEY:
        return Signer.parse(settings.LEDGER_KEY)
    path = settings.LEDGER_KEY_FILE
    if not path.exists():
        made = Signer(f"{urlsplit(settings.SITE_URL).netloc}/minh-bach", secrets.token_bytes(32))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(made.secret)
    return Signer.parse(path.read_text())
