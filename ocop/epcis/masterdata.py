"""Master data in the header of a document: what it tells of places, parties and goods. Pure.

EPCIS 2.0, 8.1: vocabularies of elements, each with attributes, and with what lies inside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ocop.epcis.columns import kept
from ocop.epcis.context import expanded
from ocop.epcis.documents import Document
from ocop.epcis.identifiers import canonical
from ocop.epcis.values import scalar

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Told:
    """One element as a document describes it: attributes as told, and by which it is found."""

    type: str
    uri: str
    attributes: dict[str, Any]
    facts: list[tuple[str, str]]
    children: list[str]


def told_in(document: Document) -> list[Told]:
    """Return what the header describes; what is told twice counts as told last."""
    found: dict[tuple[str, str], Told] = {}
    for vocabulary in document.master_data:
        type_ = kept(expanded(str(vocabulary.get("type") or ""), document.namespaces))
        for one in _list(vocabulary.get("vocabularyElementList"))[:MOST]:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                told = _element(type_, one, document.namespaces)
                found[type_, told.uri] = told
    return list(found.values())


def _element(type_: str, one: dict[str, Any], namespaces: dict[str, str]) -> Told:
    attributes, facts = {}, []
    for member in _list(one.get("attributes")):
        if isinstance(member, dict) and isinstance(member.get("id"), str):
            name = kept(expanded(member["id"], namespaces))
            attributes[name] = member.get("attribute")
            facts += [(name, text) for text in _texts(member.get("attribute"))]
    children = [
        kept(canonical(child)) for child in _list(one.get("children")) if isinstance(child, str)
    ]
    return Told(type_, kept(canonical(one["id"])), attributes, facts, children)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield ""
    elif value is not None:
        yield kept(value) if isinstance(value, str) else scalar(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
