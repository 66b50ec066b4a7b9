"""The scratched PIN of a stamp, and that from its first use on another scan says something else."""

from datetime import datetime

from django.db import transaction

from ocop.kernel.act import Act
from ocop.scans.states import mark_opened
from ocop.stamps.models import Batch
from ocop.stamps.operations import try_pin


def scratch(batch: Batch, act: Act, *, counter: int, pin: str) -> tuple[bool, datetime | None]:
    """Try a PIN, as ``stamps`` does; the first right one is kept beside the stamp's scans."""
    right, before = try_pin(batch, act, counter=counter, pin=pin)
    if right and before is None:
        at = int(act.at.timestamp())
        transaction.on_commit(lambda: mark_opened(batch, counter, at))
    return right, before
