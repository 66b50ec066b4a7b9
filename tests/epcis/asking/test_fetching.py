"""What happened to one thing: prepared where the database can, the same answer everywhere."""

import pytest

from ocop.epcis.access import EVERYTHING, Reader, visible
from ocop.epcis.asking.answers import answer
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.paging import Turn
from ocop.epcis.asking.parameters import read_query
from ocop.epcis.operations import capture_events
from tests.factories import asking
from tests.moment import NOW


@pytest.mark.django_db
@pytest.mark.parametrize("reader", [EVERYTHING, Reader(parties=frozenset({"CT-1"}))])
def test_page_after_page_the_events_of_one_thing_are_those_that_fit(act, reader):
    drawn = asking.events(12, 60)
    capture_events(act, drawn[:40], party="CT-1", namespaces=asking.NAMES)
    capture_events(act, drawn[40:], party="CT-2", namespaces=asking.NAMES)
    question = read_query([("MATCH_anyEPC", asking.THINGS[0][0])], {})

    seen, token = [], ""
    while True:
        found = answer(question, reader, at=NOW, turn=Turn(4, token))
        rows = found.body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        seen += [one["eventID"] for one in rows]
        if not (token := found.token):
            break

    expected = matching(visible(reader), question).order_by("-time", "-id")
    assert seen == list(expected.values_list("event_id", flat=True))
    assert len(seen) > 8
