"""The names that an event's JSON-LD context gives: prefixes, and bare words of the vocabulary."""

from collections.abc import Mapping
from typing import Any

from ocop.epcis.vocabulary import OF_FIELD

STANDARD_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
# What the standard's own context calls these namespaces.
STANDARD: dict[str, str] = {
    "epcis": "https://ref.gs1.org/epcis/",
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "gs1": "https://gs1.org/voc/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}


def namespaces_of(context: Any) -> dict[str, str]:
    """Return the prefixes that a ``@context`` defines, with those of the standard.

    A context that stands elsewhere is not fetched: nothing is asked of the network.
    """
    found = dict(STANDARD)
    for one in context if isinstance(context, list) else [context]:
        if isinstance(one, dict):
            found.update(_defined(one))
    return found


def _defined(context: dict[str, Any]) -> dict[str, str]:
    found = {}
    for prefix, value in context.items():
        iri = value.get("@id") if isinstance(value, dict) else value
        if isinstance(iri, str) and not prefix.startswith("@"):
            found[prefix] = iri
    return found


def expanded(name: str, namespaces: Mapping[str, str]) -> str:
    """Return the IRI that a CURIE stands for; another text is returned as it is."""
    prefix, colon, rest = name.partition(":")
    if colon and prefix in namespaces and not rest.startswith("//"):
        return namespaces[prefix] + rest
    return name


def shortened(iri: str, namespaces: Mapping[str, str]) -> str:
    """Return the CURIE of an IRI, by the longest namespace that it begins with, or the IRI."""
    fitting = [(len(start), prefix) for prefix, start in namespaces.items() if _starts(iri, start)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _starts(iri: str, start: str) -> bool:
    return bool(start) and len(iri) > len(start) and iri.startswith(start)


def full_word(field: str, word: str, namespaces: Mapping[str, str] = STANDARD) -> str:
    """Return the IRI of a field's word, written bare, as CURIE, as URN or in full.

    ``field`` is one of ``vocabulary.OF_FIELD``; words that are not of the vocabulary come back
    as they are, their prefix spelt out.
    """
    words = OF_FIELD[field]
    if word in words.words:
        return words.iri + word
    iri = expanded(word, namespaces)
    if iri.startswith(words.urn) and iri.removeprefix(words.urn) in words.words:
        return words.iri + iri.removeprefix(words.urn)
    return iri


def bare_word(field: str, word: str, namespaces: Mapping[str, str] = STANDARD) -> str:
    """Return a word of the vocabulary without its namespace; another text in full."""
    words = OF_FIELD[field]
    iri = full_word(field, word, namespaces)
    bare = iri.removeprefix(words.iri)
    return bare if bare in words.words else iri


def urn_word(field: str, word: str, namespaces: Mapping[str, str] = STANDARD) -> str:
    """Return the URN of a word of the vocabulary, as EPCIS 1.2 wrote it; another text in full."""
    words = OF_FIELD[field]
    bare = bare_word(field, word, namespaces)
    return words.urn + bare if bare in words.words else bare
