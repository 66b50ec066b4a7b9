"""Everybody's inbox: mine only, read when I open it, told by the channels I choose."""

import pytest

from ocop.notices.kinds import Kind
from ocop.notices.models import Notice
from ocop.notices.queries import reach_of, unread_count
from tests import cast
from tests.factories.dossiers import a_producer, a_representative
from tests.factories.notices import a_notice, reached
from tests.web.desk import at, stand_still, text

pytestmark = pytest.mark.django_db
PAGE = "/thong-bao/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    stand_still(monkeypatch)


@pytest.mark.parametrize("door", ["/", "/chu-the/", "/ban-lam-viec/", PAGE])
def test_the_head_of_every_door_shows_how_many_are_unread(door):
    hoa = a_representative(a_producer(), cast.hoa())
    desk = at(hoa)
    assert "count-dot" not in text(desk.get(door, follow=True))

    a_notice(hoa, "một")
    a_notice(hoa, "hai")

    assert '<span class="count-dot">2' in text(desk.get(door, follow=True))


def test_looking_reads_nothing_and_opening_reads_and_leads_on():
    notice = a_notice(cast.hoa(), link="/chu-the/")
    desk = at(cast.hoa())

    desk.get(PAGE)
    desk.get(f"{PAGE}{notice.pk}/")
    assert unread_count(cast.hoa()) == 1

    answer = desk.post(f"{PAGE}{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/chu-the/")
    assert unread_count(cast.hoa()) == 0


def test_a_notice_of_somebody_else_does_not_exist_for_me():
    notice = a_notice(cast.lan())
    desk = at(cast.hoa())

    assert desk.get(f"{PAGE}{notice.pk}/").status_code == 404
    assert desk.post(f"{PAGE}{notice.pk}/").status_code == 404
    desk.post(f"{PAGE}da-doc/")
    assert unread_count(cast.lan()) == 1


@pytest.mark.parametrize("link", ["https://xa.example/", "//xa.example/", "javascript:alert(1)"])
def test_a_notice_leads_to_no_other_site(link):
    notice = a_notice(cast.hoa())
    Notice.objects.update(link=link)

    assert at(cast.hoa()).post(f"{PAGE}{notice.pk}/")["Location"] == PAGE


@pytest.mark.parametrize(
    ("query", "found"), [("", {"A", "B"}), ("?loai=lapse", {"B"}), ("?moi=on", {"B"})]
)
def test_the_inbox_is_narrowed_by_kind_and_by_what_is_new(query, found):
    hoa, desk = cast.hoa(), at(cast.hoa())
    first = a_notice(hoa, "một", subject="Thư A")
    a_notice(hoa, "hai", subject="Thư B", kind=Kind.LAPSE)
    desk.post(f"{PAGE}{first.pk}/")

    page = text(desk.get(PAGE + query))

    assert {name for name in "AB" if f"Thư {name}" in page} == found


def test_the_channels_are_chosen_on_a_page_and_a_wrong_number_is_told():
    desk = at(cast.hoa())

    page = text(desk.post(f"{PAGE}cach-nhan/", {"by_sms": "on", "phone": "12"}))
    assert "bắt đầu bằng 0" in page

    desk.post(f"{PAGE}cach-nhan/", {"by_sms": "on", "phone": "0912 345 678"})
    mine = reach_of(cast.hoa())
    assert (mine.by_sms, mine.by_email, mine.phone) == (True, False, "0912345678")


def test_the_inbox_asks_as_few_questions_for_many_as_for_one(django_assert_max_num_queries):
    hoa = reached(cast.hoa(), sms=True)
    desk = at(hoa)
    a_notice(hoa, "0")
    with django_assert_max_num_queries(20) as one:
        desk.get(PAGE)
    for number in range(1, 12):
        a_notice(hoa, str(number))

    with django_assert_max_num_queries(len(one)):
        desk.get(PAGE)
