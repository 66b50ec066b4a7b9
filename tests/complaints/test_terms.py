"""Working days to acknowledge and answer, and days to ask for a review: the province's own."""

from datetime import date

import pytest

from ocop.complaints.floods import Door, door
from ocop.complaints.terms import DEFAULT, Terms
from ocop.complaints.tickets import (
    new_secret,
    opens,
    origin_digest,
    secret_digest,
    sender_digest,
)

TERMS = Terms(acknowledge=3, answer=10, extension=5, review=15)


@pytest.mark.parametrize(
    ("received_on", "acknowledge_by", "answer_by"),
    [
        (date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 19)),
        # Sent on a Saturday: counting begins on Monday.
        (date(2026, 10, 3), date(2026, 10, 7), date(2026, 10, 16)),
    ],
)
def test_days_are_working_days_from_the_one_after(received_on, acknowledge_by, answer_by):
    assert TERMS.acknowledge_by(received_on) == acknowledge_by
    assert TERMS.answer_by(received_on) == answer_by


def test_an_extension_runs_from_the_day_that_was_due():
    assert TERMS.extended(date(2026, 10, 19)) == date(2026, 10, 26)


def test_the_days_for_a_review_end_on_a_working_day():
    assert TERMS.review_until(date(2026, 10, 2)) == date(2026, 10, 19)


def test_the_default_lets_an_answer_follow_an_acknowledgement():
    assert 0 < DEFAULT.acknowledge < DEFAULT.answer


@pytest.mark.parametrize(
    ("from_here", "from_all", "met"),
    [
        (4, 99, Door.OPEN), (5, 5, Door.ASKING), (0, 100, Door.ASKING),
        (59, 59, Door.ASKING), (60, 60, Door.SHUT), (0, 10_000, Door.ASKING),
    ],
)  # fmt: skip
def test_a_flood_is_slowed_before_anybody_is_shut_out(from_here, from_all, met):
    assert door(from_here, from_all) == met


def test_a_secret_opens_its_own_ticket_however_it_is_typed():
    secret = new_secret()
    kept = secret_digest(secret, "a")

    assert opens(secret.lower().replace("-", " "), "a", kept)
    assert not opens(secret, "b", kept)
    assert not opens(new_secret(), "a", kept)


def test_a_sender_stands_in_history_by_a_digest_that_only_the_salt_explains():
    told = ("Nguyễn Văn A", "0912345678", "")

    assert sender_digest("a", *told) == sender_digest("a", *told)
    assert sender_digest("a", *told) != sender_digest("b", *told)


def test_an_address_is_another_one_the_next_day():
    days = date(2026, 10, 5), date(2026, 10, 6)

    assert len({origin_digest("key", "203.0.113.7", day) for day in days}) == 2
