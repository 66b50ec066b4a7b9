"""Reading what is captured: three kinds of documents, and what two readers could read apart."""

import json

import pytest

from ocop.epcis.documents import DEEPEST, MOST_PREFIXES, Document, read
from ocop.epcis.problems import Kind, Unreadable
from tests.epcis.samples import CONTEXT, TYPES, answer, document, event


def text(value):
    return json.dumps(value, ensure_ascii=False).encode()


def refusal(data, **options):
    with pytest.raises(Unreadable) as refused:
        read(data, **options)
    return refused.value.problem


def test_a_document_gives_its_events_names_and_header():
    header = {"epcisMasterData": {"vocabularyList": [{"type": "urn:x:y"}]}}
    got = read(text(document(*map(event, TYPES), epcisHeader=header)))

    assert [one["type"] for one in got.events] == TYPES
    assert got.namespaces["tra"] == "https://tra.example.vn/ns/"
    assert got.header == header
    assert got.master_data == [{"type": "urn:x:y"}]
    assert got.context == CONTEXT
    assert not got.is_bare


def test_a_document_of_answers_and_a_bare_event_give_events_too():
    assert read(text(answer(event(), event()))).events == [event(), event()]
    bare = read(text(event() | {"@context": CONTEXT}))
    assert bare.is_bare
    assert len(bare.events) == 1
    assert bare.namespaces_for(bare.events[0])["tra"] == "https://tra.example.vn/ns/"


def test_an_event_may_add_prefixes_of_its_own():
    got = read(text(document(event() | {"@context": {"tra": "https://other.vn/", "x": "urn:x:"}})))

    names = got.namespaces_for(got.events[0])

    assert (names["tra"], names["x"], names["cbv"]) == (
        "https://other.vn/", "urn:x:", "https://ref.gs1.org/cbv/"
    )  # fmt: skip
    assert got.namespaces["tra"] == "https://tra.example.vn/ns/"


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"{", b"[]", b"7", b"null", b'"x"', b"\xff\xfe", b'{"a":NaN}', b'{"a":1e999}',
        b'{"a":Infinity}', b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}', b'{"a":"\\u0000"}',
        b'{"\\u0000":1}', b'{"a":1,}', b"<xml/>", b'{"a":1}{"b":2}', b'{"a":01}', b"{'a':1}",
        b'{"type":"EPCISDocument"}', b'{"type":"EPCISDocument","epcisBody":{"eventList":{}}}',
        b'{"type":"EPCISDocument","epcisBody":{"eventList":[7]}}',
        b'{"type":"EPCISQueryDocument","epcisBody":{"queryResults":[]}}',
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_its_reason(data):
    problem = refusal(data)

    assert problem.kind is Kind.VALIDATION
    assert problem.status == 400
    assert problem.detail.endswith(".")


def test_the_wrong_place_is_named():
    assert refusal(b'{"type":"EPCISDocument"}').field == "/epcisBody"
    assert refusal(text(document() | {"epcisBody": {}})).field == "/epcisBody/eventList"
    assert refusal(text(document() | {"epcisBody": {"eventList": [{}, 7]}})).event == 1


@pytest.mark.parametrize(
    "twice",
    [
        '{"type":"ObjectEvent","action":"ADD","action":"OBSERVE"}',
        '{"type":"ObjectEvent", "a" :1, "a"\n\t: {"b":"c\\":"}}',
        '{"type":"ObjectEvent","a":1,"\\u0061":2}',
        '{"type":"ObjectEvent","a":{"b":"\\u0022:"},"a":1}',
        '{"type":"ObjectEvent","x":[{"y":{"z":1,"z":1}}]}',
        '{"type":"ObjectEvent","":1,"":2}',
    ],
)
def test_a_member_said_twice_is_refused(twice):
    assert "said twice" in refusal(twice.encode()).detail


@pytest.mark.parametrize(
    "once",
    [
        '{"type":"x:y","a":"\\":","b":"\\u0022:","c":"\\\\\\":"}',
        '{"type":"x:y","a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
        '{"type":"x:y","a":"\\\\u0000"}',
        '{"type":"x:y","a":"\\":\\":\\":","b":"trà: “ngon” \\u00e9"}',
        '{"type":"x:y","eventID":"urn:a:b","eventID":"urn:a:c"}',
    ],
)
def test_what_only_looks_said_twice_is_read(once):
    assert isinstance(read(once.encode()), Document)


def test_the_last_event_id_counts():
    assert read(b'{"type":"x:y","eventID":"urn:a:b","eventID":"urn:a:c"}').events[0]["eventID"] == (
        "urn:a:c"
    )


def nested(levels):
    return b'{"type":"x:y","a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def test_a_body_may_be_as_deep_as_is_said_and_no_deeper():
    assert read(nested(DEEPEST))
    assert "deeper" in refusal(nested(DEEPEST + 1)).detail
    assert "deeper" in refusal(nested(900)).detail
    assert refusal(nested(200_000)).status == 400


def test_a_body_may_be_as_large_as_is_said_and_no_larger():
    data = text(document(event()))

    assert read(data, largest=len(data))
    problem = refusal(data, largest=len(data) - 1)
    assert (problem.kind, problem.status) == (Kind.CAPTURE_LIMIT, 413)


def test_a_context_may_define_as_many_prefixes_as_is_said_and_no_more():
    def defining(count):
        return text(document() | {"@context": {f"n{at}": f"urn:{at}:" for at in range(count)}})

    assert read(defining(MOST_PREFIXES))
    assert refusal(defining(MOST_PREFIXES + 1)).field == "/@context"
    parts = [[number] for number in range(MOST_PREFIXES + 2)]
    assert refusal(text(document(event(**{"@context": parts})))).field == "/@context"


def test_a_mark_of_byte_order_is_overseen():
    assert read(b"\xef\xbb\xbf" + text(document(event()))).events == [event()]
