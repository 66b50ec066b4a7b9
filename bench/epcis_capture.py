"""Capture: documents of 1,000 events, from bytes to rows, against COPY of the prepared rows."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import orjson
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from bench.figure import Figure, interleaved
from ocop.base.partitions import ensure_partitions
from ocop.epcis import documents, storing
from ocop.epcis.access import Capturer
from ocop.epcis.copying import encoded
from ocop.epcis.operations import capture
from ocop.epcis.preparing import prepared
from ocop.kernel.act import Act
from ocop.kernel.collecting import settle

EVENTS = 1_000
DOCUMENTS = 4
ROUNDS = 5
GOAL = 0.25
APART = "import django; django.setup(); from bench import epcis_capture; epcis_capture.main()"
CONTEXT = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"example": "https://ns.example.com/epcis/"},
]
_serial = count(1)


def figures(var: Path) -> Iterator[Figure]:
    """Measure on a PostgreSQL of our own, in a process of its own."""
    from tests import postgres

    with postgres.running() as url:
        environ = {**os.environ, "DATABASE_URL": url, "OCOP_VAR": str(var / "capture")}
        command = [sys.executable, "-c", APART]
        told = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    for line in told.stdout.splitlines():
        name, value, unit, at_least = line.split("\t")
        yield Figure(name, float(value), unit, at_least=float(at_least) if at_least else None)


def main() -> None:
    """Capture and copy in turn, and print what came of it."""
    call_command("migrate", verbosity=0)
    act = Act(by=None, at=timezone.now(), origin="bench")
    ensure_partitions(act.day)
    settle()  # as ocop.wsgi does
    captured(act)
    copied(act)
    seconds = interleaved(
        {"capture": lambda: captured(act), "copy": lambda: copied(act)}, rounds=ROUNDS
    )
    ratio = seconds["copy"] / seconds["capture"]
    told = DOCUMENTS * EVENTS / seconds["capture"]
    print(f"capture documents of 1,000 events / COPY of their rows\t{ratio}\t×\t{GOAL}")
    print(f"events captured in a second\t{told}\t/s\t", flush=True)


def document(act: Act) -> bytes:
    """Write a document of events that nobody has seen, some 800 bytes each."""
    return orjson.dumps(
        {
            "@context": CONTEXT,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": act.at.isoformat(timespec="milliseconds"),
            "epcisBody": {"eventList": [event(act, next(_serial)) for _ in range(EVENTS)]},
        }
    )


def event(act: Act, number: int) -> dict[str, object]:
    """Return an event of five things, with its place, its transaction and a field of one's own."""
    happened = act.at - timedelta(seconds=number % 80_000)
    return {
        "type": "ObjectEvent",
        "eventTime": happened.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": "+07:00",
        "epcList": [f"urn:epc:id:sgtin:0614141.107346.{number * 5 + one}" for one in range(5)],
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "readPoint": {"id": f"urn:epc:id:sgln:0614141.{number % 500:05}.0"},
        "bizLocation": {"id": "urn:epc:id:sgln:0614141.07346.0"},
        "bizTransactionList": [
            {"type": "po", "bizTransaction": f"http://transaction.example.com/po/{number // 20}"}
        ],
        "example:furtherInformation": f"Lorry {number % 70}, seal {number * 7919 % 1_000_000}",
    }


def captured(act: Act) -> float:
    """Take documents in as the door does, from bytes to the commit, and return the seconds."""
    bodies = [document(act) for _ in range(DOCUMENTS)]
    gc.collect()
    begun = time.perf_counter()
    for body in bodies:
        job = capture(act, document=prepared(documents.read(body)))
        assert job.stored == EVENTS, job.errors[:1]
    return time.perf_counter() - begun


def copied(act: Act) -> float:
    """Copy the rows of as many documents, ready in their binary form, and return the seconds."""
    ready = [rows_of(document(act)) for _ in range(DOCUMENTS)]
    gc.collect()
    begun = time.perf_counter()
    for tables in ready:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, data in tables:
                with cursor.copy(statement) as copy:
                    copy.write(data)
    return time.perf_counter() - begun


def rows_of(body: bytes) -> list[tuple[str, bytes]]:
    """Return what COPY is sent for a document, table by table; numbers far above those taken."""
    found = prepared(documents.read(body))
    numbers = range(first := next(_serial) * EVENTS + 1_000_000_000, first + EVENTS)
    around = storing.Around(1, Capturer(), timezone.now())
    tables = storing.rows_of(found.entries, around, numbers=numbers, prefixes=[1] * EVENTS)
    return [
        (copy_into(model), b"".join(encoded(model._meta.concrete_fields, rows)))
        for model, rows in tables.items()
    ]


def copy_into(model: type[Model]) -> str:
    """Return the statement that copies rows into a table."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f"COPY {model._meta.db_table} ({columns}) FROM STDIN (FORMAT BINARY)"
