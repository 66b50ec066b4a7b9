"""Pages under writes: each event that was there from first to last page comes exactly once."""

from datetime import datetime, timedelta

import pytest

from ocop.epcis.access import EVERYTHING
from ocop.epcis.asking.answers import answer
from ocop.epcis.asking.paging import GOOD_FOR, Turn
from ocop.epcis.asking.parameters import read_query
from ocop.epcis.operations import capture_events
from ocop.epcis.operations.asking import release
from ocop.epcis.problems import Kind, Unreadable
from tests.factories import asking
from tests.moment import NOW

pytestmark = pytest.mark.django_db
NAMES = {"ex": asking.NAMES["ex"]}
ORDERS = ["", "eventTime", "recordTime", "ex:field", "INNER_ex:field"]


def asked(order="", direction="DESC", **more):
    pairs = [("orderBy", order), ("orderDirection", direction)] if order else []
    return read_query([*pairs, *more.items()], NAMES)


def pages(question, size, between=lambda: None, token=""):
    """Yield the ids on each page; something may happen between two."""
    while True:
        found = answer(question, EVERYTHING, at=NOW, turn=Turn(size, token))
        yield [one["eventID"] for one in events_of(found)]
        token = found.token
        if not token:
            return
        between()


def events_of(found):
    return found.body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("order", [one for one in ORDERS if not one.startswith("INNER")])
def test_what_was_there_comes_once_however_much_is_captured_meanwhile(act, order, direction):
    drawn = asking.events(7, 60)
    there, later = drawn[:25], drawn[25:]
    capture_events(act, there, party="", namespaces=asking.NAMES)

    def more():
        capture_events(act, [later.pop(), later.pop()], party="", namespaces=asking.NAMES)

    seen = [one for page in pages(asked(order, direction), 4, more) for one in page]

    assert len(seen) == len(set(seen))
    assert {one["eventID"] for one in there} <= set(seen)


@pytest.mark.parametrize(("direction", "is_descending"), [("ASC", False), ("DESC", True)])
def test_events_come_in_the_order_asked_for(act, direction, is_descending):
    drawn = asking.events(8, 30)
    capture_events(act, drawn, party="", namespaces=asking.NAMES)

    found = answer(asked("eventTime", direction), EVERYTHING, at=NOW, turn=Turn(30))

    times = [datetime.fromisoformat(one["eventTime"]) for one in events_of(found)]
    assert times == sorted(times, reverse=is_descending)


def test_a_question_that_bounds_the_time_is_answered_newest_first_on_every_page(act):
    drawn = asking.events(8, 30)
    capture_events(act, drawn, party="", namespaces=asking.NAMES)
    bound = asking.START + timedelta(hours=1)

    seen = [one for page in pages(asked(GE_eventTime=bound.isoformat()), 4) for one in page]

    times = {one["eventID"]: datetime.fromisoformat(one["eventTime"]) for one in drawn}
    told = [times[one] for one in seen]
    assert len(seen) > 4
    assert told == sorted(told, reverse=True)
    assert sorted(seen) == sorted(one for one, at in times.items() if at >= bound)


def test_a_question_that_bounds_the_record_time_brings_each_event_once(act):
    drawn = asking.events(8, 10)
    for one in drawn:
        capture_events(act, [one], party="", namespaces=asking.NAMES)

    every = list(pages(asked(GE_recordTime=act.at.isoformat()), 3))
    none = list(pages(asked(LT_recordTime=act.at.isoformat()), 3))

    assert sorted(id_ for page in every for id_ in page) == sorted(one["eventID"] for one in drawn)
    assert [len(page) for page in every] == [3, 3, 3, 1]
    assert none == [[]]


def test_a_limit_ends_the_pages_and_a_bound_refuses_them(act):
    capture_events(act, asking.events(9, 10), party="", namespaces=asking.NAMES)

    limited = list(pages(asked("eventTime", eventCountLimit="7"), 3))
    bounded = list(pages(asked(maxEventCount="10"), 30))

    assert [len(page) for page in limited] == [3, 3, 1]
    assert [len(page) for page in bounded] == [10]
    with pytest.raises(Unreadable) as refused:
        answer(asked(maxEventCount="9"), EVERYTHING, at=NOW)
    assert refused.value.problem.kind is Kind.QUERY_TOO_LARGE


def token_after(question, size=2):
    return answer(question, EVERYTHING, at=NOW, turn=Turn(size)).token


@pytest.mark.parametrize(
    ("age", "is_taken"), [(GOOD_FOR, True), (GOOD_FOR + timedelta(0, 1), False)]
)
def test_a_token_is_good_for_an_hour(act, age, is_taken):
    capture_events(act, asking.events(10, 5), party="", namespaces=asking.NAMES)
    token = token_after(asked())

    if is_taken:
        assert events_of(answer(asked(), EVERYTHING, at=NOW + age, turn=Turn(2, token)))
    else:
        with pytest.raises(Unreadable, match="expired"):
            answer(asked(), EVERYTHING, at=NOW + age, turn=Turn(2, token))


def test_a_token_of_another_query_a_changed_one_and_one_given_back_are_refused(act):
    capture_events(act, asking.events(11, 5), party="", namespaces=asking.NAMES)
    token = token_after(asked())
    given_back = token_after(asked("eventTime"))
    release(act, token=given_back)

    for question, wrong in [
        (asked(EQ_action="ADD"), token),
        (asked(), token[:-1] + ("A" if token[-1] != "A" else "B")),
        (asked(), "nothing"),
        (asked(), "é:" + token),
        (asked("eventTime"), given_back),
    ]:
        with pytest.raises(Unreadable, match="nextPageToken"):
            answer(question, EVERYTHING, at=NOW, turn=Turn(2, wrong))


def test_only_a_token_of_ours_can_be_given_back(act):
    with pytest.raises(Unreadable):
        release(act, token="nothing")
