"""EPCIS in XML: read as if it had been captured in JSON-LD, and written back the same."""

import pytest

from ocop.epcis import rules, schema, xml
from ocop.epcis.context import STANDARD, namespaces_of
from ocop.epcis.documents import document_of
from ocop.epcis.hashing import cbv_hash, prehash
from tests.epcis.samples import TYPES, answer, document, event, sensing

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE project>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
  xmlns:tra="https://tra.example.vn/ns/" xmlns:cbvmda="urn:epcglobal:cbv:mda"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" creationDate="2026-10-05T10:00:00Z">"""
FOOT = "</epcis:EPCISDocument>"
HARVEST = """
  <ObjectEvent>
    <!-- what was picked at dawn -->
    <eventTime>2026-10-05T10:00:00.000+07:00</eventTime>
    <eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
    <epcList><epc>urn:epc:id:sgtin:893850500.0017.11</epc>
      <epc> urn:epc:id:sgtin:893850500.0017.12 </epc></epcList>
    <action>ADD</action>
    <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
    <disposition>https://ref.gs1.org/cbv/Disp-active</disposition>
    <readPoint><id>urn:epc:id:sgln:893850500.001.0</id></readPoint>
    <bizTransactionList>
      <bizTransaction
        type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:8938505000005:7</bizTransaction>
    </bizTransactionList>
    <ilmd>
      <cbvmda:lotNumber>L-2026</cbvmda:lotNumber>
      <tra:harvest><tra:kg xsi:type="xsd:decimal">12.50</tra:kg></tra:harvest>
    </ilmd>
  </ObjectEvent>"""


def body(*events):
    return f"<EPCISBody><EventList>{''.join(events)}</EventList></EPCISBody>"


def text(*events, head=HEAD, foot=FOOT):
    return (head + body(*events) + foot).encode()


def sound(got):
    """Return the events of a document against which nothing stands."""
    assert schema.faults(got) == []
    for one in got.events:
        assert rules.faults(one, got.namespaces_for(one)) == []
    return got.events


def test_an_event_in_xml_is_the_event_in_json():
    got = xml.read(text(HARVEST))

    assert sound(got) == [event()]
    assert got.namespaces == STANDARD | {"tra": "https://tra.example.vn/ns/"}
    assert got.type == "EPCISDocument"


def test_both_ways_of_writing_an_event_have_one_hash():
    names = namespaces_of(document()["@context"])
    got = xml.read(text(HARVEST))

    assert cbv_hash(got.events[0], got.namespaces) == cbv_hash(event(), names)


def test_sensors_tell_in_attributes():
    got = xml.read(
        text("""
  <ObjectEvent>
    <eventTime>2026-10-05T10:00:00Z</eventTime>
    <eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
    <epcList/>
    <action>OBSERVE</action>
    <readPoint><id>urn:epc:id:sgln:893850500.001.0</id></readPoint>
    <sensorElementList><sensorElement>
      <sensorMetadata time="2026-10-05T09:59:00Z" deviceID="urn:epc:id:giai:893850500.s1"
        tra:shade="yes"/>
      <sensorReport type="gs1:Temperature" value="26.0" uom="CEL" booleanValue="1"
        component="cbv:Comp-x"/>
      <sensorReport type="https://gs1.org/voc/Count" value="7" exception="gs1:ALARM_CONDITION"/>
      <tra:cover>net</tra:cover>
    </sensorElement></sensorElementList>
    <persistentDisposition><unset>urn:epcglobal:cbv:disp:active</unset>
      <set>cbv:Disp-recalled</set></persistentDisposition>
    <certificationInfo>urn:x:y</certificationInfo>
    <certificationInfo>urn:x:z</certificationInfo>
  </ObjectEvent>""")
    )

    (one,) = sound(got)
    (element,) = one["sensorElementList"]
    assert element == {
        "sensorMetadata": {
            "time": "2026-10-05T09:59:00Z",
            "deviceID": "urn:epc:id:giai:893850500.s1",
            "tra:shade": "yes",
        },
        "sensorReport": [
            {
                "type": "Temperature",
                "value": 26.0,
                "uom": "CEL",
                "booleanValue": True,
                "component": "x",
            },
            {"type": "Count", "value": 7, "exception": "ALARM_CONDITION"},
        ],
        "tra:cover": "net",
    }
    assert one["persistentDisposition"] == {"unset": ["active"], "set": ["recalled"]}
    assert one["certificationInfo"] == ["urn:x:y", "urn:x:z"]


OLD = HEAD.replace("xsd:2", "xsd:1").replace('"2.0"', '"1.2"')


def test_what_1_2_wrapped_in_extensions_stands_where_2_0_has_it():
    [got] = sound(
        xml.read(
            text(
                """
  <ObjectEvent>
    <eventTime>2016-10-05T10:00:00Z</eventTime><eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
    <baseExtension>
      <eventID>urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
      <errorDeclaration>
        <declarationTime>2016-10-06T10:00:00Z</declarationTime>
        <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
        <correctiveEventIDs><correctiveEventID>urn:a:b</correctiveEventID></correctiveEventIDs>
        <tra:by>Lan</tra:by>
      </errorDeclaration>
    </baseExtension>
    <epcList/><action>ADD</action>
    <extension>
      <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:893850500.0017.L</epcClass>
        <quantity>12.50</quantity><uom>KGM</uom></quantityElement></quantityList>
      <sourceList><source
        type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:893850500.001</source></sourceList>
      <ilmd><tra:leaf tra:fold="2">two</tra:leaf><tra:leaf>three</tra:leaf></ilmd>
    </extension>
    <tra:note>x</tra:note>
  </ObjectEvent>""",
                head=OLD,
            )
        )
    )

    assert got["errorDeclaration"] == {
        "declarationTime": "2016-10-06T10:00:00Z",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:a:b"],
        "tra:by": "Lan",
    }
    assert got["quantityList"][0]["quantity"] == 12.5
    assert got["sourceList"][0]["type"] == "owning_party"
    assert got["ilmd"] == {"tra:leaf": [{"#text": "two", "tra:fold": "2"}, "three"]}


def test_an_event_that_1_2_wrapped_in_an_extension_stands_by_itself():
    read = xml.read(
        text(
            """
  <extension><TransformationEvent>
    <eventTime>2016-10-05T10:00:00Z</eventTime><eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
    <inputEPCList><epc>urn:epc:id:sgtin:893850500.0017.11</epc></inputEPCList>
    <outputQuantityList><quantityElement><epcClass>urn:epc:idpat:sgtin:893850500.0018.*</epcClass>
      <quantity>3</quantity></quantityElement></outputQuantityList>
  </TransformationEvent></extension>""",
            head=OLD,
        )
    )

    assert [event["type"] for event in sound(read)] == ["TransformationEvent"]
    assert read.whole["schemaVersion"] == "2.0"


def test_a_count_of_1_2_becomes_an_observation_of_as_many():
    [got] = sound(
        xml.read(
            text(
                """
  <QuantityEvent>
    <eventTime>2016-10-05T10:00:00Z</eventTime><eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
    <epcClass>urn:epc:idpat:sgtin:893850500.0017.*</epcClass><quantity>40</quantity>
  </QuantityEvent>""",
                head=OLD,
            )
        )
    )

    assert (got["type"], got["action"]) == ("ObjectEvent", "OBSERVE")
    assert got["quantityList"] == [
        {"epcClass": "urn:epc:idpat:sgtin:893850500.0017.*", "quantity": 40}
    ]


def test_the_header_gives_parties_and_master_data():
    header = """
  <EPCISHeader>
    <sbdh:StandardBusinessDocumentHeader
      xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
      <sbdh:Sender><sbdh:Identifier>urn:a:b</sbdh:Identifier></sbdh:Sender>
      <sbdh:DocumentIdentification>
        <sbdh:InstanceIdentifier>7</sbdh:InstanceIdentifier>
      </sbdh:DocumentIdentification>
    </sbdh:StandardBusinessDocumentHeader>
    <extension><EPCISMasterData><VocabularyList>
      <Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList>
        <VocabularyElement id="urn:epc:id:sgln:893850500.001.0">
          <attribute id="urn:epcglobal:cbv:mda:name">Vườn trà</attribute>
          <attribute id="urn:x:y"><tra:at><tra:lat>20.95</tra:lat></tra:at></attribute>
          <children><id>urn:epc:id:sgln:893850500.001.7</id></children>
        </VocabularyElement>
      </VocabularyElementList></Vocabulary>
    </VocabularyList></EPCISMasterData></extension>
  </EPCISHeader>"""

    got = xml.read(text(head=HEAD + header))

    assert schema.faults(got) == []
    assert (got.whole["sender"], got.whole["instanceIdentifier"]) == ("urn:a:b", "7")
    assert got.master_data == [
        {
            "type": "urn:epcglobal:epcis:vtype:BusinessLocation",
            "vocabularyElementList": [
                {
                    "id": "urn:epc:id:sgln:893850500.001.0",
                    "attributes": [
                        {"id": "urn:epcglobal:cbv:mda:name", "attribute": "Vườn trà"},
                        {"id": "urn:x:y", "attribute": {"tra:at": {"tra:lat": "20.95"}}},
                    ],
                    "children": ["urn:epc:id:sgln:893850500.001.7"],
                }
            ],
        }
    ]


WHOLES = [
    document(*(event(kind) for kind in TYPES)),
    document({name: one for name, one in sensing().items() if name != "ilmd"}),
    answer(event(), event("AggregationEvent")),
    event("TransactionEvent") | {"@context": document()["@context"]},
    document(
        event(
            errorDeclaration={
                "declarationTime": "2026-10-05T10:00:00Z",
                "reason": "did_not_occur",
                "correctiveEventIDs": ["urn:a:b"],
            },
            persistentDisposition={"set": ["recalled"], "unset": ["active"]},
            **{
                "tra:1a/b": {"tra:x": ["1", {"tra:y": "2"}]},
                "tra:leaf": "trà & “sen”",
            },
        )
    ),
]


@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize("as_urn", [False, True])
def test_what_is_written_is_read_back_the_same(whole, as_urn):
    before = document_of(whole)

    got = xml.read(xml.write(whole, as_urn=as_urn))

    assert schema.faults(got) == []
    assert got.type == before.type
    assert [prehash(one, got.namespaces_for(one)) for one in got.events] == [
        prehash(one, before.namespaces_for(one)) for one in before.events
    ]


def test_a_name_in_full_comes_back_with_a_prefix_of_its_namespace():
    got = xml.read(xml.write(document(event(**{"https://own.vn/ns#leaf": "sen"}))))

    (prefix,) = got.namespaces.keys() - STANDARD.keys() - {"tra"}
    assert got.namespaces[prefix] == "https://own.vn/ns#"
    assert got.events[0][f"{prefix}:leaf"] == "sen"


def test_words_are_written_in_full_or_as_urn():
    assert b"<bizStep>https://ref.gs1.org/cbv/BizStep-commissioning<" in xml.write(WHOLES[0])
    assert b"<bizStep>urn:epcglobal:cbv:bizstep:commissioning<" in xml.write(WHOLES[0], as_urn=True)
    assert b'type="gs1:Temperature"' in xml.write(WHOLES[1], as_urn=True)


def test_members_stand_in_the_order_of_the_xml_schema():
    mixed = dict(
        reversed(event("AggregationEvent", disposition="active", eventID="urn:a:b").items())
    )
    written = xml.write(document(mixed)).decode()

    order = [
        "eventTime>",
        "eventID>",
        "parentID>",
        "childEPCs>",
        "action>",
        "bizStep>",
        "disposition>",
    ]
    assert [written.index(f"<{one}") for one in order] == sorted(
        written.index(f"<{one}") for one in order
    )


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("ObjectEvent", "epcList"),
        ("TransactionEvent", "epcList"),
        ("AggregationEvent", "childEPCs"),
        ("AssociationEvent", "childEPCs"),
    ],
)
def test_an_event_that_names_no_single_thing_has_the_list_that_the_xml_schema_wants(kind, needed):
    by_quantity = {"childEPCs": "childQuantityList", "epcList": "quantityList"}[needed]
    lot = {"epcClass": "urn:epc:class:lgtin:893850500.0017.L-2026", "quantity": 3}
    whole = {name: one for name, one in event(kind).items() if name != needed}
    whole = document(whole | {by_quantity: [lot]})

    written = xml.write(whole)
    got = xml.read(written)

    assert f"<{needed}/>".encode() in written
    assert schema.faults(got) == []
    assert cbv_hash(got.events[0], STANDARD) == cbv_hash(
        whole["epcisBody"]["eventList"][0], STANDARD
    )


def test_the_answer_of_a_subscription_names_it():
    whole = answer(event())
    whole["epcisBody"]["queryResults"]["subscriptionID"] = "7"

    got = xml.read(xml.write(whole))

    assert got.whole["epcisBody"]["queryResults"]["subscriptionID"] == "7"
    assert sound(got) == [event()]
