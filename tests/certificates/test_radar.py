"""The lapse radar: which alert is due, and in which week a certificate falls."""

from datetime import date, timedelta

import pytest

from ocop.certificates.lapse_words import Lapse, to_commune, to_producer, to_province
from ocop.certificates.radar import (
    WEEKS,
    by_weeks,
    due_alert,
    watched,
    week_bounds,
    week_of,
)
from tests.moment import TODAY


def in_days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (181, None), (180, 180), (151, 180), (150, 150), (121, 150), (120, 120), (91, 120),
        (90, 90), (31, 90), (30, 30), (1, 30), (0, 0), (-1, 0), (-30, 0), (-31, None),
    ],
)  # fmt: skip
def test_the_alert_that_is_due_is_the_threshold_that_was_reached_last(left, due):
    assert due_alert(in_days(left), TODAY) == due


@pytest.mark.parametrize(
    ("left", "week"),
    [(-1, -1), (0, -1), (1, 0), (6, 0), (7, 1), (13, 1), (14, 2), (174, 24), (175, 25), (180, 25)],
)
def test_a_certificate_falls_into_the_week_of_its_lapse(left, week):
    assert week_of(in_days(left), TODAY) == week
    first, last = week_bounds(week, TODAY)
    assert first <= in_days(left) <= last


def test_the_weeks_cover_every_watched_day_once():
    start, end = watched(TODAY)
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    bounds = [week_bounds(week, TODAY) for week in range(-1, WEEKS)]

    assert all(sum(first <= day <= last for first, last in bounds) == 1 for day in days)
    assert (bounds[0][0], bounds[-1][1]) == (start, end)


def test_empty_weeks_are_counted_too():
    counted = dict(by_weeks([(in_days(8), 2), (in_days(9), 1), (in_days(-3), 4)], TODAY))

    assert (counted[-1], counted[0], counted[1], len(counted)) == (4, 0, 3, WEEKS + 1)


def words(left):
    lapse = Lapse(7, "12/GCN", "Trà hoa vàng", "SP-1", "HTX Ba Chẽ", "Xã Ba Chẽ", 4, in_days(left))
    return [letter(lapse, TODAY) for letter in (to_producer, to_commune, to_province)]


@pytest.mark.parametrize(
    ("left", "says", "link"),
    [
        (180, "nhận từ 05/10/2026 đến hết 04/12/2026. Hãy lập hồ sơ", "SP-1/ho-so-moi/"),
        (120, "đến hết 05/10/2026. Hãy lập hồ sơ", "SP-1/ho-so-moi/"),
        (119, "hồ sơ đánh giá lại là hết 04/10/2026", "SP-1/"),
        (1, "đánh giá lần đầu, nộp được từ 06/10/2026", "SP-1/"),
        (0, "không còn được ghi hạng sao", "SP-1/ho-so-moi/"),
    ],
)
def test_the_producer_is_told_what_can_be_done_on_that_day(left, says, link):
    letter, *_ = words(left)

    assert says in letter.text
    assert letter.link == f"/chu-the/san-pham/{link}"


@pytest.mark.parametrize(
    ("left", "subject"),
    [(1, "còn 1 ngày"), (0, "hết hiệu lực từ hôm nay"), (-1, "đã hết hiệu lực")],
)
def test_the_subject_says_how_long_it_is_good(left, subject):
    assert all(subject in letter.subject for letter in words(left))


def test_officers_are_told_whose_it_is():
    _, commune, province = words(90)

    assert "HTX Ba Chẽ" in commune.text
    assert "HTX Ba Chẽ, Xã Ba Chẽ" in province.text
    assert commune.link == province.link == "/van-phong/giay-chung-nhan/7/"


def test_a_leap_day_is_a_day_like_any():
    assert due_alert(date(2028, 3, 1), date(2028, 2, 29)) == 30
    assert due_alert(date(2028, 2, 29), date(2028, 2, 29)) == 0
