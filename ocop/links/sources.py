"""Links that follow from the record by themselves: certificates, traceability, recalls.

Whoever knows of such links registers a source: a function that is told what an address names and
the day, and offers links for it or for a wider level of it. Nothing is stored. A link of type
``gs1:defaultLink`` offered for a piece answers for that piece; what people entered for the same
level comes first. The packages that know stand above this one: those that know our own pages lie
with them in ``web.public`` (``own_links``), others are imported by their ``AppConfig.ready``::

    @source
    def recalls(name, day):
        if name.key == GTIN and (lot := name.get("10")):
            yield Offer(Name(GTIN, name.value, (("10", lot),)), LinkTarget(
                "gs1:recallStatus", "/a/page/of/ours/", "Đang thu hồi", "text/html", ("vi",)))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ocop.kernel.digital_link import Name
from ocop.links.targets import LinkTarget


@dataclass(frozen=True, slots=True)
class Offer:
    """A link that a source offers for one level, with what the thing is called there."""

    name: Name
    target: LinkTarget
    description: str = ""


Source = Callable[[Name, date], Iterable[Offer]]
_SOURCES: dict[str, Source] = {}


def source(function: Source) -> Source:
    """Register a source, once however often its module is loaded."""
    _SOURCES[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def offers(name: Name, day: date) -> list[Offer]:
    """Return what all sources offer."""
    return [offer for one in _SOURCES.values() for offer in one(name, day)]
