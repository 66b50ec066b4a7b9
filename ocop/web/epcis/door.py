"""The outermost door of the repository: what the frame of the site refuses is a problem here too.

Programs read no pages. So whatever stands before a view (no such address, a broken form, a fault
of ours) is answered as RFC 7807 writes it, and what is too long is refused unread.
"""

import re

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import PROBLEM, ROOT, refusal
from ocop.web.epcis.bodies import drain
from ocop.web.epcis.forms import problem_as_asked

BODILESS = {"GET", "HEAD", "OPTIONS", "TRACE"}
LONGEST_ADDRESS = 16_000
COLLECTION = re.compile(rf"{ROOT}/[A-Za-z]+/")
TITLES = {
    400: (Kind.VALIDATION, "The request cannot be read"),
    403: (Kind.SECURITY, "Access to resource forbidden"),
    404: (Kind.NO_SUCH_NAME, "Resource not found"),
    405: (Kind.IMPLEMENTATION, "Method Not Allowed"),
    413: (Kind.CAPTURE_LIMIT, "Capture Payload too large"),
}


class ProgramsDoor:
    """Stands before the repository's addresses, and lets all others by."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info != ROOT and not request.path_info.startswith(f"{ROOT}/"):
            return self.get_response(request)
        problem = refused_unread(request)
        if problem is not None:
            return problem_as_asked(request, refusal(problem))
        # A collection is the same with a slash behind it.
        if COLLECTION.fullmatch(request.path_info):
            request.path_info = request.path_info.rstrip("/")
        # Nothing here comes out of a form: a body is for the view alone to read.
        request._post, request._files = QueryDict(), MultiValueDict()
        response = in_words_for_programs(self.get_response(request))
        response = problem_as_asked(request, response)
        if request.method not in BODILESS and response.status_code >= 400:
            drain(request)
        return response


def refused_unread(request) -> Problem | None:
    """Return what stands against a request that no view needs to see."""
    length = len(request.path_info) + len(request.META.get("QUERY_STRING", ""))
    if length > LONGEST_ADDRESS:
        detail = f"The address has {length} characters, more than {LONGEST_ADDRESS}."
        return Problem(Kind.URI_TOO_LONG, "URI Too Long", detail)
    return None


def in_words_for_programs(response):
    """Return a refusal that is a page as the problem that it tells."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM):
        return response
    kind, title = TITLES.get(status, (Kind.IMPLEMENTATION, "A server-side error occurred"))
    allow = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else None
    return refusal(Problem(kind, title, title + "."), status=status, headers=allow)
