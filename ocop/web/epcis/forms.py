"""In which form an answer is sent: JSON, or XML where the request prefers it."""

import re

from django.http import HttpResponse

from ocop.epcis import xml
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import JSON, JSON_LD, Stop, headed, told

XML = frozenset({"application/xml", "text/xml"})
# What a request may say that JSON answers.
AS_JSON = frozenset({JSON, JSON_LD, "application/*", "*/*"})
WORDS = ("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates")
QUALITY = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def document(request, body, headers=None) -> HttpResponse:
    """Send a document of events in the form that the request prefers."""
    words = request.headers.get("GS1-CBV-XML-Format", WORDS[0]).strip()
    if words not in WORDS:
        detail = f"GS1-CBV-XML-Format: {words[:60]!r} is none of {', '.join(WORDS)}."
        title = "Conflicting request and response headers"
        raise Stop(Problem(Kind.NOT_ACCEPTABLE, title, detail))
    if not prefers_xml(request.headers.get("Accept", "*/*")):
        return told(body, headers=headers)
    text = xml.write(body, as_urn=words == "Always_URN")
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    return headed(response, {**(headers or {}), "GS1-CBV-XML-Format": words})


def prefers_xml(accept: str) -> bool:
    """Tell whether XML is asked for before JSON; of equals, the one that is named first."""
    best, is_xml = 0.0, False
    for one in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in one.split(";"))
        told_qualities = [found for part in parameters if (found := QUALITY.fullmatch(part))]
        quality = float(told_qualities[0][1]) if told_qualities else 1.0
        if kind in XML | AS_JSON and quality > best:
            best, is_xml = quality, kind in XML
    return is_xml
