"""Every parameter that is published is understood, and what each takes is what the schema says."""

import json
import re

import pytest
import yaml

from ocop.epcis.asking.parameters import CONTROLS, read_body, read_query
from ocop.epcis.problems import Unreadable
from tests.epcis.published import GS1, compared

NAMES = {"ex": "https://ex.test/"}
PAGES = {"NextPageToken", "PerPage"}
WORDS = {
    "eventType": "ObjectEvent",
    "EQ_action": "ADD",
    "EQ_bizStep": "shipping",
    "EQ_errorReason": "did_not_occur",
    "EQ_type": "Temperature",
    "orderDirection": "ASC",
    "orderBy": "eventTime",
    "EQ_booleanValue": "true",
}


def value_for(name):
    """Return a value that a parameter takes."""
    if name in WORDS:
        return WORDS[name]
    if "isposition" in name:
        return "in_transit"
    if name.endswith(("Time", "_time")):
        return "2026-01-01T00:00:00Z"
    if name.startswith("EXISTS"):
        return "true"
    if "ount" in name or "uantity" in name or "percRank" in name:
        return "3"
    return "urn:epc:id:sgln:0614141.00777.0"


def published():
    """Return the names that GET /events takes in the published description."""
    told = yaml.safe_load((GS1 / "epcis" / "openapi.yaml").read_text("utf-8"))
    refs = [one["$ref"].rsplit("/", 1)[1] for one in told["paths"]["/events"]["get"]["parameters"]]
    places = told["components"]["parameters"]
    return [
        places[ref]["name"] for ref in refs if places[ref]["in"] == "query" and ref not in PAGES
    ]


def in_schema():
    """Return the names of the published schema of queries, patterns turned into a name each."""
    schema = json.loads((GS1 / "epcis" / "query-schema.json").read_text("utf-8"))
    query = schema["definitions"]["EPCIS-Query"]
    for pattern in query["patternProperties"]:
        name = pattern.strip("^$").replace("[a-z][a-zA-Z0-9]*\\\\:\\\\w+", "ex:name")
        name = name.replace("[a-z][a-zA-Z0-9_]+", "po").replace("[A-Z0-9]{2,4}", "CEL")
        yield re.sub(r"\\+w\+_\\+w\+", "ex:name_attribute", name)
    yield from (name for name in query["properties"] if name != "@context")


@compared
def test_get_events_takes_the_53_parameters_that_are_published():
    names = published()

    assert len(names) == 53
    for name in names:
        pairs = [(name, value_for(name))]
        if name in {"orderDirection", "eventCountLimit"}:
            pairs.append(("orderBy", "eventTime"))
        question = read_query(pairs, NAMES)
        assert question.conditions or name in CONTROLS, name


@compared
def test_every_family_of_the_published_schema_is_understood():
    names = list(in_schema())

    assert len(names) > 150
    for name in names:
        with_more = [(name, value_for(name) if "ex:" not in name else "3")]
        if name.startswith("EXISTS"):
            with_more = [(name, "")]
        if re.search("_CEL$", name):
            with_more = [(name, "3")]
        if name == "eventCountLimit":
            with_more.append(("orderBy", "eventTime"))
        read_query(with_more, NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GE_errorDeclarationTime", "GE_errorDeclaration_Time"),
        ("LT_errorDeclarationTime", "LT_errorDeclaration_Time"),
        ("EXISTS_sensorElement", "EXISTS_sensorElementList"),
        ("EQATTR_readPoint_ex:a", "EQ_ATTR_readPoint_ex:a"),
        ("EQ_ex:a", "EQ_https://ex.test/a"),
    ],
)
def test_both_spellings_that_are_published_ask_the_same(one, other):
    value = value_for(one)

    assert read_query([(one, value)], NAMES) == read_query([(other, value)], NAMES)


@pytest.mark.parametrize(
    "pairs",
    [
        [("nothing", "x")],
        [("EQ_", "x")],
        [("EQ_ILMD_", "x")],
        [("MATCH_nothing", "urn:x:y")],
        [("EQ_unknown:a", "x")],
        [("HASATTR_unknown:a", "x")],
        [("orderBy", "quantity")],
        [("orderBy", "unknown:a")],
        [("GE_value_CELSIUS", "3")],
        [("GE_value_CEL", "warm")],
        [("GE_value_CEL", "3|4")],
        [("EQ_action", "add")],
        [("EQ_action", "")],
        [("EQ_bizStep", "flying")],
        [("MATCH_epc", "no address")],
        [("EXISTS_errorDeclaration", "perhaps")],
        [("GE_eventTime", "2026-01-01T00:00:00")],
        [("GE_eventTime", "2026-13-01T00:00:00Z")],
        [("EQ_booleanValue", "1")],
        [("maxEventCount", "-1")],
        [("maxEventCount", "3"), ("eventCountLimit", "3"), ("orderBy", "eventTime")],
        [("eventCountLimit", "0"), ("orderBy", "eventTime")],
        [("EQ_stringValue", "a\x00b")],
        [("EQ_stringValue", "a" * 2001)],
        [("EQ_stringValue", "a|" * 1000)],
        [(f"EQ_ex:a{number}", "x") for number in range(61)],
    ],
)
def test_what_is_no_question_is_refused_and_says_where(pairs):
    with pytest.raises(Unreadable) as refused:
        read_query(pairs, NAMES)

    problem = refused.value.problem
    assert problem.field == pairs[0][0][:200] or problem.status == 413 or len(pairs) > 1


def test_a_plus_that_was_not_encoded_is_read_as_the_zone_it_was():
    assert read_query([("GE_eventTime", "2026-01-01T07:00:00 07:00")], NAMES) == read_query(
        [("GE_eventTime", "2026-01-01T00:00:00Z")], NAMES
    )


def test_a_body_with_its_own_prefixes_asks_what_a_query_string_with_the_header_asks():
    body = {"@context": [{"own": "https://own.test/"}], "EQ_ILMD_own:lot": ["A1", "A2"]}

    assert read_body(body) == read_query(
        [("EQ_ILMD_own:lot", "A1|A2")], {"own": "https://own.test/"}
    )
