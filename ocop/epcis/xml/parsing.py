"""XML taken in safely: no entities, no DTD, nothing fetched, size and depth bounded."""

import re
from typing import Any, TypeAlias

from lxml import etree

from ocop.epcis.documents import DEEPEST, LARGEST
from ocop.epcis.problems import Kind, Problem, Unreadable

# lxml says nothing of its types.
Element: TypeAlias = Any
# The standard's own examples begin with a declaration that declares nothing.
_EMPTY_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[A-Za-z_][\w.:-]*\s*>")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
MOST_DECLARATIONS = 20_000
# Reading the attributes of an element costs the square of their number.
MOST_ATTRIBUTES = 200
_CROWDED = etree.XPath(f"boolean(//*[count(@*) > {MOST_ATTRIBUTES}])")
_TAKEN = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def parsed(data: bytes, largest: int = LARGEST) -> Element:
    """Return the root of an XML text.

    Refused (``Unreadable``) when it is larger or deeper than we take, in another encoding than
    UTF-8, not well formed, or declares entities or a document type.
    """
    if len(data) > largest:
        told = f"The body is larger than {largest} bytes. Send it in several documents."
        raise Unreadable(Problem(Kind.CAPTURE_LIMIT, "The body is too large", told))
    root = _root(_checked(data))
    if _CROWDED(root):
        raise unreadable(f"An element has more than {MOST_ATTRIBUTES} attributes.")
    level = [root]
    for _ in range(DEEPEST):
        level = [child for one in level for child in one]
    if level:
        raise unreadable(f"The body is nested deeper than {DEEPEST} levels.")
    return root


def _checked(data: bytes) -> bytes:
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if encoding and encoding[1].lower() not in _TAKEN:
        raise unreadable("The body is not in UTF-8.")
    try:
        data.decode()
    except UnicodeDecodeError as wrong:
        raise unreadable("The body is not in UTF-8.") from wrong
    if data.count(b"xmlns") > MOST_DECLARATIONS:
        raise unreadable(f"The body declares namespaces more than {MOST_DECLARATIONS} times.")
    data = _EMPTY_DOCTYPE.sub(b"", data, count=1)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise unreadable("The body declares a document type or entities, which are not read.")
    return data


def _root(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        told = " ".join(str(wrong).split())[:200]
        raise unreadable(f"The body is not well-formed XML: {told}.") from wrong
    return root


def unreadable(detail: str, field: str = "", event: int | None = None) -> Unreadable:
    """Return the refusal of a text that holds no EPCIS document."""
    return Unreadable(Problem(Kind.VALIDATION, "The body cannot be read", detail, event, field))
