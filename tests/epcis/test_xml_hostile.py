"""XML that means harm, or has been spoilt: refused with its reason, and soon."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.epcis import rules, schema, xml
from ocop.epcis.documents import DEEPEST, MOST_PREFIXES, document_of
from ocop.epcis.hashing import cbv_hash
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.epcis.xml.names import escaped, unescaped
from ocop.epcis.xml.parsing import MOST_ATTRIBUTES, MOST_DECLARATIONS
from tests.epcis.samples import BAGS, document, event, patient, spoilt
from tests.epcis.test_xml import HARVEST, WHOLES, text


def refusal(data, **options):
    with pytest.raises(Unreadable) as refused:
        xml.read(data, **options)
    return refused.value.problem


QUERY_OF_NOTHING = b"""<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2">
  <EPCISBody/></q:EPCISQueryDocument>"""
BOMB = '<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<", b"{}", b"<a/>", b"<a></b>", b"\xff\xfe<\x00a\x00/\x00>\x00", b"<a>\x00</a>",
        b'<?xml version="1.0" encoding="UTF-16"?><a/>',
        b'<?xml version="1.0" encoding="latin1"?><a/>',
        b'<?xml version="1.0" encoding="x"?><a/>', "<a>\xff</a>".encode("latin1"),
        f'{BOMB}<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"/>'.encode(),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a PUBLIC "x" "http://x/"><a/>',
        b"<!DOCTYPE a><!DOCTYPE b><a/>", b"<a>&x;</a>", b"<!ENTITY a 'b'><a/>",
        b'<EPCISDocument xmlns="urn:x"/>',
        b'<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2"/>',
        b"<EPCISBody/>",
        QUERY_OF_NOTHING,
    ],
)  # fmt: skip
def test_what_is_no_safe_document_is_refused_with_its_reason(data):
    problem = refusal(data)

    assert (problem.kind, problem.status) == (Kind.VALIDATION, 400)
    assert problem.detail.endswith(".")


def test_a_body_may_be_as_large_and_as_deep_as_is_said_and_no_more():
    data = text(HARVEST)
    assert xml.read(data, largest=len(data))
    assert refusal(data, largest=len(data) - 1).status == 413

    # Four levels lie above an event's extension: document, body, list and event.
    def nested(levels):
        deep = "<tra:a>" * levels + "</tra:a>" * levels
        return text(HARVEST.replace("</ObjectEvent>", f"{deep}</ObjectEvent>"))

    assert xml.read(nested(DEEPEST - 4))
    assert "deeper" in refusal(nested(DEEPEST - 3)).detail
    assert refusal(nested(5000)).status == 400


def test_a_fault_in_xml_is_told_as_of_any_document():
    wrong = HARVEST.replace("+07:00</eventTimeZoneOffset>", "+15:00</eventTimeZoneOffset>")
    wrong = wrong.replace("<action>ADD</action>", "<action>ADD</action><action>ADD</action><note/>")

    found = schema.faults(xml.read(text(HARVEST, wrong)))

    assert {(one.event, one.field) for one in found} >= {
        (1, "/eventTimeZoneOffset"),
        (1, "/action"),
        (1, ""),
    }


def test_a_body_may_name_as_many_namespaces_as_is_said_and_no_more():
    def naming(count):
        named = "".join(f'<a xmlns="urn:n:{number}"/>' for number in range(count))
        return text(HARVEST.replace("</ObjectEvent>", f"{named}</ObjectEvent>"))

    # The harvest names one.
    assert xml.read(naming(MOST_PREFIXES - 1))
    assert "namespaces" in refusal(naming(MOST_PREFIXES)).detail


def test_a_body_may_declare_namespaces_as_often_as_is_said_and_no_more():
    def declaring(times):
        named = '<a xmlns:b="urn:b"/>' * (times - 1)
        return f'<x xmlns="urn:x">{named}</x>'.encode()

    assert "no document" in refusal(declaring(MOST_DECLARATIONS)).detail
    assert "declares" in refusal(declaring(MOST_DECLARATIONS + 1)).detail


def test_an_element_may_have_as_many_attributes_as_is_said_and_no_more():
    def having(count):
        said = " ".join(f'b{number}="1"' for number in range(count))
        crowded = f"<tra:a {said}/>"
        return text(HARVEST.replace("</ObjectEvent>", f"{crowded}</ObjectEvent>"))

    assert xml.read(having(MOST_ATTRIBUTES))
    assert "attributes" in refusal(having(MOST_ATTRIBUTES + 1)).detail


@patient
@given(st.text(min_size=1))
def test_any_name_is_one_of_an_element_and_back(name):
    assert (
        unescaped(escaped(name)) == name
        or "\0" in name
        or any("\ud800" <= c <= "\udfff" for c in name)
    )


def test_spoilt_documents_are_written_and_spoilt_xml_is_refused_with_a_reason():
    chance = random.Random(7)
    taken = {True: 0, False: 0}
    for _ in range(600):
        whole = spoilt(chance.choice(WHOLES), chance)
        try:
            got = document_of(whole)
        except Unreadable:
            continue
        if not schema.faults(got):
            data = bytearray(xml.write(whole))
            assert len(xml.read(bytes(data)).events) == len(got.events)
            for _ in range(chance.choice([1, 2, 5])):
                at = chance.randrange(len(data))
                data[at : at + chance.choice([0, 1, 30])] = chance.choice(
                    [
                        b"",
                        b"<",
                        b">",
                        b'"',
                        b"&",
                        b"\0",
                        b"\xff",
                        b"</",
                        b"<a>",
                        b":",
                        b"xmlns=",
                        b"]]>",
                    ]
                )
            taken[is_read(bytes(data))] += 1
    assert min(taken.values()) > 3


def is_read(data):
    try:
        got = xml.read(data)
    except Unreadable as refused:
        assert isinstance(refused.problem, Problem)
        return False
    schema.faults(got)
    for one in got.events:
        rules.faults(one, got.namespaces_for(one))
        cbv_hash(one, got.namespaces_for(one))
    return True


@patient
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_any_extension_can_be_written(value):
    written = xml.write(document(event(**{"tra:any": value, "x:y": value, "epcList": BAGS})))

    assert len(xml.read(written).events) == 1
