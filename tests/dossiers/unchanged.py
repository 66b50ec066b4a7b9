"""Proof that a refusal is harmless: every row of the domain is as it was."""

from contextlib import contextmanager

import pytest

from ocop.audit.models import Entry
from ocop.base.models import Counter
from ocop.dossiers.models import Assessment, Dossier, Evidence, Proposal, Return
from ocop.kernel.errors import Refused
from ocop.registry.models import ProductCode
from ocop.rulesets.models import Ruleset

TABLES = (
    Assessment, Counter, Dossier, Entry, Evidence, ProductCode, Proposal, Return, Ruleset
)  # fmt: skip


def everything():
    """Return all rows of the tables that an act on a dossier may touch."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


@contextmanager
def refused(match=None, kind=Refused):
    """Expect a refusal that says ``match`` and leaves every row as it was."""
    before = everything()
    with pytest.raises(kind, match=match) as caught:
        yield caught
    assert everything() == before
