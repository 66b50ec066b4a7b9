"""EPCIS without a database: the event hash against the published package, the schema against JSON.

The package is measured on its own documents where they lie beside the checkout, else on ours.
"""

import copy
import gc
import json
import logging
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from bench.figure import Figure, interleaved
from ocop.epcis import rules, schema
from ocop.epcis.documents import Document, read
from ocop.epcis.hashing import cbv_hash
from ocop.epcis.identifiers import forget
from tests.epcis.published import HASHED
from tests.epcis.samples import TYPES, document, event

EVENTS = 1000
AGAIN = 40


def figures() -> Iterator[Figure]:
    """Measure hashing whole documents, hashing alone, and what checking costs beside parsing."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    yield from hashing([path.read_bytes() for path in HASHED] or ours())
    yield from checking(thousand())


def ours() -> list[bytes]:
    """Return documents of our own, one for each type of event."""
    return [json.dumps(document(event(kind))).encode() for kind in TYPES]


def hashing(bodies: list[bytes]) -> Iterator[Figure]:
    """Hash the same documents by the package and by ours, from their text and from their events."""
    from epcis_event_hash_generator import hash_generator, json_to_py

    taken = [body for body in bodies if theirs(body)]
    prepared = [json_to_py.event_list_from_epcis_document_json(json.loads(body)) for body in taken]
    got = [read(body) for body in taken]
    seconds = interleaved(
        {
            "their text": lambda: timed(lambda: [theirs(body) for body in taken]),
            "our text": lambda: timed(lambda: [hashes(read(body)) for body in taken], AGAIN),
            "theirs": lambda: timed(
                lambda: [hash_generator.epcis_hashes_from_events(one) for one in prepared]
            ),
            "ours": lambda: timed(lambda: [hashes(one) for one in got], AGAIN),
        }
    )
    whole, alone = seconds["their text"] / seconds["our text"], seconds["theirs"] / seconds["ours"]
    yield Figure("CBV hash, text to hash: the published package / ours", whole, at_least=30)
    yield Figure("CBV hash, its events already taken apart / ours", alone)


def theirs(body: bytes) -> list[str]:
    """Return the package's hashes of a document; none where it cannot take it."""
    from epcis_event_hash_generator import hash_generator, json_to_py

    try:
        events = json_to_py.event_list_from_epcis_document_json(json.loads(body))
        hashed: list[str] = hash_generator.epcis_hashes_from_events(events)
    except (KeyError, TypeError):
        return []
    return hashed


def hashes(got: Document) -> list[str]:
    """Return our hashes of a document, no name remembered from before."""
    forget()
    return [cbv_hash(one, got.namespaces_for(one)) for one in got.events]


def thousand() -> bytes:
    """Return a document of a thousand events of five pieces each."""
    bags = (f"urn:epc:id:sgtin:893850500.0017.{number}" for number in range(5 * EVENTS))
    events: list[dict[str, Any]] = []
    for _ in range(EVENTS):
        one = copy.deepcopy(event())
        one["epcList"] = [next(bags) for _ in range(5)]
        events.append(one)
    return orjson.dumps(document(*events))


def checking(body: bytes) -> Iterator[Figure]:
    """Measure reading, schema, rules and hash of a large document beside parsing it."""
    got = read(body)
    seconds = interleaved(
        {
            "loads": lambda: timed(lambda: orjson.loads(body), 5),
            "read": lambda: timed(lambda: read(body), 5),
            "schema": lambda: timed(lambda: schema.faults(got), 5),
            "rules": lambda: timed(lambda: ruled(got)),
            "hash": lambda: timed(lambda: hashes(got)),
        }
    )
    parsed = seconds["loads"]
    yield Figure("schema of 1,000 events / orjson.loads", seconds["schema"] / parsed, at_most=5)
    yield Figure("reading 1,000 events, checks included / orjson.loads", seconds["read"] / parsed)
    yield Figure("rules of 1,000 events / orjson.loads", seconds["rules"] / parsed)
    yield Figure("CBV hash of an event of five pieces", seconds["hash"] / EVENTS * 1e6, "µs")


def ruled(got: Document) -> None:
    """Apply the rules, no name remembered from before."""
    forget()
    for one in got.events:
        rules.faults(one, got.namespaces)


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Return the seconds of the processor that a piece of work takes, on the mean of some times."""
    # As timeit does: what lies about from before is nothing of the work.
    gc.collect()
    gc.disable()
    begun = time.process_time()
    for _ in range(times):
        work()
    taken = time.process_time() - begun
    gc.enable()
    return taken / times
