"""Names of elements and members: namespaces and prefixes of XML as those of JSON-LD, and back.

A member's name may hold what no element's may: such a character is written _xHHHH_, its number in
hexadecimal (ISO 9075-14), and read back so.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from ocop.epcis.context import STANDARD
from ocop.epcis.documents import MOST_PREFIXES
from ocop.epcis.xml.parsing import Element, unreadable

EPCIS = ("urn:epcglobal:epcis:xsd:2", "urn:epcglobal:epcis:xsd:1")
QUERY = ("urn:epcglobal:epcis-query:xsd:2", "urn:epcglobal:epcis-query:xsd:1")
MASTER_DATA = ("urn:epcglobal:epcis-masterdata:xsd:2", "urn:epcglobal:epcis-masterdata:xsd:1")
SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
# XML names the namespace of master data without the colon that its JSON-LD has.
CBVMDA = "urn:epcglobal:cbv:mda"
_SILENT = {
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/XML/1998/namespace",
}
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
_LETTER = re.compile(r"[^\W\d]")
_CHARACTER = re.compile(r"[\w.-]")
_ESCAPE = re.compile(r"_x([0-9A-F]{4,6})_")
_LAST = re.compile(r"(.*[/#:])([^/#:]+)")


class Prefixes:
    """The prefixes that a document in XML is given in JSON, each for one namespace."""

    def __init__(self) -> None:
        self.by_namespace = {iri: prefix for prefix, iri in STANDARD.items()}
        self.by_namespace[CBVMDA] = "cbvmda"
        self.own: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def name_of(self, tag: str, element: Element) -> str:
        """Return the member's name for a tag or attribute; nothing for what XML needs itself.

        Refused when the document needs more prefixes than we take.
        """
        if tag not in self._known:
            self._known[tag] = self._name(tag, element)
        return self._known[tag]

    def _name(self, tag: str, element: Element) -> str:
        name = etree.QName(tag)
        local, namespace = unescaped(name.localname), name.namespace
        if namespace is None or namespace in (*EPCIS, *QUERY, *MASTER_DATA):
            return local
        if namespace in _SILENT:
            return ""
        if namespace not in self.by_namespace:
            self._give(namespace, element.nsmap)
        return f"{self.by_namespace[namespace]}:{local}"

    def _give(self, namespace: str, known: Mapping[str | None, str]) -> None:
        if len(self.own) >= MOST_PREFIXES:
            raise unreadable(f"The body names more than {MOST_PREFIXES} namespaces.")
        wished = next((one for one, iri in known.items() if iri == namespace and one), "")
        if not _PREFIX.fullmatch(wished) or self._is_taken(wished):
            wished = f"ns{len(self.own) + 1}"
            while self._is_taken(wished):
                wished += "x"
        self.own[wished] = namespace
        self.by_namespace[namespace] = wished

    def _is_taken(self, prefix: str) -> bool:
        return prefix in self.own or prefix in STANDARD


def unescaped(local: str) -> str:
    """Return a member's name out of an element's."""
    return _ESCAPE.sub(_character, local)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code else found[0]


def escaped(local: str) -> str:
    """Return an element's name out of a member's."""
    local = _ESCAPE.sub(lambda found: f"_x005F_{found[0][1:]}", local) or "_"
    return "".join(
        one if (_LETTER if at == 0 else _CHARACTER).fullmatch(one) and one.isascii() else _code(one)
        for at, one in enumerate(local)
    )


def _code(character: str) -> str:
    return f"_x{ord(character):04X}_"


def tag_of(member: str, namespaces: Mapping[str, str]) -> str:
    """Return the tag of a member's element, its namespace in braces; bare where it has none."""
    prefix, colon, local = member.partition(":")
    if colon and prefix in namespaces and not local.startswith("//"):
        namespace = namespaces[prefix]
    else:
        found = _LAST.fullmatch(member) if colon else None
        namespace, local = (found[1], found[2]) if found else ("", member)
    if namespace == STANDARD["cbvmda"]:
        namespace = CBVMDA
    if not is_namespace(namespace):
        return escaped(member)
    return f"{{{namespace}}}{escaped(local)}"


@lru_cache(maxsize=1024)
def is_namespace(iri: str) -> bool:
    """Tell whether XML can hold an IRI as a namespace that is not its own."""
    if not iri or iri in _SILENT or "www.w3.org/2000/xmlns" in iri or set(iri) & set('{} <>"'):
        return False
    try:
        etree.Element(f"{{{iri}}}a", nsmap={"a": iri})
    except ValueError:
        return False
    return True
