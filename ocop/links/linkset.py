"""Links as documents: linksets of RFC 9264 as GS1's resolver standard shapes them. Pure."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ocop.links.levels import Level
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import address_of

# Where GS1 keeps the words by which a linkset is read as JSON-LD.
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
_IN_QUERY = "!$%&'()*+,-./:;=?@_~[]"


def document(levels: Iterable[Level], root: str) -> dict[str, Any]:
    """Return the linkset of the levels; ``root`` is where this resolver answers."""
    return {"linkset": [_of_level(level, root) for level in levels]}


def _of_level(level: Level, root: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "anchor": root + level.name.path,
        "itemDescription": level.description,
    }
    for target in level.targets:
        made.setdefault(address_of(target.link_type), []).append(_link(target, root))
    return made


def _link(target: LinkTarget, root: str) -> dict[str, Any]:
    made: dict[str, Any] = {"href": absolute(target.href, root), "title": target.title}
    if target.type:
        made["type"] = target.type
    if target.hreflang:
        made["hreflang"] = list(target.hreflang)
    if target.context:
        made["context"] = list(target.context)
    return made


def as_json_ld(linkset: dict[str, Any]) -> dict[str, Any]:
    """Return the same as JSON-LD, which says itself by which words it is read."""
    return {"@context": CONTEXT, **linkset}


def absolute(href: str, root: str) -> str:
    """Return the whole address of a link; those of our own pages are kept as paths."""
    return root + href if href.startswith("/") else href


def passed_on(href: str, query: str) -> str:
    """Return the address with the request's query added to its own, letter for letter."""
    if not query:
        return href
    # What came over the wire may hold any byte; an address holds only signs.
    clean = quote(query.encode("latin-1", "replace"), safe=_IN_QUERY)
    rest, mark, fragment = href.partition("#")
    glue = "" if rest.endswith(("?", "&")) else "&" if "?" in rest else "?"
    return f"{rest}{glue}{clean}{mark}{fragment}"
