"""Identifiers of things and places in both of their forms, EPC URN and GS1 Digital Link."""

from collections.abc import Collection
from functools import lru_cache

from ocop.epcis.identifiers import links, turning, urns
from ocop.epcis.identifiers.links import CANONICAL

__all__ = [
    "CANONICAL",
    "as_link",
    "as_urn",
    "canonical",
    "class_of",
    "fault_of",
    "forget",
    "prefix_of",
    "remembered",
]


# Longer names are worked out each time: a few of them, kept, would fill the memory.
_USUAL = 200


def canonical(uri: str) -> str:
    """Return the one name of what a URN or a link names: a constrained canonical Digital Link.

    A text that holds no GS1 key, or not in its form, is its own name. Check digits are not
    looked at here: ``rules`` refuses those that do not fit.
    """
    return _known(uri) if len(uri) <= _USUAL else _known.__wrapped__(uri)


@lru_cache(maxsize=16384)
def _known(uri: str) -> str:
    if uri.startswith("urn:epc:"):
        path = urns.path_of(uri)
    elif _is_link(uri):
        path = links.path_of(uri)
    else:
        return uri
    return uri if path is None else CANONICAL + path


def forget() -> None:
    """Forget every name that was seen, as whoever measures the first sight of one wants it."""
    _known.cache_clear()
    _known_fault.cache_clear()


def remembered() -> int:
    """Return how many names are remembered."""
    return _known.cache_info().currsize + _known_fault.cache_info().currsize


def _is_link(uri: str) -> bool:
    # Symbols are smallest with links in capitals.
    return uri[:4] in {"http", "HTTP"} or uri[:4].lower() == "http"


def as_link(uri: str) -> str:
    """Return a Digital Link of what a URN names; another text is returned as it is."""
    return canonical(uri) if uri.startswith("urn:epc:") else uri


def as_urn(uri: str, known: Collection[str] = ()) -> str:
    """Return the EPC URN of what a link names; another text, and what has none, as it is.

    ``known`` are companies' prefixes that were seen: a link does not say where they end.
    """
    if not _is_link(uri):
        return uri
    path = links.path_of(uri)
    # A URN has no check digit: one that does not fit would be lost, and name another thing.
    urn = turning.urn_of(path, known) if path is not None and _is_closed(path) else None
    # What a scheme cannot hold (a serial too long for it, say) has no URN.
    return urn if urn is not None and urns.parts_of(urn) else uri


def prefix_of(urn: str) -> str | None:
    """Return the company's prefix that an EPC URN tells, or nothing."""
    found = urns.parts_of(urn) if urn.startswith("urn:epc:") else None
    return found[1][0] if found else None


def fault_of(uri: str) -> str:
    """Return why a name that claims to hold a GS1 key holds none, or nothing."""
    if uri.startswith("urn:epc:"):
        broken = canonical(uri) == uri and urns.claims(uri)
        return "The EPC URN has not the form of its scheme." if broken else ""
    return _known_fault(uri) if len(uri) <= _USUAL else _known_fault.__wrapped__(uri)


@lru_cache(maxsize=16384)
def _known_fault(uri: str) -> str:
    if not _is_link(uri):
        return ""
    path = links.path_of(uri)
    if path is None:
        return "The link has not the form of a GS1 Digital Link." if links.claims(uri) else ""
    if not _is_closed(path):
        return f"The check digit of the key {links.digits_of(path)} does not fit."
    return ""


def _is_closed(path: str) -> bool:
    digits = links.digits_of(path)
    return not digits or urns.is_closed(digits)


# How much of a key's value names the kind of thing, where the rest names one of them.
_KINDS = {"01": 14, "8006": 18, "8003": 14, "253": 13, "255": 13}


def class_of(uri: str) -> str | None:
    """Return the canonical name of the class that a thing or a lot is of, or nothing."""
    name = canonical(uri)
    if not name.startswith(CANONICAL + "/"):
        return None
    key, _, rest = name[len(CANONICAL) + 1 :].partition("/")
    value = rest.partition("/")[0]
    kind = value if key == "8010" else value[: _KINDS.get(key, 0)]
    found = f"{CANONICAL}/{key}/{kind}"
    return found if kind and found != name else None
