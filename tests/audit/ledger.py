"""A log to tamper with: lines of history, checkpoints, and an export that holds them."""

import importlib.util
from datetime import timedelta
from pathlib import Path

from ocop.audit.export import VERIFIER, write_export
from ocop.audit.models import Entry
from ocop.audit.operations import publish_checkpoint, record
from ocop.base.models import Counter
from ocop.kernel.act import Act
from tests.moment import NOW


def verifier():
    """Return the script that others run, as a module."""
    spec = importlib.util.spec_from_file_location("ocop_verify", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(count, by=None):
    """Record some acts on one thing, no two of them alike."""
    thing, _ = Counter.objects.get_or_create(series="thử")
    before = Entry.objects.count()
    return [
        record(Act(by=by, at=NOW, origin="test"), "test.done", thing, number=before + number)
        for number in range(count)
    ]


def published(*, hours=0):
    """Publish a checkpoint some hours after the tests' moment."""
    return publish_checkpoint(Act(by=None, at=NOW + timedelta(hours=hours), origin="test"))


def exported(folder):
    """Export the log, and return the folder."""
    write_export(Path(folder))
    return Path(folder)
