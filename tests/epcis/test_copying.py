"""Rows in bulk: what is written is what is read, in every kind of column."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from ocop.epcis.copying import write_rows
from ocop.epcis.models import EventName, Fact, Thing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 5, 3, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    "number",
    ["0", "1", "-1", "0.1", "-0.0001", "9999", "10000", "10001", "123456789.987654321", "1E+7",
     "298.15", "0.00000000000000000001", "-99999999999999999999.5", "1000000000000", "20.500"],
)  # fmt: skip
def test_a_number_is_read_as_it_was_written(number):
    row = (22, 1, 0, AT, "report", "value", number, Decimal(number), "temperature", None)
    write_rows(Fact, [row])

    # SQLite keeps fifteen digits of a number.
    assert Fact.objects.get().number == pytest.approx(Decimal(number), rel=Decimal("1e-14"))


def test_text_moments_and_nothing_are_read_as_they_were_written():
    early = datetime(1999, 12, 31, 23, 59, 59, 1, tzinfo=UTC)
    write_rows(
        Fact,
        [
            (0, 1, 0, AT, "field", "tên", "chè Hạ Long \\ \t\n", None, "", early),
            (0, 1, 1, early, "field", "", None, None, "", None),
        ],
    )

    first, second = Fact.objects.order_by("place")
    assert (first.text, first.time, first.moment) == ("chè Hạ Long \\ \t\n", AT, early)
    assert (second.text, second.name, second.time, second.moment) == (None, "", early, None)


def test_identities_and_choices_are_read_as_they_were_written():
    name = UUID("12345678-1234-5678-1234-567812345678")
    write_rows(EventName, [(22, name.hex, 2**40, AT)])
    write_rows(Thing, [(1, 7, 0, AT, "epc", True, "https://id.gs1.org/01/1", None, "", None, "")])

    assert EventName.objects.values_list("identity", "event").get() == (name, 2**40)
    assert Thing.objects.get().is_class is True


def test_no_rows_are_written_without_a_word():
    write_rows(Thing, [])

    assert not Thing.objects.exists()
