"""Text as it may come in: in NFC, and nothing in it that no person types."""

import re

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict, UnreadablePostError

from ocop.kernel.text import composed

# NUL and other controls, signs that turn the direction of writing, halves of characters.
_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
UNSEEN = re.compile(f"[{_UNSEEN}]")
# Digital Links begin with a number; the resolver says what is wrong with one.
NUMBERED = re.compile(r"/[0-9]+/")


def plain(text: str) -> str:
    """Return the text in NFC, without controls, turned writing and piles of marks."""
    if text.isascii() and text.isprintable():
        return text
    return composed(UNSEEN.sub("", text))


class PlainText:
    """Hands every view plain text: in the address's query, in forms, and in the session's cookie.

    An address with such characters leads nowhere. Names of files are for ``files.names`` to
    clean, and forms in another encoding than UTF-8 for ``ocop.wsgi`` to leave unread.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if UNSEEN.search(request.path_info) and not NUMBERED.match(request.path_info):
            raise Http404
        if "%" in request.META.get("QUERY_STRING", ""):
            request.GET = plain_query(request.GET)
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a").isalnum():
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        if request.method == "POST":
            request.POST = plain_query(posted(request))
        return self.get_response(request)


def posted(request) -> QueryDict:
    """Return the form; refused as a bad request when it broke off, or its length is no number."""
    try:
        return request.POST
    except (UnreadablePostError, ValueError) as broken:
        raise BadRequest("The form cannot be read.") from broken


def plain_query(query: QueryDict) -> QueryDict:
    """Return the names and values of a query, or of a form, as plain text."""
    made = QueryDict(mutable=True)
    for name, values in query.lists():
        made.setlist(plain(name), [plain(value) for value in values])
    made._mutable = False
    return made
