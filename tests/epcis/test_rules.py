"""Rules that a form cannot tell, each on both sides of its boundary."""

import pytest

from ocop.epcis.rules import faults
from tests.epcis.samples import FIELD, LOT, TYPES, event, sensing

WRONG_GTIN = "https://tra.vn/01/08938505170016"
DESTINATION = "/destinationList/0/destination"
TRANSACTION = "/bizTransactionList/0/bizTransaction"


def told(one):
    return [problem.field for problem in faults(one)]


def without(whole, *names):
    return {name: value for name, value in whole.items() if name not in names}


@pytest.mark.parametrize("kind", TYPES)
def test_events_of_every_type_pass(kind):
    assert told(event(kind)) == []


@pytest.mark.parametrize(
    ("kind", "action", "fields"),
    [
        ("AggregationEvent", "ADD", ["/parentID"]),
        ("AggregationEvent", "DELETE", ["/parentID"]),
        ("AggregationEvent", "OBSERVE", []),
        ("AssociationEvent", "ADD", ["/parentID"]),
        ("AssociationEvent", "DELETE", ["/parentID"]),
        ("AssociationEvent", "OBSERVE", ["/parentID"]),
        ("TransactionEvent", "ADD", []),
    ],
)
def test_a_bond_names_its_parent_unless_an_aggregation_is_observed(kind, action, fields):
    assert told(without(event(kind, action=action), "parentID")) == fields


@pytest.mark.parametrize(
    ("action", "fields"),
    [("ADD", ["/childEPCs"]), ("OBSERVE", ["/childEPCs"]), ("DELETE", [])],
)
def test_an_association_names_what_is_associated_unless_it_ends(action, fields):
    bond = without(event("AssociationEvent", action=action), "childEPCs")

    assert told(bond) == fields
    assert told(bond | {"childEPCs": [], "childQuantityList": []}) == fields
    assert told(bond | {"childQuantityList": [{"epcClass": LOT}]}) == []


def test_the_parent_of_an_association_may_be_a_place():
    assert told(event("AssociationEvent", parentID=FIELD["id"])) == []


@pytest.mark.parametrize(
    ("element", "is_right"),
    [
        ({}, True),
        ({"uom": "KGM"}, False),
        ({"quantity": 1}, True),
        ({"quantity": 5.0}, True),
        ({"quantity": 1.5}, False),
        ({"quantity": 1.5, "uom": "KGM"}, True),
        ({"quantity": 0.001, "uom": "KGM"}, True),
        ({"quantity": 0, "uom": "KGM"}, False),
        ({"quantity": 0}, False),
        ({"quantity": -1}, False),
    ],
)
def test_a_quantity_counts_pieces_or_measures_by_its_unit(element, is_right):
    one = event(quantityList=[{"epcClass": LOT}, {"epcClass": LOT, **element}])

    assert told(one) == ([] if is_right else ["/quantityList/1/quantity"])


@pytest.mark.parametrize(
    ("moment", "is_one"),
    [
        ("2016-12-31T23:59:59Z", True),
        ("2016-12-31T23:59:60Z", False),
        ("0001-01-01T00:00:00Z", True),
        ("0001-01-01T00:00:00+01:00", False),
        ("0000-12-31T23:00:00Z", False),
        ("9999-12-31T23:59:59.999Z", True),
        ("9999-12-31T23:59:59-01:00", False),
        ("2026-10-05t10:00:00z", True),
        ("2026-10-05T10:00:00.123456789+07:00", True),
    ],
)
def test_a_moment_is_one_that_can_be_kept(moment, is_one):
    assert told(event(eventTime=moment)) == ([] if is_one else ["/eventTime"])
    declared = event(errorDeclaration={"declarationTime": moment})
    assert told(declared) == ([] if is_one else ["/errorDeclaration/declarationTime"])


def test_moments_of_sensors_are_looked_at_but_may_lie_after_the_event():
    late = sensing()
    late["sensorElementList"][0]["sensorMetadata"]["time"] = "2030-01-01T00:00:00Z"
    late["sensorElementList"][0]["sensorReport"][1]["time"] = "2016-12-31T23:59:60Z"

    assert told(late) == ["/sensorElementList/0/sensorReport/1/time"]


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"epcList": ["urn:x:y", "https://id.gs1.org/01/08938505170016/21/1"]}, "/epcList/1"),
        ({"epcList": ["urn:epc:id:sgtin:8938505.0170010.1"]}, "/epcList/0"),
        ({"quantityList": [{"epcClass": WRONG_GTIN}]}, "/quantityList/0/epcClass"),
        ({"readPoint": {"id": "https://id.gs1.org/414/8938505000016"}}, "/readPoint/id"),
        ({"bizLocation": {"id": "https://id.gs1.org/414/1"}}, "/bizLocation/id"),
        ({"sourceList": [{"source": "urn:epc:id:pgln:1.2"}]}, "/sourceList/0/source"),
        ({"destinationList": [{"destination": "urn:epc:id:pgln:1.2"}]}, DESTINATION),
        ({"bizTransactionList": [{"bizTransaction": "urn:epc:id:gdti:1.2.3"}]}, TRANSACTION),
        ({"parentID": "https://id.gs1.org/00/089385050000000017"}, "/parentID"),
    ],
)  # fmt: skip
def test_a_key_of_gs1_is_in_its_form_and_its_check_digit_fits(members, field):
    assert told(event(**members)) == [field]


def test_an_event_is_not_corrected_by_itself():
    declaration = {"declarationTime": "2026-10-05T10:00:00Z", "correctiveEventIDs": ["urn:a:b"]}

    assert told(event(errorDeclaration=declaration, eventID="urn:a:c")) == []
    assert told(event(errorDeclaration=declaration, eventID="urn:a:b")) == [
        "/errorDeclaration/correctiveEventIDs"
    ]


def test_a_disposition_is_not_both_set_and_unset_however_it_is_written():
    right = {"set": ["recalled"], "unset": ["active"]}
    wrong = {"set": ["recalled"], "unset": ["cbv:Disp-recalled"]}

    assert told(event(persistentDisposition=right)) == []
    assert told(event(persistentDisposition=wrong)) == ["/persistentDisposition"]


def test_each_fault_is_told_as_of_the_standard():
    (problem,) = faults(event(eventTime="2016-12-31T23:59:60Z"))

    assert problem.type == "epcisException:ValidationException"
    assert problem.at(7).as_json() == {
        "type": "epcisException:ValidationException",
        "title": "The content does not follow EPCIS 2.0",
        "status": 400,
        "detail": problem.detail,
        "event": 7,
        "field": "/eventTime",
    }
