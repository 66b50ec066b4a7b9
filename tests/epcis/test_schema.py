"""The form of documents and events: what is right passes, and each fault is told at its place."""

import json

import pytest

from ocop.epcis.documents import read
from ocop.epcis.schema import MOST, event_faults, faults
from tests.epcis.samples import CONTEXT, TYPES, answer, document, event, sensing


def told(whole):
    return [(one.event, one.field) for one in faults(read(json.dumps(whole).encode()))]


@pytest.mark.parametrize("kind", TYPES)
def test_events_of_every_type_pass(kind):
    assert told(document(event(kind))) == []
    assert told(answer(event(kind))) == []
    assert told(event(kind) | {"@context": CONTEXT}) == []


def test_an_event_of_somebodys_own_type_passes_with_its_prefix():
    own = {
        "type": "tra:Withering",
        "eventTime": "2026-10-05T10:00:00Z",
        "eventTimeZoneOffset": "+07:00",
    }

    assert told(document(own | {"anything": {"goes": []}})) == []
    assert told(document(own | {"type": "Withering"})) == [(0, "/type")]


def test_a_bare_event_brings_its_context():
    assert told(event()) == [(None, "/@context")]


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_may_set_a_persistent_disposition(kind):
    assert told(document(event(kind, persistentDisposition={"set": ["recalled"]}))) == []
    assert told(document(event(kind, persistentDisposition={}))) == [(0, "/persistentDisposition")]
    assert told(document(event(kind, persistentDisposition={"set": []}))) == [
        (0, "/persistentDisposition/set")
    ]


def without(whole, *names):
    return {name: value for name, value in whole.items() if name not in names}


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        (without(event(), "action"), "/action"),
        (without(event(), "eventTime"), "/eventTime"),
        (without(event(), "eventTimeZoneOffset"), "/eventTimeZoneOffset"),
        (event("TransactionEvent", action="add"), "/action"),
        (event(eventTime="2026-10-05T10:00:00"), "/eventTime"),
        (event(eventTime="2026-02-30T10:00:00Z"), "/eventTime"),
        (event(eventTimeZoneOffset="+14:01"), "/eventTimeZoneOffset"),
        (event(epcList=["a b"]), "/epcList/0"),
        (event(epcList=["urn:x:y", "urn:x:y"]), "/epcList"),
        (event(bizStep="dreaming"), "/bizStep"),
        (event(bizStep="urn:epcglobal:cbv:bizstep:shipping"), "/bizStep"),
        (event(readPoint={}), "/readPoint/id"),
        (event(quantityList=[{"quantity": 1}]), "/quantityList/0/epcClass"),
        (event(quantityList=[{"epcClass": "urn:x:y", "uom": "kg"}]), "/quantityList/0/uom"),
        (event(quantityList=[{"epcClass": "urn:x:y", "more": 1}]), "/quantityList/0"),
        (event(ilmd={"lot": "1"}), "/ilmd"),
        (event(errorDeclaration={}), "/errorDeclaration/declarationTime"),
        (event(note="x"), ""),
        (event(parentID="urn:x:y"), ""),
        (event(action="OBSERVE"), ""),
        (without(event(), "epcList"), ""),
        (event("AggregationEvent", childEPCs=[]), ""),
        (event("TransactionEvent", bizTransactionList=[]), "/bizTransactionList"),
        (without(event("TransformationEvent"), "outputEPCList"), ""),
        (without(event("AssociationEvent"), "parentID"), "/parentID"),
    ],
)
def test_a_fault_is_told_once_at_its_event_and_field(spoilt, field):
    assert told(document(event(), spoilt)) == [(1, field)]


@pytest.mark.parametrize("kind", ["AggregationEvent", "AssociationEvent"])
def test_only_the_end_of_a_bond_may_leave_out_what_was_bound(kind):
    bond = without(event(kind), "childEPCs")

    assert told(document(bond | {"action": "DELETE"})) == []
    assert told(document(bond | {"action": "OBSERVE"})) == [(0, "")]


def test_a_transformation_in_two_steps_has_its_id():
    step = without(event("TransformationEvent"), "outputEPCList")

    assert told(document(step | {"transformationID": "urn:x:y"})) == []


def test_sensors_report_by_every_type_of_measure_and_without_one():
    right = without(sensing(), "ilmd")
    report = right["sensorElementList"][0]["sensorReport"]
    report += [{"type": "EffectiveDoseRate", "value": 1}, {"exception": "ALARM_CONDITION"}]

    assert told(document(right)) == []
    report[0] = {"type": "Warmth"}
    assert told(document(right)) == [(0, "/sensorElementList/0/sensorReport/0/type")]


def test_a_document_is_told_what_it_lacks():
    assert told(without(document(), "creationDate")) == [(None, "/creationDate")]
    assert told(document(id="_:document1")) == []
    assert told(document(id="document 1")) == [(None, "/id")]
    assert told(document(note="x")) == [(None, "")]
    assert told(without(answer(), "creationDate", "schemaVersion")) == []
    assert told(document(epcisHeader={"epcisMasterData": {"vocabularyList": [{}]}})) == [
        (None, "/epcisHeader/epcisMasterData/vocabularyList/0/type")
    ]


def test_each_fault_is_a_sentence_that_names_what_is_wrong():
    spoilt = event(bizStep="dreaming", eventTime="soon", epcList=[7], note=1, action="OBSERVE")

    said = {one.field: one.detail for one in event_faults(spoilt)}

    assert "“dreaming”" in said["/bizStep"]
    assert "“soon”" in said["/eventTime"]
    assert "another type" in said["/epcList/0"]
    assert all(detail.endswith((".", "Z.")) for detail in said.values())


def test_every_event_that_has_a_fault_is_named_however_many_there_are():
    spoilt = [event(epcList=["a b", "a c"]) for _ in range(3 * MOST)]

    found = faults(read(json.dumps(document(*spoilt)).encode()))

    assert {one.event for one in found} == set(range(3 * MOST))
    assert len(found) < 4 * MOST


def test_faults_are_told_up_to_a_number_that_can_be_read():
    assert len(event_faults(event(epcList=[f"a {n}" for n in range(5000)]))) == MOST
