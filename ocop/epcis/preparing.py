"""From a document to what is stored: each event checked, named and indexed, apart from others.

Pure: nothing here asks the database, so that it is done before anything is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from ocop.epcis import rules, schema
from ocop.epcis.columns import LONGEST, identity
from ocop.epcis.context import STANDARD
from ocop.epcis.documents import Document
from ocop.epcis.hashing import cbv_hash
from ocop.epcis.indexing import Indexed, TooMuch, indexed
from ocop.epcis.problems import Kind, Problem, invalid

# GS1-EPCIS-Capture-Limit and GS1-EPCIS-Capture-File-Size-Limit.
MOST_EVENTS = 5_000
LARGEST = 10_000_000


@dataclass(slots=True)
class Entry:
    """One event that may be stored."""

    at: int
    event_id: str
    identity: str
    digest: bytes
    document: bytes
    prefixes: Mapping[str, str]
    row: Indexed


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document: what of it may be stored, and what stands against the rest."""

    document: Document
    entries: list[Entry]
    problems: list[Problem]

    @property
    def refused(self) -> list[Problem]:
        """Return what refuses the document as a whole: its frame, or that no event is sound."""
        frame = [problem for problem in self.problems if problem.event is None]
        return frame or (self.problems if self.document.events and not self.entries else [])


def prepared(document: Document) -> Prepared:
    """Check each event of a document, and work out what is stored of it."""
    if len(document.events) > MOST_EVENTS:
        return Prepared(document, [], [_too_many(len(document.events))])
    problems = schema.faults(document)
    wrong = {problem.event for problem in problems}
    if None in wrong:
        return Prepared(document, [], problems)
    entries = []
    for at, event in enumerate(document.events):
        if at in wrong:
            continue
        namespaces = document.namespaces_for(event)
        found = [problem.at(at) for problem in rules.faults(event, namespaces)]
        if not found:
            entry = entry_of(at, event, namespaces)
            if isinstance(entry, Entry):
                entries.append(entry)
                continue
            found = [entry]
        problems.extend(found)
    return Prepared(document, entries, problems)


def entry_of(at: int, event: Mapping[str, Any], namespaces: Mapping[str, str]) -> Entry | Problem:
    """Return what is stored of an event, or what stands against it."""
    event_hash = cbv_hash(event, namespaces)
    event_id = str(event.get("eventID") or event_hash)
    if len(event_id.encode()) > LONGEST:
        return invalid(f"The event id is longer than {LONGEST} bytes.", "/eventID", at)
    try:
        row = indexed(event, namespaces)
    except TooMuch as much:
        return Problem(Kind.CAPTURE_LIMIT, "The event is too large", str(much), at)
    except ValueError as wrong:
        return invalid(str(wrong), "/eventTime", at)
    return Entry(
        at=at,
        event_id=event_id,
        identity=identity(event_id, is_declaration=row.declared_at is not None),
        digest=bytes.fromhex(event_hash.removeprefix("ni:///sha-256;")[:64]),
        document=orjson.dumps(event),
        prefixes=namespaces,
        row=row,
    )


def own_prefixes(namespaces: Mapping[str, str]) -> tuple[UUID, dict[str, str]]:
    """Return the prefixes that are not the standard's, with what they are known by."""
    own = {name: iri for name, iri in namespaces.items() if STANDARD.get(name) != iri}
    spelt = orjson.dumps(own, option=orjson.OPT_SORT_KEYS)
    return UUID(bytes=sha256(spelt).digest()[:16]), own


def _too_many(count: int) -> Problem:
    told = f"The document has {count} events, more than {MOST_EVENTS}. Send it in several."
    return Problem(Kind.CAPTURE_LIMIT, "The document has too many events", told)
