"""Identifiers of things and places in both of their forms, EPC URN and GS1 Digital Link."""

from functools import lru_cache

from ocop.epcis.identifiers import links, urns
from ocop.epcis.identifiers.links import CANONICAL

__all__ = ["CANONICAL", "as_link", "as_urn", "canonical", "class_of", "fault_of"]


@lru_cache(maxsize=65536)
def canonical(uri: str) -> str:
    """Return the one name of what a URN or a link names: a constrained canonical Digital Link.

    A text that holds no GS1 key, or not in its form, is its own name. Check digits are not
    looked at here: ``rules`` refuses those that do not fit.
    """
    if uri.startswith("urn:epc:"):
        path = urns.path_of(uri)
    elif uri.startswith("http"):
        path = links.path_of(uri)
    else:
        return uri
    return uri if path is None else CANONICAL + path


def as_link(uri: str) -> str:
    """Return a Digital Link of what a URN names; another text is returned as it is."""
    return canonical(uri) if uri.startswith("urn:epc:") else uri


def as_urn(uri: str) -> str:
    """Return the EPC URN of what a link names; another text is returned as it is."""
    return uri


@lru_cache(maxsize=65536)
def fault_of(uri: str) -> str:
    """Return why a name that claims to hold a GS1 key holds none, or nothing."""
    name = canonical(uri)
    if uri.startswith("urn:epc:"):
        broken = name == uri and urns.claims(uri)
        return "The EPC URN has not the form of its scheme." if broken else ""
    if not uri.startswith("http"):
        return ""
    path = links.path_of(uri)
    if path is None:
        return "The link has not the form of a GS1 Digital Link." if links.claims(uri) else ""
    digits = links.digits_of(path)
    if digits and not urns.is_closed(digits):
        return f"The check digit of the key {digits} does not fit."
    return ""


def class_of(uri: str) -> str | None:
    """Return the canonical name of the class that an instance is of, or nothing."""
    name = canonical(uri)
    path = name.removeprefix(CANONICAL)
    if not path.startswith("/01/") or len(path) <= 18:
        return None
    return name[: len(CANONICAL) + 18]
