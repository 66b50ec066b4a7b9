"""The office's key for PDF files, from settings; without one nothing is signed."""

from pathlib import Path

from django.conf import settings
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import SimpleSigner

from ocop.kernel.errors import Refused

NO_KEY = "Chưa cấu hình chữ ký số nên chưa ký được. Hãy nhờ quản trị hệ thống đặt OCOP_SIGNING_P12."


def has_key() -> bool:
    """Tell whether a key is configured; it is read only when something is signed."""
    return bool(settings.SIGNING_P12)


def signing_key() -> SimpleSigner:
    """Return the key with its chain of certificates.

    Refused, without a word of the secret, when none is configured or it cannot be opened.
    """
    if not has_key():
        raise Refused(NO_KEY)
    password = settings.SIGNING_PASSWORD or _from_file(settings.SIGNING_PASSWORD_FILE)
    try:
        file = Path(settings.SIGNING_P12).read_bytes()
        return SimpleSigner.load_pkcs12_data(file, (), passphrase=password.encode() or None)
    except (OSError, ValueError) as error:
        raise Refused(
            "Không mở được khóa ký số: tệp hoặc mật khẩu không đúng. "
            "Hãy nhờ quản trị hệ thống xem lại OCOP_SIGNING_P12 và mật khẩu."
        ) from error


def roots() -> bytes:
    """Return the certificates that this installation trusts, as PEM; empty when none are set."""
    if not settings.SIGNING_ROOTS:
        return b""
    pem = Path(settings.SIGNING_ROOTS).read_bytes()
    assert list(load_certs_from_pemder_data(pem)), "OCOP_SIGNING_ROOTS holds certificates."
    return pem


def _from_file(path: str) -> str:
    return Path(path).read_text().strip() if path else ""
