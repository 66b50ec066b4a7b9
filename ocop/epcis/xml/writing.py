"""Documents written in the XML of EPCIS 2.0, out of their form in JSON-LD (EPCIS 2.0, 9.5)."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from ocop.epcis.context import STANDARD, full_word, namespaces_of, shortened, urn_word
from ocop.epcis.forms import TYPES
from ocop.epcis.values import scalar
from ocop.epcis.xml.names import CBVMDA, EPCIS, QUERY, is_namespace, tag_of
from ocop.epcis.xml.parsing import Element

Json = Mapping[str, Any]
# The members of events in the order of the XML schema; what is not here stands after them.
_FIRST = (
    "eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration",
    "certificationInfo",
)  # fmt: skip
_LAST = (
    "action", "transformationID", "bizStep", "disposition", "readPoint", "bizLocation",
    "bizTransactionList", "quantityList", "childQuantityList", "sourceList", "destinationList",
    "sensorElementList", "persistentDisposition", "ilmd",
)  # fmt: skip
_MIDDLE = {
    "TransactionEvent": ("bizTransactionList", "parentID", "epcList"),
    "TransformationEvent": (
        "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList",
    ),
}  # fmt: skip
_ELSE = ("epcList", "parentID", "childEPCs")
_NEEDED = {
    "ObjectEvent": "epcList",
    "TransactionEvent": "epcList",
    "AggregationEvent": "childEPCs",
    "AssociationEvent": "childEPCs",
}
_EPCS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
_QUANTITIES = frozenset(
    {"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"}
)
_TYPED = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}
_WORDS = frozenset({"bizStep", "disposition"})
_SENSOR_WORDS = {"type": "sensorReport", "exception": "exception", "component": "component"}
_PREFIX = re.compile(r"(?!xml)[A-Za-z][\w.-]*", re.ASCII | re.IGNORECASE)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def write(whole: Json, *, as_urn: bool = False) -> bytes:
    """Return a document or an event in XML 2.0, words of the vocabulary in full or as URN."""
    names = namespaces_of(whole.get("@context"))
    return etree.tostring(
        _Writer(names, as_urn=as_urn).whole(whole), xml_declaration=True, encoding="UTF-8"
    )


class _Writer:
    """One document being written, with the prefixes that hold in it."""

    def __init__(self, names: Mapping[str, str], *, as_urn: bool) -> None:
        self.names = names
        self.word = urn_word if as_urn else full_word

    def whole(self, whole: Json) -> Element:
        """Return the root element of a document or of one event."""
        kind = whole.get("type")
        is_answer = kind == "EPCISQueryDocument"
        if not is_answer and kind != "EPCISDocument":
            own = tag_of(str(kind), self.names)
            tag = f"{{{EPCIS[0]}}}{kind}" if kind in TYPES else own
            return self.event(whole, self.root(tag, {"epcis": EPCIS[0]}))
        prefix, namespace = ("epcisq", QUERY[0]) if is_answer else ("epcis", EPCIS[0])
        root = self.root(f"{{{namespace}}}{kind}", {prefix: namespace})
        root.set("schemaVersion", "2.0")
        if "creationDate" in whole:
            root.set("creationDate", text_of(whole["creationDate"]))
        body = etree.SubElement(root, "EPCISBody")
        place = whole.get("epcisBody") or {}
        if is_answer:
            self.results(place.get("queryResults") or {}, body)
        else:
            self.events(place.get("eventList") or (), body)
        return root

    def root(self, tag: str, known: Mapping[str, str]) -> Element:
        """Return a root that declares the prefixes of the document that XML can hold."""
        declared = {"cbv": STANDARD["cbv"], "gs1": STANDARD["gs1"], "cbvmda": CBVMDA}
        own = {prefix: iri for prefix, iri in self.names.items() if _is_own(prefix, iri)}
        return etree.Element(tag, nsmap={**declared, **own, **known})

    def results(self, results: Json, body: Element) -> None:
        made = etree.SubElement(body, f"{{{QUERY[0]}}}QueryResults")
        for name in ("queryName", "subscriptionID"):
            if results.get(name):
                self.leaf(made, name, results[name])
        place = etree.SubElement(made, "resultsBody")
        self.events((results.get("resultsBody") or {}).get("eventList") or (), place)

    def events(self, events: Iterable[Json], holder: Element) -> None:
        """Write events into their list, each with the prefixes of its own context."""
        listed = etree.SubElement(holder, "EventList")
        for event in events:
            outer = self.names
            if "@context" in event:
                self.names = {**outer, **namespaces_of(event["@context"])}
            tag = tag_of(str(event.get("type")), self.names)
            self.event(event, etree.SubElement(listed, tag))
            self.names = outer

    def event(self, event: Json, made: Element) -> Element:
        """Write the members of an event in the order of the XML schema."""
        middle = _MIDDLE.get(str(event.get("type")), _ELSE)
        order = {name: at for at, name in reversed([*enumerate((*_FIRST, *middle, *_LAST))])}
        # The XML schema wants this list even of an event that names no single thing.
        if (needed := _NEEDED.get(str(event.get("type")))) and needed not in event:
            event = {**event, needed: []}
        written = [name for name in event if name not in {"type", "@context"}]
        for name in sorted(written, key=lambda one: order.get(one, len(order))):
            self.member(name, event[name], made)
        return made

    def member(self, name: str, value: Any, holder: Element) -> None:
        """Write one member of an event."""
        if name in _EPCS or name in _QUANTITIES or name in _TYPED:
            self.listed(name, value, holder)
        elif name in _WORDS and isinstance(value, str):
            self.leaf(holder, name, self.word(name, value, self.names))
        elif name in _WRITERS and isinstance(value, dict | list):
            _WRITERS[name](self, value, etree.SubElement(holder, name))
        else:
            self.free(name, value, holder)

    def listed(self, name: str, value: Any, holder: Element) -> None:
        """Write a list of names, of quantities, or of things with their type."""
        made = etree.SubElement(holder, name)
        for one in value if isinstance(value, list) else [value]:
            if name in _EPCS:
                self.leaf(made, "epc", one)
            elif name in _QUANTITIES and isinstance(one, dict):
                part = etree.SubElement(made, "quantityElement")
                for member in ("epcClass", "quantity", "uom"):
                    if member in one:
                        self.leaf(part, member, one[member])
            elif isinstance(one, dict) and name in _TYPED:
                part = self.leaf(made, _TYPED[name], one.get(_TYPED[name]))
                if one.get("type") is not None:
                    part.set("type", text_of(self.word(name, str(one["type"]), self.names)))

    def dispositions(self, value: Any, made: Element) -> None:
        for name in ("unset", "set"):
            for one in value.get(name) or () if isinstance(value, dict) else ():
                self.leaf(made, name, self.word("disposition", str(one), self.names))

    def declaration(self, value: Any, made: Element) -> None:
        for name, one in value.items() if isinstance(value, dict) else ():
            if name == "correctiveEventIDs" and isinstance(one, list):
                part = etree.SubElement(made, name)
                for code in one:
                    self.leaf(part, "correctiveEventID", code)
            elif name == "reason":
                self.leaf(made, name, self.word(name, str(one), self.names))
            else:
                self.free(name, one, made)

    def sensors(self, value: Any, made: Element) -> None:
        for one in value if isinstance(value, list) else [value]:
            part = etree.SubElement(made, "sensorElement")
            for name, told in one.items() if isinstance(one, dict) else ():
                if name in {"sensorMetadata", "sensorReport"}:
                    for each in told if isinstance(told, list) else [told]:
                        self.attributes(each, etree.SubElement(part, name))
                else:
                    self.free(name, told, part)

    def attributes(self, value: Any, made: Element) -> None:
        """Write what a sensor tells as attributes; what no attribute can hold, as elements."""
        for name, one in value.items() if isinstance(value, dict) else ():
            if isinstance(one, dict | list):
                self.free(name, one, made)
            elif name in _SENSOR_WORDS:
                word = full_word(_SENSOR_WORDS[name], str(one), self.names)
                made.set(
                    name, text_of(shortened(word, {"gs1": STANDARD["gs1"], "cbv": STANDARD["cbv"]}))
                )
            else:
                made.set(tag_of(name, self.names), text_of(one))

    def members(self, value: Any, made: Element) -> None:
        """Write an object whose members are anybody's."""
        for name, one in value.items() if isinstance(value, dict) else ():
            self.free(name, one, made)

    def free(self, name: str, value: Any, holder: Element) -> None:
        """Write an extension, once for each of its values."""
        if isinstance(value, list):
            for one in value:
                self.free(name, one, holder)
            return
        made = etree.SubElement(holder, tag_of(name, self.names))
        if not isinstance(value, dict):
            made.text = text_of(value)
            return
        text = value.get("#text")
        for member, one in value.items():
            if member == "#text":
                made.text = text_of(one)
            elif text is not None and not isinstance(one, dict | list):
                made.set(tag_of(member, self.names), text_of(one))
            else:
                self.free(member, one, made)

    def leaf(self, holder: Element, name: str, value: Any) -> Element:
        """Write an element that holds a text."""
        made = etree.SubElement(holder, name)
        made.text = text_of(value)
        return made


_WRITERS: dict[str, Callable[[_Writer, Any, Element], None]] = {
    "errorDeclaration": _Writer.declaration,
    "persistentDisposition": _Writer.dispositions,
    "readPoint": _Writer.members,
    "bizLocation": _Writer.members,
    "sensorElementList": _Writer.sensors,
    "ilmd": _Writer.members,
}


def text_of(value: Any) -> str:
    """Return a value as XML can hold it."""
    text = value if isinstance(value, str) else scalar(value)
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _is_own(prefix: str, iri: str) -> bool:
    """Tell whether a prefix that is not the standard's can be declared in XML."""
    return prefix not in STANDARD and bool(_PREFIX.fullmatch(prefix)) and is_namespace(iri)
