"""What is no document of events, in XML: a capture job, a problem, a list of what there is.

The published description of the REST binding, and its examples, name the elements and say which
members are attributes; a list of texts is its element once for each.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from ocop.epcis.xml.names import EPCIS
from ocop.epcis.xml.parsing import Element
from ocop.epcis.xml.writing import text_of

JOB, JOBS, PROBLEM = "EPCISCaptureJob", "EPCISCaptureJobs", "EPCISException"
COLLECTION = "Collection"
ATTRIBUTES = {JOB: ("captureID", "running", "success")}
# The members of a job that are elements, in their order.
ORDER = ("captureErrorBehaviour", "createdAt", "finishedAt", "errors")
# What an object in one of these lists is called.
ITEMS = {"errors": "error"}


def plain(name: str, body: Mapping[str, Any] | list[Any]) -> bytes:
    """Return a JSON value as the element of that name; its context is JSON's alone."""
    root = etree.Element(_tag(name), nsmap={"epcis": EPCIS[0]})
    if isinstance(body, list):
        for one in body:
            _fill(etree.SubElement(root, _tag(JOB)), JOB, one)
    else:
        _fill(root, name, body)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return text


def _tag(name: str) -> str:
    return f"{{{EPCIS[0]}}}{name}"


def _fill(made: Element, kind: str, body: Mapping[str, Any]) -> None:
    order = ORDER if kind == JOB else ()
    for name in sorted(body, key=lambda one: order.index(one) if one in order else -1):
        if name in ATTRIBUTES.get(kind, ()):
            made.set(name, text_of(body[name]))
        elif name != "@context":
            _add(made, name, body[name])


def _add(holder: Element, name: str, value: Any) -> None:
    if name in ITEMS:
        listed = etree.SubElement(holder, name) if value else holder
        for one in value:
            _fill(etree.SubElement(listed, ITEMS[name]), ITEMS[name], one)
        return
    for one in value if isinstance(value, list) else [value]:
        etree.SubElement(holder, name).text = text_of(one)
