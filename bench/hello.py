"""The least that a WSGI server can be asked for: what every page is measured against."""

from typing import Any

BODY = b"hello, world\n"
HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer everything with the same few bytes."""
    start_response("200 OK", HEADERS)
    return [BODY]
