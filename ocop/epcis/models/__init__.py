"""What the repository keeps: events and their indexes, captures, master data."""

from ocop.epcis.models.captures import Behaviour, Capture, Prefixes
from ocop.epcis.models.events import Event, EventName, Fact, FactKind, Role, Thing
from ocop.epcis.models.masterdata import Attribute, Element, Within

__all__ = [
    "Attribute",
    "Behaviour",
    "Capture",
    "Element",
    "Event",
    "EventName",
    "Fact",
    "FactKind",
    "Prefixes",
    "Role",
    "Thing",
    "Within",
]
