"""A class left open, written as a pattern or as a link, finds its instances and no others."""

import pytest

from ocop.epcis.access import EVERYTHING
from ocop.epcis.asking.answers import answer
from ocop.epcis.asking.parameters import read_body
from ocop.epcis.operations import capture_events
from tests.epcis.samples import event
from tests.moment import NOW

pytestmark = pytest.mark.django_db
# A pattern, what fits it, and what begins alike but is of another class.
PATTERNS = [
    ("sgtin:4012345.012345.*", "sgtin:4012345.012345.987", "sgtin:4012345.012346.987"),
    ("sgtin:4012345.*.*", "sgtin:4012345.012345.987", "sgtin:4012346.012345.987"),
    ("grai:4012345.55555.*", "grai:4012345.55555.987", "grai:4012345.55556.987"),
    ("gdti:4012345.00001.*", "gdti:4012345.00001.16", "gdti:4012345.00002.16"),
    ("sgcn:4012345.67890.*", "sgcn:4012345.67890.0471", "sgcn:4012345.67891.0471"),
    ("cpi:4012345.123ABC.*", "cpi:4012345.123ABC.456", "cpi:4012345.123ABCD.456"),
    ("itip:4012345.012345.01.02.*", "itip:4012345.012345.01.02.9", "itip:4012345.012345.02.02.9"),
    ("giai:4012345.*", "giai:4012345.12345", "giai:4012346.12345"),
    ("sscc:4012345.*", "sscc:4012345.1234567890", "sscc:4012346.1234567890"),
    ("sgln:4012345.12345.*", "sgln:4012345.12345.400", "sgln:4012345.12346.400"),
]


def found(**asked):
    told = answer(read_body(asked), EVERYTHING, at=NOW).body
    results = told["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return [one["eventID"] for one in results]


@pytest.mark.parametrize(("pattern", "fitting", "other"), PATTERNS)
def test_a_pattern_finds_what_fits_it_and_nothing_else(act, pattern, fitting, other):
    capture_events(
        act,
        [
            event(eventID="urn:x:1", epcList=[f"urn:epc:id:{fitting}"]),
            event(eventID="urn:x:2", epcList=[f"urn:epc:id:{other}"]),
        ],
        party="",
    )

    assert found(MATCH_epc=[f"urn:epc:idpat:{pattern}"]) == ["urn:x:1"]
    assert found(MATCH_anyEPC=[f"urn:epc:idpat:{pattern}"]) == ["urn:x:1"]
    assert found(MATCH_parentID=[f"urn:epc:idpat:{pattern}"]) == []
