"""Exactly one headline, in the order of what matters to whoever holds the goods."""

from itertools import product

import pytest

from ocop.scans.verdict import LABELS, Headline, Reading, Verdict, Why, Worth, verdict
from ocop.stamps.ranges import Standing

READ, ACTIVE, HOLDS = Reading.READ, Standing.ACTIVE, Worth.HOLDS


@pytest.mark.parametrize(
    ("reading", "standing", "worth", "more", "said"),
    [
        (READ, ACTIVE, HOLDS, {}, Verdict(Headline.RECORDED)),
        (Reading.NONE, Standing.UNKNOWN, HOLDS, {}, Verdict(Headline.RECORDED)),
        (READ, ACTIVE, HOLDS, {"is_doubtful": True}, Verdict(Headline.ATTENTION)),
        (READ, ACTIVE, Worth.LAPSED, {"is_doubtful": True}, Verdict(Headline.LAPSED)),
        (READ, ACTIVE, Worth.REVOKED, {"is_doubtful": True}, Verdict(Headline.REVOKED)),
        (READ, ACTIVE, Worth.NONE, {}, Verdict(Headline.UNVERIFIED, Why.NO_CERTIFICATE)),
        (READ, ACTIVE, Worth.REVOKED, {"is_recalled": True}, Verdict(Headline.RECALLED)),
        (READ, Standing.VOID, HOLDS, {"is_recalled": True}, Verdict(Headline.RECALLED)),
        (READ, Standing.VOID, HOLDS, {}, Verdict(Headline.UNVERIFIED, Why.VOID)),
        (READ, Standing.WAITING, HOLDS, {}, Verdict(Headline.UNVERIFIED, Why.WAITING)),
        (READ, Standing.UNKNOWN, HOLDS, {"is_recalled": True},
         Verdict(Headline.UNVERIFIED, Why.UNKNOWN)),
        (Reading.UNREAD, ACTIVE, HOLDS, {"is_recalled": True},
         Verdict(Headline.UNVERIFIED, Why.UNKNOWN)),
        (Reading.MALFORMED, ACTIVE, HOLDS, {}, Verdict(Headline.UNVERIFIED, Why.MALFORMED)),
    ],
)  # fmt: skip
def test_what_is_said_follows_from_what_is_known(reading, standing, worth, more, said):
    assert verdict(reading, standing, worth, **more) == said


def test_in_force_is_said_only_with_a_certificate_that_holds_today():
    for reading, standing, worth, recalled, doubtful in product(
        Reading, Standing, Worth, (False, True), (False, True)
    ):
        said = verdict(
            reading, standing, worth, is_recalled=recalled, is_doubtful=doubtful
        ).headline
        if said in {Headline.RECORDED, Headline.ATTENTION}:
            assert worth is HOLDS
            assert not recalled


@pytest.mark.parametrize(
    ("why", "status"),
    [(Why.KNOWN, 200), (Why.NO_CERTIFICATE, 200), (Why.MALFORMED, 400), (Why.UNKNOWN, 404),
     (Why.WAITING, 404), (Why.VOID, 410)],
)  # fmt: skip
def test_each_reason_has_its_status(why, status):
    assert Verdict(Headline.UNVERIFIED, why).status == status


def test_no_word_calls_goods_false():
    assert not any("giả" in words.lower() for words in LABELS.values())
