"""Names and words of EPCIS in one spelling, however a document or a question wrote them. Pure."""

from collections.abc import Mapping
from typing import Final

# What GS1's own context means without being told.
KNOWN: Final = {
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "epcis": "https://ref.gs1.org/epcis/",
    "gs1": "https://gs1.org/voc/",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SCHEMES: Final = frozenset({"http", "https", "urn", "ni", "tag", "did", "info", "mailto", "uuid"})
CBV: Final = ("https://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/")
# By kind of word: how its web address and its older name begin.
KINDS: Final = {
    "BizStep": "bizstep",
    "Disp": "disp",
    "BTT": "btt",
    "SDT": "sdt",
    "ER": "er",
    "Comp": "comp",
}
MEASURES: Final = ("https://gs1.org/voc/", "https://www.gs1.org/voc/", "http://gs1.org/voc/")
EPCIS: Final = ("https://ref.gs1.org/epcis/", "https://ns.gs1.org/epcis/", "urn:epcglobal:epcis:")


def expanded(name: str, namespaces: Mapping[str, str]) -> str:
    """Return the whole address that a short name stands for, or the name where it is none."""
    prefix, colon, local = name.partition(":")
    if not colon or local.startswith("//"):
        return name
    whole = namespaces.get(prefix) or KNOWN.get(prefix)
    return f"{whole}{local}" if whole else name


def is_undefined(name: str, namespaces: Mapping[str, str]) -> bool:
    """Tell whether a name begins with a prefix that nobody has defined."""
    prefix, colon, local = name.partition(":")
    if not colon or local.startswith("//") or prefix in namespaces or prefix in KNOWN:
        return False
    return prefix not in SCHEMES


def word(kind: str, text: str, namespaces: Mapping[str, str]) -> str:
    """Return a standard word bare, and any other value as its whole address."""
    if ":" not in text:
        return text
    whole = expanded(text, namespaces)
    for start in (*(f"{base}{kind}-" for base in CBV), f"urn:epcglobal:cbv:{KINDS[kind]}:"):
        if whole.startswith(start):
            return whole[len(start) :]
    return whole


def measure(text: str, namespaces: Mapping[str, str]) -> str:
    """Return a kind of measurement bare where it is one of GS1's, else its whole address."""
    return _without(MEASURES, expanded(text, namespaces))


def event_type(text: str, namespaces: Mapping[str, str]) -> str:
    """Return a type of event bare where it is one of the standard's, else its whole address."""
    return _without(EPCIS, expanded(text, namespaces))


def _without(starts: tuple[str, ...], whole: str) -> str:
    for start in starts:
        if whole.startswith(start):
            return whole[len(start) :]
    return whole
