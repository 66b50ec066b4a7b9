"""What the repository keeps: events and their indexes, captures, master data, kept questions."""

from ocop.epcis.models.asking import (
    NamedQuery,
    ReleasedToken,
    Sending,
    SendingState,
    Subscription,
)
from ocop.epcis.models.captures import Behaviour, Capture, CompanyPrefix, Prefixes
from ocop.epcis.models.events import Event, EventDay, EventName, Fact, FactKind, Role, Thing
from ocop.epcis.models.masterdata import Attribute, Element, Within

__all__ = [
    "Attribute",
    "Behaviour",
    "Capture",
    "CompanyPrefix",
    "Element",
    "Event",
    "EventDay",
    "EventName",
    "Fact",
    "FactKind",
    "NamedQuery",
    "Prefixes",
    "ReleasedToken",
    "Role",
    "Sending",
    "SendingState",
    "Subscription",
    "Thing",
    "Within",
]
