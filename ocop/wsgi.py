"""The WSGI application that granian serves."""

import codecs
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")

django_application = get_wsgi_application()

# What it needs is there only once Django stands.
from ocop.kernel.collecting import settle  # noqa: E402
from ocop.scans.door import Door  # noqa: E402

door = Door()
settle()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request; a body whose Content-Type says no encoding of ours is left unread.

    Scans of stamps are answered before Django; what is none of them goes on to it.
    """
    answered = door.answer(environ, start_response)
    if answered is not None:
        return answered
    if ";" in environ.get("CONTENT_TYPE", "") and not is_utf8(environ["CONTENT_TYPE"]):
        environ["CONTENT_TYPE"] = ""
    # Django writes over the path, and then broken bytes can no longer be told from a percent sign.
    environ["ocop.path"] = environ.get("PATH_INFO", "/")
    return django_application(environ, start_response)


def is_utf8(content_type: str) -> bool:
    """Tell whether a Content-Type means UTF-8; others, "hex" for one, break Django's requests."""
    try:
        _, parameters = parse_header_parameters(content_type)
        return codecs.lookup(parameters.get("charset", "utf-8")).name == "utf-8"
    except (ValueError, LookupError):
        return False
