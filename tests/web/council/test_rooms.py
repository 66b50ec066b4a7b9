"""The room at the council's door: its secretary and chair see who is done, never what they wrote.

The secretary writes the minutes; opening, closing and concluding stay with the office.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.grading.flow import CardState, SittingState
from ocop.grading.keys import write_on
from ocop.grading.models import Conflict, Seat
from ocop.grading.sealing import Writing
from tests import cast
from tests.factories.grading import a_card, a_council, a_seat, a_sitting, seats_of
from tests.grading.test_results import full
from tests.moment import NOW
from tests.web.desk import at, text
from tests.world_councils import a_result

PRESIDING = [Seat.Role.CHAIR, Seat.Role.SECRETARY]
OTHERS = [Seat.Role.DEPUTY, Seat.Role.MEMBER, Seat.Role.ADVISER]
MINUTES = {"minutes_no": "5/BB-HĐ", "minutes": "Hội đồng thống nhất."}


def seated(role=Seat.Role.SECRETARY, state=SittingState.OPEN, items=1, members=3):
    """Return a sitting of three members beside Vân, who has the role."""
    council = a_council()
    for _ in range(members):
        a_seat(council)
    a_seat(council, role, cast.van())
    return a_sitting(state, council=council, items=items)


def page_of(sitting, page="phong/"):
    return f"/hoi-dong/phien/{sitting.code}/{page}"


def shown(sitting, page="phong/"):
    return text(at(cast.van()).get(page_of(sitting, page)))


def opened(page):
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", page)


@pytest.mark.parametrize("role", PRESIDING)
def test_the_room_names_who_has_handed_in_and_tells_the_quorum(role):
    sitting = seated(role)
    item = sitting.items.get()
    signed = [seat for seat in seats_of(item) if seat.user != cast.van()]
    for seat in signed:
        a_card(item, seat)

    page = shown(sitting)

    assert all(str(seat.user) in page for seat in signed)
    assert "1/1 hồ sơ đủ tỷ lệ" in page
    assert "Đã ký" in page
    assert page_of(sitting, "man-hinh/") in page
    assert page_of(sitting) in shown(sitting, "")


@pytest.mark.parametrize("role", PRESIDING)
@pytest.mark.parametrize("page", ["phong/", "man-hinh/", "man-hinh/?sp=1"])
def test_before_the_close_nothing_depends_on_what_another_wrote(role, page):
    sitting = seated(role)
    item = sitting.items.get()
    other = next(seat for seat in seats_of(item) if seat.user != cast.van())
    card = a_card(item, other, full(item, 15), opinion="Sản phẩm rất khá")
    before = opened(shown(sitting, page))

    write_on(card, Writing({"1.1": 1}, {}, "Khác hẳn"))
    card.save()

    assert opened(shown(sitting, page)) == before
    assert "Sản phẩm rất khá" not in before


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("page", ["phong/", "man-hinh/", "bien-ban/"])
def test_the_others_have_no_room(role, page):
    sitting = seated(role)

    assert at(cast.van()).get(page_of(sitting, page)).status_code == 404
    assert page_of(sitting) not in shown(sitting, "")


def test_who_left_the_seat_has_no_room():
    sitting = seated()
    sitting.council.seats.filter(user=cast.van()).update(left_on=sitting.held_on)

    assert at(cast.van()).get(page_of(sitting)).status_code == 404


def test_a_secretary_of_one_council_has_no_room_in_another():
    seated()
    other = a_sitting(council=a_council(seats=2))
    a_seat(other.council, Seat.Role.MEMBER, cast.van())

    assert at(cast.van()).get(page_of(other)).status_code == 404


def test_after_the_close_the_screen_opens_the_products_one_by_one():
    sitting = seated(state=SittingState.CLOSED)
    item = sitting.items.get()
    for seat in seats_of(item):
        a_card(item, seat, full(item))

    assert "Công bố kết quả" in shown(sitting, "man-hinh/")
    page = shown(sitting, "man-hinh/?sp=1")
    assert str(item.dossier.product) in page
    assert "Điểm trung bình" in page


def test_a_product_that_one_keeps_out_of_is_not_told_in_room_nor_on_screen():
    sitting = seated(Seat.Role.CHAIR, SittingState.CLOSED)
    item, mine = sitting.items.get(), sitting.council.seats.get(user=cast.van())
    for seat in seats_of(item):
        if seat != mine:
            a_card(item, seat, full(item))
    Conflict.objects.create(item=item, seat=mine, ground="own", created_at=NOW)
    a_result(item, 4, "recognized")

    assert "4 sao" not in shown(sitting)
    page = shown(sitting, "man-hinh/?sp=1")
    assert "không tham gia hồ sơ này" in page
    assert "Điểm trung bình" not in page


def test_the_secretary_files_the_minutes_once_all_is_concluded():
    sitting = seated(state=SittingState.CLOSED)
    client = at(cast.van())
    assert page_of(sitting, "bien-ban/") not in shown(sitting)
    assert "Còn 1 hồ sơ chưa có kết luận" in text(
        client.post(page_of(sitting, "bien-ban/"), MINUTES)
    )
    a_result(sitting.items.get(), 3, "recognized")
    assert page_of(sitting, "bien-ban/") in shown(sitting)

    answer = client.post(page_of(sitting, "bien-ban/"), MINUTES)

    assert answer["Location"] == page_of(sitting)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.minutes_no) == (SittingState.MINUTED, "5/BB-HĐ")
    assert "Hội đồng thống nhất." in shown(sitting)


def test_the_chair_does_not_write_the_minutes():
    sitting = seated(Seat.Role.CHAIR, SittingState.CLOSED)
    a_result(sitting.items.get(), 3, "recognized")

    assert at(cast.van()).post(page_of(sitting, "bien-ban/"), MINUTES).status_code == 404
    assert page_of(sitting, "bien-ban/") not in shown(sitting)


@pytest.mark.parametrize("page", ["mo/", "dong/"])
def test_the_secretary_neither_opens_nor_closes(page):
    sitting = seated()

    assert at(cast.van()).post(f"/van-phong/phien-hop/{sitting.code}/{page}").status_code == 403
    sitting.refresh_from_db()
    assert sitting.state == SittingState.OPEN


def test_the_room_asks_as_much_for_68_dossiers_as_for_one():
    small, large = seated(), a_sitting(council=a_council(), items=68)
    for _ in range(9):
        a_seat(large.council)
    a_seat(large.council, Seat.Role.SECRETARY, cast.van())
    a_card(large.items.first(), large.council.seats.first(), state=CardState.OPEN)
    client = at(cast.van())
    counts = []
    for sitting in (small, small, large):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(sitting)).status_code == 200
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 20
