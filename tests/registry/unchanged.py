"""Proof that a refusal is harmless: every row of the record, and its history, is as it was."""

from contextlib import contextmanager

import pytest

from ocop.audit.models import Entry
from ocop.base.models import Counter
from ocop.kernel.errors import Refused
from ocop.registry.models import (
    Paper,
    PaperFile,
    Photo,
    Producer,
    Product,
    ProductCode,
    Representative,
    Story,
)

TABLES = (
    Paper, PaperFile, Counter, Entry, Photo, Producer, Product, ProductCode, Representative, Story
)  # fmt: skip


def everything():
    """Return all rows that an act on the record may touch."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


@contextmanager
def unchanged():
    """Expect that nothing is written."""
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(match=None):
    """Expect a refusal that says ``match`` and leaves every row as it was."""
    with unchanged(), pytest.raises(Refused, match=match) as caught:
        yield caught
