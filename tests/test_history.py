"""A test that commits leaves an empty database, and history as guarded as before."""

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.audit.models import Entry
from ocop.audit.operations import record
from ocop.base.codes import Counter
from ocop.kernel.act import Act
from tests.history import triggers_off
from tests.moment import NOW


def change_a_line_behind_pythons_back():
    """Try to change a line of history with plain SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET verb = 'other'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", ["first", "second"])
def test_committed_history_is_gone_before_the_next_test(attempt):
    assert not Entry.objects.exists()

    record(Act(by=None, at=NOW), "test.done", Counter.objects.create(series=attempt))

    with pytest.raises(DatabaseError, match="never changed"):
        change_a_line_behind_pythons_back()


@pytest.mark.django_db
def test_the_triggers_come_back():
    record(Act(by=None, at=NOW), "test.done", Counter.objects.create(series="x"))

    with triggers_off():
        change_a_line_behind_pythons_back()

    with pytest.raises(DatabaseError, match="never changed"):
        change_a_line_behind_pythons_back()
