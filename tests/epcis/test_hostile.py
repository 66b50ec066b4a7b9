"""Whatever comes in, only a refusal with its reason comes out, and soon."""

import random

import orjson
from hypothesis import given
from hypothesis import strategies as st

from ocop.epcis import hashing, rules, schema
from ocop.epcis.context import namespaces_of
from ocop.epcis.documents import read
from ocop.epcis.identifiers import as_link, as_urn, canonical, class_of, fault_of, prefix_of
from ocop.epcis.problems import Problem, Unreadable
from ocop.epcis.units import normal
from tests.epcis.samples import JUNK, TYPES, answer, document, event, patient, sensing, spoilt

SAMPLES = [
    document(*(event(kind) for kind in TYPES)),
    document(sensing(), epcisHeader={"epcisMasterData": {"vocabularyList": [{"type": "urn:x:y"}]}}),
    answer(event("AggregationEvent"), event("TransformationEvent")),
    event() | {"@context": ["https://x.vn/c", {"tra": "https://tra.vn/"}]},
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(JUNK),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def taken(data):
    """Take a body as far as it goes, and return how far that was."""
    try:
        got = read(data, largest=100_000)
    except Unreadable as refused:
        assert isinstance(refused.problem, Problem)
        assert refused.problem.detail
        return "unread"
    found = schema.faults(got)
    assert all(isinstance(one, Problem) and one.detail and one.as_json() for one in found)
    for one in got.events:
        names = got.namespaces_for(one)
        assert all(problem.detail for problem in rules.faults(one, names))
        assert hashing.cbv_hash(one, names).startswith("ni:///sha-256;")
    return "wrong" if found else "right"


def test_spoilt_documents_are_taken_or_refused_with_a_reason():
    chance = random.Random(20261005)
    seen = {"unread": 0, "wrong": 0, "right": 0}
    for _ in range(3000):
        whole = spoilt(chance.choice(SAMPLES), chance)
        seen[taken(orjson.dumps(whole))] += 1
    assert min(seen.values()) > 30


def test_spoilt_bytes_are_taken_or_refused_with_a_reason():
    chance = random.Random(5102026)
    bodies = [orjson.dumps(sample) for sample in SAMPLES]
    for _ in range(3000):
        data = bytearray(chance.choice(bodies))
        for _ in range(chance.choice([1, 1, 2, 8])):
            at = chance.randrange(len(data))
            data[at : at + chance.choice([0, 1, 1, 40])] = chance.choice(
                [
                    b"",
                    b"\\",
                    b'"',
                    b"\0",
                    b"\xff",
                    b"{",
                    b"[",
                    b"}",
                    b":",
                    b"1e9",
                    b"\\ud800",
                    b"\\u0000",
                ]
            )
        taken(bytes(data))


@patient
@given(VALUES)
def test_any_value_is_taken_or_refused_with_a_reason(value):
    whole = document(event(**{"tra:any": value, "ilmd": value, "readPoint": value}))
    try:
        data = orjson.dumps(whole)
    except (TypeError, orjson.JSONEncodeError):
        return
    taken(data)
    namespaces_of(value)


@patient
@given(st.text() | st.sampled_from([one for one in JUNK if isinstance(one, str)]))
def test_any_text_has_a_name(text):
    for start in ("", "urn:epc:id:sgtin:", "urn:epc:", "https://id.gs1.org/01/", "http://"):
        name = canonical(start + text)
        assert canonical(name) == name
        assert isinstance(as_link(start + text), str)
        assert canonical(as_urn(name)) == name
        assert isinstance(fault_of(start + text), str)
        assert prefix_of(start + text) is None or class_of(start + text) != ""


@patient
@given(
    st.text() | st.floats() | st.integers() | st.decimals(),
    st.sampled_from(["CEL", "FAH", "x", ""]),
)
def test_any_measure_is_brought_to_its_unit_or_refused(value, unit):
    try:
        _, measured = normal(value, unit)
    except ValueError:
        return
    assert measured.is_finite()


def test_what_grows_without_end_is_done_soon():
    for body in (
        b'{"type":"ObjectEvent","a":' + b'{"b":' * 30 + b"1" + b"}" * 31,
        b'{"type":"ObjectEvent","epcList":[' + b",".join([b'"urn:x:y"'] * 9000) + b"]}",
        b'{"type":"ObjectEvent",' + b",".join(b'"a:%d":1' % n for n in range(9000)) + b"}",
        b'{"type":"ObjectEvent","eventTime":"' + b"1" * 90_000 + b'"}',
        b'{"type":"ObjectEvent","x:y":"' + b"1" * 90_000 + b'"}',
        b'{"type":"ObjectEvent","x:y":"0.' + b"1" * 90_000 + b'"}',
        b'{"type":"ObjectEvent","epcList":["https://id.gs1.org' + b"/01" * 30_000 + b'"]}',
        b'{"type":"ObjectEvent","epcList":["urn:epc:id:sgtin:' + b"." * 90_000 + b'"]}',
        b'{"type":"ObjectEvent","epcList":["urn:epc:id:giai:8938505.' + b"%2" * 40_000 + b'"]}',
    ):
        assert taken(body) in {"wrong", "unread"}
