"""Human codes such as HS-2026-0417: counted without gaps, read aloud without mistakes."""

from django.db import transaction

from ocop.base.models import Counter


def take_number(series: str) -> int:
    """Return the next number of ``series``, without gaps.

    The row stays locked until the caller's transaction ends, so that a number is used exactly
    when what it numbers is written. Refused (by assertion) outside a transaction.
    """
    return take_numbers(series, 1)[0]


def take_numbers(series: str, count: int) -> range:
    """Return the next ``count`` numbers of ``series``, as ``take_number`` does one."""
    assert transaction.get_connection().in_atomic_block, "A number is taken inside an operation."
    Counter.objects.get_or_create(series=series)
    counter = Counter.objects.select_for_update().get(series=series)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)
