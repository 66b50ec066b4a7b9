"""What may be asked for of an event: columns, things and facts in canonical form."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ocop.epcis.columns import LONGEST, exact, identity, kept
from ocop.epcis.context import STANDARD
from ocop.epcis.indexing import MOST, TooMuch, indexed, moment_of, number_of
from tests.epcis.samples import event

NAMES = {**STANDARD, "tra": "https://tra.example.vn/ns/"}


def facts_of(**members):
    """The facts of an event with these members, by kind and name."""
    found = indexed(event(**members), NAMES).facts
    return {(kind, name): (text, number) for kind, name, text, number, *_ in found}


def test_things_are_kept_by_their_canonical_links_with_their_amounts():
    row = indexed(
        event(
            epcList=["urn:epc:id:sgtin:893850500.0017.11"],
            quantityList=[
                {"epcClass": "urn:epc:class:lgtin:893850500.0017.L1", "quantity": 2, "uom": "TNE"}
            ],
        ),
        NAMES,
    )

    assert row.things == [
        ("epc", False, "https://id.gs1.org/01/08938505000176/21/11", None, "", None, ""),
        (
            "epc", True, "https://id.gs1.org/01/08938505000176/10/L1",
            Decimal(2000), "mass", Decimal(2), "TNE",
        ),
    ]  # fmt: skip


def test_an_extension_is_kept_by_its_iri_and_what_is_inside_it_apart():
    facts = facts_of(**{"tra:đồi": {"tra:cao": "120.5", "tra:tên": ["A", "B"]}})

    top, inner = "https://tra.example.vn/ns/đồi", "https://tra.example.vn/ns/cao"
    assert facts["field", top] == (None, None)
    assert facts["field.in", inner] == ("120.5", Decimal("120.5"))
    assert ("field", inner) not in facts


def test_a_reading_is_kept_in_the_unit_of_its_dimension():
    report = {"type": "Temperature", "value": 25, "uom": "CEL", "sDev": 1}
    facts = indexed(event(sensorElementList=[{"sensorReport": [report]}]), NAMES).facts

    kelvin = {number for kind, name, _, number, *_ in facts if (kind, name) == ("report", "value")}
    assert kelvin == {Decimal("298.15")}
    assert ("element", "") in {(kind, name) for kind, name, *_ in facts}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-05T10:00:00+07:00", datetime(2026, 10, 5, 3, tzinfo=UTC)),
        ("2026-10-05T03:00:00.5Z", datetime(2026, 10, 5, 3, 0, 0, 500000, tzinfo=UTC)),
        ("2026-10-05T03:00:00", None),
        ("9999-12-31T23:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("not a moment of any kind", None),
        (7, None),
    ],
)
def test_a_moment_is_one_with_its_zone_within_the_calendar(text, moment):
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("value", "number"),
    [("12.50", Decimal("12.50")), (7, Decimal(7)), ("1e3", Decimal(1000)), ("1e31", None),
     (True, None), ("12 kg", None), ("٣", None), (None, None)],
)  # fmt: skip
def test_a_number_is_one_that_a_measure_could_have(value, number):
    assert number_of(value) == number


def test_an_event_names_no_more_than_is_kept_of_one():
    with pytest.raises(TooMuch):
        indexed(event(**{"tra:x": ["a"] * (MOST + 1)}), NAMES)


def test_a_long_text_is_kept_by_its_beginning_and_digest():
    assert kept("ạ" * 100) == "ạ" * 100
    long, other = "ạ" * LONGEST, "ạ" * LONGEST + "b"
    assert len(kept(long).encode()) <= LONGEST
    assert kept(long) != kept(other)


def test_a_number_beyond_every_measure_is_kept_as_text_only():
    assert exact(Decimal("1e29")) == Decimal("1e29")
    assert exact(Decimal("1e30")) is None
    assert exact(Decimal("NaN")) is None


def test_a_declaration_has_an_identity_of_its_own():
    assert identity("a", is_declaration=True) != identity("a", is_declaration=False)
