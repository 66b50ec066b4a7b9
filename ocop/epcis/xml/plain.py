"""What is no document of events, in XML: a capture job, a problem, a list of what there is.

The published description of the REST binding names the elements and says which members are
attributes; a list is its element once for each item.
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
# What an object in one of these lists is called.
ITEMS = {JOBS: JOB, "errors": PROBLEM}


def plain(name: str, body: Mapping[str, Any] | list[Any]) -> bytes:
    """Return a JSON value as the element of that name; its context is JSON's alone."""
    root = etree.Element(_tag(name), nsmap={"epcis": EPCIS[0]})
    if isinstance(body, list):
        for one in body:
            _add(root, name, one)
    else:
        _fill(root, name, body)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return text


def _tag(name: str) -> str:
    return f"{{{EPCIS[0]}}}{name}"


def _fill(made: Element, kind: str, body: Mapping[str, Any]) -> None:
    for name, value in body.items():
        if name in ATTRIBUTES.get(kind, ()):
            made.set(name, text_of(value))
        elif name != "@context":
            for one in value if isinstance(value, list) else [value]:
                _add(made, name, one)


def _add(holder: Element, name: str, value: Any) -> None:
    if isinstance(value, dict):
        kind = ITEMS.get(name, name)
        _fill(etree.SubElement(holder, _tag(kind)), kind, value)
    else:
        etree.SubElement(holder, name).text = text_of(value)
