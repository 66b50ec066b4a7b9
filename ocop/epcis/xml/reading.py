"""Documents in XML of EPCIS 2.0 and 1.2, read as if they had been captured in JSON-LD.

EPCIS 2.0, 9.5 and 10; EPCIS 1.2, 9.5. What 1.2 wrapped in extensions stands where 2.0 has it. What
is not the standard's comes through, and what is wrong is told by the schema as of any document.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ocop.epcis.context import STANDARD_CONTEXT, bare_word
from ocop.epcis.documents import LARGEST, Document, document_of
from ocop.epcis.forms import TYPES
from ocop.epcis.xml.names import EPCIS, MASTER_DATA, QUERY, SBDH, Prefixes
from ocop.epcis.xml.parsing import Element, parsed, unreadable

Json = dict[str, Any]
_WRAPPERS = frozenset({"extension", "baseExtension"})
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_NUMBERS = frozenset(
    {"value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "quantity"}
)
_TRUE = {"true": True, "1": True, "false": False, "0": False}
_TYPED = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}


def read(data: bytes, *, largest: int = LARGEST) -> Document:
    """Return the document in an XML text, in the form of JSON-LD.

    Refused (``Unreadable``) when the text is not safe or sound XML, or no document of EPCIS.
    """
    return document_of(_Reader().whole(parsed(data, largest)))


class _Reader:
    """One document being read, and the prefixes it needs."""

    def __init__(self) -> None:
        self.prefixes = Prefixes()

    def whole(self, root: Element) -> Json:
        """Return the document in the form of JSON-LD."""
        name = self.name(root)
        if root.tag in {f"{{{one}}}EPCISDocument" for one in EPCIS}:
            body: Json = {"eventList": self.events(_only(root, "EPCISBody"))}
        elif root.tag in {f"{{{one}}}EPCISQueryDocument" for one in QUERY}:
            body = {"queryResults": self.results(_only(root, "EPCISBody"))}
        elif root.tag in {f"{{{one}}}EPCISMasterDataDocument" for one in MASTER_DATA}:
            name, body = "EPCISDocument", {"eventList": []}
        elif name in TYPES or _child(root, "eventTime") is not None:
            event = self.event(root)
            return {"@context": self.context(), **event}
        else:
            raise unreadable("The root element is no document and no event of EPCIS.")
        header = self.header(root)
        return {
            "@context": self.context(),
            "type": name,
            "schemaVersion": "2.0",
            **{one: root.get(one) for one in ("creationDate",) if root.get(one) is not None},
            **header,
            "epcisBody": body,
        }

    def context(self) -> list[Any]:
        """Return the JSON-LD context with the prefixes that were met."""
        return [STANDARD_CONTEXT, *({one: iri} for one, iri in self.prefixes.own.items())]

    def name(self, element: Element) -> str:
        return self.prefixes.name_of(element.tag, element)

    def results(self, body: Element) -> Json:
        found = _only(body, "QueryResults")
        made: Json = {
            name: _text(one)
            for name in ("queryName", "subscriptionID")
            if (one := _child(found, name)) is not None
        }
        made["resultsBody"] = {"eventList": self.events(_only(found, "resultsBody"))}
        return made

    def events(self, body: Element) -> list[Json]:
        """Return the events of a body."""
        listed = _child(body, "EventList")
        return [] if listed is None else [self.event(one) for one in _unwrapped(listed)]

    def header(self, root: Element) -> Json:
        """Return sender, receiver and master data of a document's header."""
        made: Json = {}
        header = _child(root, "EPCISHeader")
        for field, path in _BUSINESS.items():
            found = None if header is None else header.find(path)
            if found is not None and _text(found):
                made[field] = _text(found)
        listed = next((one for one in root.iter() if _local(one) == "VocabularyList"), None)
        if listed is not None:
            vocabularies = [self.vocabulary(one) for one in listed if _local(one) == "Vocabulary"]
            made["epcisHeader"] = {"epcisMasterData": {"vocabularyList": vocabularies}}
        return made

    def vocabulary(self, element: Element) -> Json:
        listed = _child(element, "VocabularyElementList")
        elements = [self.described(one) for one in (listed if listed is not None else [])]
        return {"type": element.get("type"), "vocabularyElementList": elements}

    def described(self, element: Element) -> Json:
        made: Json = {"id": element.get("id")}
        attributes = [
            {"id": one.get("id"), "attribute": self.free(one, but="id")}
            for one in element
            if _local(one) == "attribute"
        ]
        if attributes:
            made["attributes"] = attributes
        children = _child(element, "children")
        if children is not None:
            made["children"] = [_text(one) for one in children]
        return made

    def event(self, element: Element) -> Json:
        """Return an event; one of 1.2's quantities is an observation of things by quantity."""
        made: Json = {"type": self.name(element)}
        for name, value in element.attrib.items():
            _put(made, self.prefixes.name_of(str(name), element), str(value))
        for child in _unwrapped(element):
            name = self.name(child)
            _put(made, name, self.member(name, child))
        if made["type"] == "QuantityEvent":
            quantity = {one: made.pop(one) for one in ("epcClass", "quantity") if one in made}
            made |= {"type": "ObjectEvent", "action": "OBSERVE", "quantityList": [quantity]}
        return made

    def member(self, name: str, element: Element) -> Any:
        """Return the value of a member of an event."""
        if name in _TYPED:
            return [self.typed(name, one) for one in element]
        if name in _EPCS:
            return [_text(one) for one in element]
        reader = _READERS.get(name)
        return reader(self, element) if reader else self.free(element)

    def typed(self, name: str, element: Element) -> Json:
        """Return a transaction, a source or a destination."""
        kind = element.get("type")
        made = {} if kind is None else {"type": bare_word(name, kind.strip())}
        return made | {_TYPED[name]: _text(element)}

    def quantities(self, element: Element) -> list[Json]:
        return [
            {(name := _local(part)): _typed_value(name, _text(part)) for part in one}
            for one in element
        ]

    def place(self, element: Element) -> Json:
        made: Json = {}
        for child in _unwrapped(element):
            _put(made, self.name(child), self.free(child))
        return made

    def words(self, element: Element) -> Json:
        """Return the dispositions that are set and unset."""
        made: Json = {}
        for child in element:
            made.setdefault(_local(child), []).append(bare_word("disposition", _text(child)))
        return made

    def declaration(self, element: Element) -> Json:
        made: Json = {}
        for child in _unwrapped(element):
            name = self.name(child)
            if name == "correctiveEventIDs":
                made[name] = [_text(one) for one in child]
            elif name == "reason":
                _put(made, name, bare_word(name, _text(child)))
            else:
                _put(made, name, self.free(child))
        return made

    def sensors(self, element: Element) -> list[Json]:
        return [self.sensor(one) for one in element]

    def sensor(self, element: Element) -> Json:
        made: Json = {}
        for child in _unwrapped(element):
            name = self.name(child)
            if name == "sensorReport":
                made.setdefault(name, []).append(self.attributes(child))
            elif name == "sensorMetadata":
                _put(made, name, self.attributes(child))
            else:
                _put(made, name, self.free(child))
        return made

    def attributes(self, element: Element) -> Json:
        """Return what a sensor tells in attributes, and in elements of others."""
        made: Json = {}
        for given, value in element.attrib.items():
            name = self.prefixes.name_of(str(given), element)
            field = "sensorReport" if name == "type" else name
            text = str(value).strip()
            is_word = field in {"sensorReport", "exception", "component"}
            _put(made, name, bare_word(field, text) if is_word else _typed_value(name, text))
        for child in _unwrapped(element):
            _put(made, self.name(child), self.free(child))
        return made

    def free(self, element: Element, but: str = "") -> Any:
        """Return an extension: its text, or its members with its attributes among them."""
        made: Json = {}
        for given, value in element.attrib.items():
            if given != but:
                _put(made, self.prefixes.name_of(str(given), element), str(value))
        for child in element:
            _put(made, self.name(child), self.free(child))
        text = _text(element)
        if not made:
            return text
        return {"#text": text, **made} if text and len(element) == 0 else made


_BUSINESS = {
    "sender": f".//{{{SBDH}}}Sender/{{{SBDH}}}Identifier",
    "receiver": f".//{{{SBDH}}}Receiver/{{{SBDH}}}Identifier",
    "instanceIdentifier": f".//{{{SBDH}}}DocumentIdentification/{{{SBDH}}}InstanceIdentifier",
}
_EPCS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
_READERS: dict[str, Callable[[_Reader, Element], Any]] = {
    "bizStep": lambda _, one: bare_word("bizStep", _text(one)),
    "disposition": lambda _, one: bare_word("disposition", _text(one)),
    "persistentDisposition": _Reader.words,
    "readPoint": _Reader.place,
    "bizLocation": _Reader.place,
    "quantityList": _Reader.quantities,
    "childQuantityList": _Reader.quantities,
    "inputQuantityList": _Reader.quantities,
    "outputQuantityList": _Reader.quantities,
    "quantity": lambda _, one: _typed_value("quantity", _text(one)),
    "errorDeclaration": _Reader.declaration,
    "sensorElementList": _Reader.sensors,
    "ilmd": _Reader.place,
}


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    return (element.text or "").strip() if len(element) == 0 else ""


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if _local(one) == name), None)


def _only(element: Element, name: str) -> Element:
    found = _child(element, name)
    if found is None:
        raise unreadable(f"The element {_local(element)} has no {name}.", f"/{name}")
    return found


def _unwrapped(element: Element) -> Iterator[Element]:
    """Yield the children of an element, out of the extensions that 1.2 wrapped them in."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _put(made: Json, name: str, value: Any) -> None:
    """Add a member; said again, it is a list."""
    if not name:
        return
    if name not in made:
        made[name] = value
    elif isinstance(made[name], list):
        made[name].append(value)
    else:
        made[name] = [made[name], value]


def _typed_value(name: str, text: str) -> Any:
    """Return a value in the type that JSON has for it; what is of no such type stays a text."""
    if name == "booleanValue":
        return _TRUE.get(text, text)
    if name not in _NUMBERS or not _NUMBER.fullmatch(text):
        return text
    if text.lstrip("+-").isdigit() and len(text) < 18:
        return int(text)
    number = float(text)
    return text if number in {float("inf"), float("-inf")} else number
