"""In which form an answer is sent: JSON, or XML where the request prefers it.

EPCIS 2.0 offers XML for events, for a capture job, for what there is at the top, and for problems.
"""

import re

import orjson
from django.http import HttpResponse

from ocop.epcis import xml
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import JSON, JSON_LD, PROBLEM, Stop, headed, told

XML = frozenset({"application/xml", "text/xml"})
PROBLEM_XML = "application/problem+xml"
AS_XML = XML | {PROBLEM_XML}
# What a request may say that JSON answers.
AS_JSON = frozenset({JSON, JSON_LD, PROBLEM, "application/*", "*/*"})
WORDS = ("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates")
QUALITY = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def document(request, body, headers=None, status=200) -> HttpResponse:
    """Send a document of events, or one event, in the form that the request prefers."""
    words = request.headers.get("GS1-CBV-XML-Format", WORDS[0]).strip()
    if words not in WORDS:
        detail = f"GS1-CBV-XML-Format: {words[:60]!r} is none of {', '.join(WORDS)}."
        title = "Conflicting request and response headers"
        raise Stop(Problem(Kind.NOT_ACCEPTABLE, title, detail))
    if not prefers_xml(request):
        return told(body, headers=headers, status=status)
    text = xml.write(body, as_urn=words == "Always_URN")
    return _sent(text, {**(headers or {}), "GS1-CBV-XML-Format": words}, status)


def plain(request, name, body, headers=None, status=200) -> HttpResponse:
    """Send what is no document of events: in XML, as the element of that name."""
    if not prefers_xml(request):
        return told(body, headers=headers, status=status)
    return _sent(xml.plain(name, body), headers, status)


def _sent(text, headers, status) -> HttpResponse:
    response = HttpResponse(text, content_type="application/xml; charset=utf-8", status=status)
    return headed(response, headers)


def problem_as_asked(request, response):
    """Return an answer; a problem in XML where the request prefers that."""
    is_problem = response.headers.get("Content-Type") == PROBLEM and request.method != "HEAD"
    if is_problem and prefers_xml(request):
        response.content = xml.plain(xml.PROBLEM, orjson.loads(response.content))
        response.headers["Content-Type"] = PROBLEM_XML
        response.headers["Content-Length"] = str(len(response.content))
    return response


def in_json_as_asked(request, response):
    """Return an answer; in JSON it is named JSON-LD where the request takes only that."""
    taken = {one.partition(";")[0].strip().lower() for one in _accepted(request)}
    if response.headers.get("Content-Type") == JSON and taken & AS_JSON == {JSON_LD}:
        response.headers["Content-Type"] = JSON_LD
    return response


def _accepted(request) -> list[str]:
    return request.headers.get("Accept", "*/*").split(",")


def sent_in_xml(request) -> bool:
    """Tell whether a request brings XML."""
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0]
    return kind.strip().lower() in XML


def prefers_xml(request) -> bool:
    """Tell whether XML is asked for before JSON; of equals, the one that is named first."""
    best, is_xml = 0.0, False
    for one in _accepted(request):
        kind, *parameters = (part.strip().lower() for part in one.split(";"))
        told_qualities = [found for part in parameters if (found := QUALITY.fullmatch(part))]
        quality = float(told_qualities[0][1]) if told_qualities else 1.0
        if kind in AS_XML | AS_JSON and quality > best:
            best, is_xml = quality, kind in AS_XML
    return is_xml
