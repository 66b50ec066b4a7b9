"""Who does something, when, and from where."""

from datetime import UTC, date, datetime

import pytest

from ocop.kernel.act import VIETNAM, Act


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 10, 30, 16, 59, 59, tzinfo=UTC), date(2026, 10, 30)),
        (datetime(2026, 10, 30, 17, 0, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 10, 30, 23, 59, tzinfo=VIETNAM), date(2026, 10, 30)),
    ],
)
def test_an_act_happens_on_the_day_it_is_in_vietnam(at: datetime, day: date) -> None:
    assert Act(by=None, at=at).day == day


def test_an_act_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Act(by=None, at=datetime.fromisoformat("2026-10-30"))


def test_each_act_has_a_request_of_its_own_unless_it_is_given_one() -> None:
    at = datetime(2026, 10, 30, tzinfo=UTC)
    assert Act(by=None, at=at).request != Act(by=None, at=at).request
    assert Act(by=None, at=at, request="r1").request == "r1"


def test_an_act_cannot_be_changed() -> None:
    act = Act(by=None, at=datetime(2026, 10, 30, tzinfo=UTC))
    with pytest.raises(AttributeError):
        act.origin = "command"  # type: ignore[misc]


def test_an_act_is_in_ones_own_name_unless_it_says_for_whom() -> None:
    at = datetime(2026, 10, 30, tzinfo=UTC)
    assert Act(by=None, at=at).behalf == ""
    assert Act(by=None, at=at, behalf="CT-00001").behalf == "CT-00001"
