"""What every answer of the repository has in common: headers, problems, forms of content."""

from urllib.parse import quote

import orjson
from django.conf import settings
from django.http import HttpResponse

from ocop.epcis.context import STANDARD
from ocop.epcis.preparing import LARGEST, MOST_EVENTS
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.trace.events import NAMESPACE
from ocop.version import version

ROOT = "/epcis/v2"
VERSION = "2.0.0"
JSON, JSON_LD, PROBLEM = "application/json", "application/ld+json", "application/problem+json"
# On every answer.
SAID = {
    "GS1-EPCIS-Version": VERSION,
    "GS1-CBV-Version": VERSION,
    "GS1-EPCIS-Min": VERSION,
    "GS1-EPCIS-Max": VERSION,
    "GS1-CBV-Min": VERSION,
    "GS1-CBV-Max": VERSION,
    "GS1-CBV-XML-Format": "Always_Web_URI",
    "GS1-Vendor-Version": f"ocop-{version()}",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "*",
    "Vary": "Accept, Authorization, Cookie, GS1-EPC-Format, GS1-Extensions",
    "Content-Language": "en",
}
# What may be sent, on the answers to OPTIONS and on refusals of what is too large.
LIMITS = {
    "GS1-EPCIS-Capture-Limit": str(MOST_EVENTS),
    "GS1-EPCIS-Capture-File-Size-Limit": str(LARGEST),
    "GS1-Capture-Error-Behaviour": "all",
}
ASKED = (
    "Accept, Authorization, Content-Type, GS1-EPCIS-Version, GS1-EPCIS-Min, GS1-EPCIS-Max, "
    "GS1-CBV-Version, GS1-CBV-Min, GS1-CBV-Max, GS1-EPC-Format, GS1-CBV-XML-Format, "
    "GS1-Extensions, GS1-Capture-Error-Behaviour, X-CSRFToken"
)
# How many problems one answer tells.
MOST_TOLD = 100


class Stop(Exception):
    """An answer that stands at once: with this problem, this status, these headers."""

    def __init__(
        self, problem: Problem, status: int | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.status = status or problem.status
        self.headers = headers or {}


def told(body, *, status=200, headers=None, content_type=JSON) -> HttpResponse:
    """Answer with a JSON body."""
    response = HttpResponse(orjson.dumps(body), status=status, content_type=content_type)
    return headed(response, headers)


def headed(response, headers=None) -> HttpResponse:
    """Give an answer the headers of every answer, and its own."""
    for name, value in {**SAID, **(headers or {})}.items():
        if name not in response.headers or name in {"Content-Language", "Vary"}:
            response.headers[name] = value
    response.headers.setdefault("GS1-Extensions", f"ocop={settings.SITE_URL}{NAMESPACE}")
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def refusal(problem: Problem, *, status=None, headers=None, others=()) -> HttpResponse:
    """Answer with what is wrong, as RFC 7807 writes it; several problems stand in ``errors``."""
    status = status or problem.status
    body = {**problem.as_json(), "status": status}
    if others:
        body["errors"] = [one.as_json() for one in others[:MOST_TOLD]]
    own = {**LIMITS, **(headers or {})} if status == 413 else headers
    return told(body, status=status, headers=own, content_type=PROBLEM)


def not_found(detail: str) -> Stop:
    """Return that something is not there, or not to be seen, to be raised."""
    return Stop(Problem(Kind.NO_SUCH_NAME, "Resource not found", detail))


def in_path(text: str) -> str:
    """Return a name as one part of an address."""
    return quote(text, safe="")


def names_of(request) -> dict[str, str]:
    """Return the prefixes that the request's names are written with (GS1-Extensions)."""
    found = {}
    for pair in request.headers.get("GS1-Extensions", "").split(","):
        prefix, equals, address = pair.strip().partition("=")
        if pair.strip() and not (equals and prefix.isascii() and ":" in address):
            detail = f"GS1-Extensions: {pair.strip()[:100]!r} is not prefix=address."
            raise Stop(Problem(Kind.VALIDATION, "A header cannot be read", detail))
        if pair.strip():
            found[prefix.strip()] = address.strip()
    return {**STANDARD, **found}


def problem_of(fault: Exception) -> HttpResponse:
    """Answer with the problem that was raised."""
    if isinstance(fault, Stop):
        return refusal(fault.problem, status=fault.status, headers=fault.headers)
    assert isinstance(fault, Unreadable)
    return refusal(fault.problem)
