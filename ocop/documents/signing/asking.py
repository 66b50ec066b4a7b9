"""One question to a time stamp authority, with a limit on time and on the answer."""

import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

from ocop.kernel.errors import Refused

PATIENCE = 10
LONGEST = 64 * 1024


def asked(address: str, question: bytes) -> bytes:
    """Return the authority's answer; refused when it cannot be reached or is too long."""
    assert urlsplit(address).scheme in {"http", "https"}, "A time stamp is asked over HTTP."
    request = urllib.request.Request(  # noqa: S310 - the address comes from the settings
        address,
        data=question,
        headers={"Content-Type": "application/timestamp-query"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            told = answer.read(LONGEST + 1)
    except (OSError, HTTPException) as error:
        raise Refused(
            "Nơi cấp dấu thời gian chưa trả lời nên chưa ký được. Hãy thử lại sau ít phút."
        ) from error
    if len(told) > LONGEST:
        raise Refused("Nơi cấp dấu thời gian trả lời không đúng. Hãy báo quản trị hệ thống.")
    return bytes(told)
