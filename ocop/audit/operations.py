"""Writing history: the one function that every operation calls once."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import models, transaction

from ocop.audit.ledger import digest
from ocop.audit.models import Entry
from ocop.kernel.act import Act


@transaction.atomic
def record(act: Act, verb: str, target: models.Model, **facts: Any) -> Entry:
    """Add the line that ``act`` did ``verb`` to ``target``, inside the caller's transaction."""
    kind, key = target._meta.label, str(target.pk)
    told = {name: _plain(value) for name, value in facts.items()}
    by = getattr(act.by, "pk", None)
    return Entry.objects.create(
        at=act.at,
        by_id=by,
        origin=act.origin,
        request=act.request,
        verb=str(verb),
        target_type=kind,
        target_id=key,
        target_name=str(target)[:200],
        facts=told,
        digest=digest(at=act.at, by=by, verb=str(verb), target=(kind, key), facts=told),
    )


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it, exactly: no float, no guess."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
