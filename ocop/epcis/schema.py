"""The form of a document and its events: members, types, words and formats of EPCIS 2.0."""

from ocop.epcis.documents import Document
from ocop.epcis.problems import Problem, invalid


def faults(document: Document) -> list[Problem]:
    """Return what breaks the form of EPCIS 2.0, each with its event and field."""
    return [
        invalid(f"{name} is missing.", f"/{name}", at)
        for at, event in enumerate(document.events)
        for name in ("type", "eventTime", "eventTimeZoneOffset")
        if name not in event
    ]
