"""One event has one hash, however it is written; another event has another."""

import copy
import random

import pytest

from ocop.epcis.context import STANDARD
from ocop.epcis.hashing import cbv_hash, prehash
from ocop.epcis.identifiers import canonical
from ocop.epcis.values import number, time_of
from tests.epcis.samples import BAGS, TYPES, event, sensing

NAMES = STANDARD | {"tra": "https://tra.example.vn/ns/"}


def test_the_text_of_an_event_is_the_standards():
    # CBV 2.0, 8.9: order, names and values; the transactions stand before the ilmd.
    assert prehash(event(), NAMES) == (
        "eventType=ObjectEvent"
        "eventTime=2026-10-05T03:00:00.000Z"
        "eventTimeZoneOffset=+07:00"
        "epcList"
        "epc=https://id.gs1.org/01/08938505000176/21/11"
        "epc=https://id.gs1.org/01/08938505000176/21/12"
        "action=ADD"
        "bizStep=https://ref.gs1.org/cbv/BizStep-commissioning"
        "disposition=https://ref.gs1.org/cbv/Disp-active"
        "readPointid=https://id.gs1.org/414/8938505000015"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-po"
        "bizTransaction=urn:epcglobal:cbv:bt:8938505000005:7"
        "ilmd{https://tra.example.vn/ns/}harvest{https://tra.example.vn/ns/}kg=12.5"
        "{urn:epcglobal:cbv:mda:}lotNumber=L-2026"
    )


def test_sensors_tell_their_metadata_before_their_reports_and_extensions_last():
    text = prehash(sensing(), NAMES)

    assert text.endswith(
        "sensorElementListsensorElement"
        "sensorMetadatatime=2026-10-05T09:59:00.000ZdeviceID=https://id.gs1.org/8004/893850500s1"
        "sensorReporttype=https://gs1.org/voc/RelativeHumidityvalue=81.5uom=P1"
        "{https://tra.example.vn/ns/}note=gió mùa"
        "sensorReporttype=https://gs1.org/voc/Temperaturevalue=26uom=CEL"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-po"
        "bizTransaction=urn:epcglobal:cbv:bt:8938505000005:7"
    )


def shuffled(value, mixed):
    if isinstance(value, dict):
        items = [(name, shuffled(one, mixed)) for name, one in value.items()]
        mixed.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        made = [shuffled(one, mixed) for one in value]
        mixed.shuffle(made)
        return made
    return value


@pytest.mark.parametrize("kind", TYPES)
def test_order_says_nothing(kind):
    mixed = random.Random(kind)
    for one in (event(kind), sensing() | {"type": kind}):
        assert {cbv_hash(shuffled(one, mixed), NAMES) for _ in range(20)} == {cbv_hash(one, NAMES)}


@pytest.mark.parametrize(
    "same",
    [
        {"eventTime": "2026-10-05T03:00:00Z"},
        {"eventTime": "2026-10-05T10:00:00.0004+07:00"},
        {"epcList": [canonical(bag) for bag in BAGS]},
        {"epcList": [canonical(bag).replace("id.gs1.org", "ocop.example/x") for bag in BAGS]},
        {"bizStep": "cbv:BizStep-commissioning"},
        {"bizStep": "urn:epcglobal:cbv:bizstep:commissioning"},
        {"disposition": "https://ref.gs1.org/cbv/Disp-active"},
        {"ilmd": {"cbvmda:lotNumber": "L-2026", "tra:harvest": {"tra:kg": 12.5}}},
        {"eventID": "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8"},
        {"recordTime": "2026-10-05T11:00:00Z"},
        {"errorDeclaration": {"declarationTime": "2026-10-05T11:00:00Z"}},
        {"rdfs:comment": "a word"},
        {"@context": {"x": "urn:x:"}},
        {"quantityList": []},
    ],
)
def test_an_event_written_otherwise_has_the_same_hash(same):
    assert cbv_hash(event(**same), NAMES) == cbv_hash(event(), NAMES)


@pytest.mark.parametrize(
    "other",
    [
        {"eventTime": "2026-10-05T10:00:00.0005+07:00"},
        {"eventTimeZoneOffset": "+08:00"},
        {"epcList": BAGS[:1]},
        {"action": "OBSERVE"},
        {"bizStep": "tra:commissioning"},
        {"quantityList": [{"epcClass": "urn:x:y"}]},
        {"ilmd": {"cbvmda:lotNumber": "L-2026", "tra:harvest": {"tra:kg": "12.51"}}},
        {"ilmd": {"cbvmda:lotNumber": "L-2026", "tra:harvest": {"tra:sack": "12.50"}}},
        {"tra:note": "x"},
        {"certificationInfo": "urn:x:y"},
        {"persistentDisposition": {"set": ["recalled"]}},
    ],
)
def test_another_event_has_another_hash(other):
    assert cbv_hash(event(**other), NAMES) != cbv_hash(event(), NAMES)


def test_hashing_leaves_the_event_as_it_was():
    one = sensing()
    before = copy.deepcopy(one)

    cbv_hash(one, NAMES)

    assert one == before


def test_members_may_be_left_out_of_the_text():
    more = event(**{"tra:seen": "2026"})

    assert prehash(more, NAMES, ignored={"tra:seen"}) == prehash(event(), NAMES)


def test_extensions_tell_lists_objects_and_texts_beside_attributes():
    one = {
        "type": "tra:Withering",
        "tra:leaf": ["b", "a", {"tra:size": 2}],
        "tra:bedList": ["1", "2"],
        "tra:cloth": {"#text": "lụa", "tra:colour": "trắng"},
        "tra:nothing": None,
        "tra:yes": True,
    }

    braced = "{https://tra.example.vn/ns/}"
    assert prehash(one, NAMES) == (
        "eventType=https://tra.example.vn/ns/Withering"
        f"{braced}bedList{braced}bed=1{braced}bed=2"
        f"{braced}cloth=lụa{braced}colour=trắng"
        f"{braced}leaf=a{braced}leaf=b{braced}leaf{braced}size=2"
        f"{braced}yes=true"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12.50", "12.5"), ("+7", "7"), ("007", "7"), ("-0.0", "0"), ("5.", "5"), (".5", "0.5"),
        ("1e3", "1000"), ("1E-7", "1e-07"), ("1e400", "1e400"), ("1_0", "1_0"),
        ("٣", "٣"), ("-", "-"),
        ("340123451111111111", "340123451111111111"), ("0340123451111111110", "340123451111111110"),
        ("-00012345678901234567.500", "-12345678901234567.5"), ("0.000000000000000000", "0"),
        ("2026-10-05", "2026-10-05"), ("1.2.3", "1.2.3"),
    ],
)  # fmt: skip
def test_a_number_is_written_bare_and_whole(text, plain):
    assert number(text) == plain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-10-05T10:00:00+07:00", "2026-10-05T03:00:00.000Z"),
        ("2026-10-05t10:00:00.1z", "2026-10-05T10:00:00.100Z"),
        ("2026-10-05T10:00:00.12345Z", "2026-10-05T10:00:00.123Z"),
        ("2026-10-05T10:00:00.1235Z", "2026-10-05T10:00:00.124Z"),
        ("2026-10-05T10:00:00.1225Z", "2026-10-05T10:00:00.123Z"),
        ("2026-12-31T23:59:59.9995Z", "2027-01-01T00:00:00.000Z"),
        ("0999-10-05T10:00:00Z", "0999-10-05T10:00:00.000Z"),
        ("2026-10-05", "2026-10-05"),
        ("2026-02-30T10:00:00Z", "2026-02-30T10:00:00Z"),
    ],
)
def test_a_time_is_told_in_utc_with_its_fourth_place_rounded(text, told):
    assert time_of(text) == told
