"""The WSGI application that granian serves."""

import codecs
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")

django_application = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request; a body whose Content-Type says no encoding of ours is left unread."""
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
