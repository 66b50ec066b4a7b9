"""Who sees which events, and for whom somebody captures.

Public events hold nothing that may not be shown to everybody (whoever tells them sees to it).
Producers see their own events and those that name them as the one who gives or receives: one step
back and one step on (Thông tư 02/2024/TT-BKHCN). Officers see the events of their place.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ocop.epcis.models import Capture, Event, Fact, FactKind


@dataclass(frozen=True, slots=True)
class Capturer:
    """For whom a document is handed in: a producer by its code, a province by its number."""

    party: str = ""
    province: int = 0
    # The name of the key, where a program hands it in.
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: what is public is seen by each, the rest as far as one of these reaches."""

    everything: bool = False
    provinces: frozenset[int] = frozenset()
    parties: frozenset[str] = frozenset()
    # The canonical names under which others' events name those parties.
    names: frozenset[str] = frozenset()

    @property
    def is_anybody(self) -> bool:
        """Tell whether only what is public is seen."""
        return not (self.everything or self.provinces or self.parties)


ANYBODY = Reader()
EVERYTHING = Reader(everything=True)


def visible(reader: Reader) -> QuerySet[Event]:
    """Return the events that a reader may see."""
    if reader.everything:
        return Event.objects.all()
    seen = Q(is_public=True)
    if reader.provinces:
        seen |= Q(province__in=reader.provinces)
    if reader.parties:
        seen |= Q(party__in=reader.parties)
    if reader.names:
        named = Fact.objects.filter(
            kind__in=[FactKind.SOURCE, FactKind.DESTINATION], text__in=reader.names
        )
        seen |= Q(id__in=named.values("event"))
    return Event.objects.filter(seen)


def captures_for(reader: Reader) -> QuerySet[Capture]:
    """Return the captures that a reader may see: their own, and those of their place."""
    if reader.everything:
        return Capture.objects.all()
    seen = Q(party__in=reader.parties) | Q(province__in=reader.provinces)
    return Capture.objects.filter(seen)
