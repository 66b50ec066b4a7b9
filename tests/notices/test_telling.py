"""What is told is told once, to each by the channels they chose."""

import pytest

from ocop.accounts.permissions import Role
from ocop.accounts.queries import officers_of
from ocop.audit.models import Entry
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.models import Delivery, Notice
from ocop.notices.operations import choose_reach, mark_all_read, mark_read, tell
from ocop.notices.queries import reach_of, unread_count
from ocop.registry.queries import people_of
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_province, a_representative
from tests.factories.notices import a_notice, an_act, reached
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


def told(to, key="k"):
    return tell(an_act(), to=to, kind=Kind.MESSAGE, subject="Mời họp", text="Sáng mai.", key=key)


def test_a_notice_is_told_once_for_each_person_and_key():
    hoa, lan = cast.hoa(), cast.lan()

    counts = [told([hoa, hoa]), told([hoa, lan]), told([hoa, lan]), told([hoa], key="khác")]

    assert counts == [1, 1, 0, 1]
    assert Notice.objects.filter(key="k").count() == 2


def test_a_notice_goes_by_the_channels_that_its_reader_chose():
    reached(cast.hoa(), email="hoa@example.vn", sms=True)
    reached(cast.lan(), zalo=True)
    cast.tung()

    told([cast.hoa(), cast.lan(), cast.tung()])

    ways = Delivery.objects.values_list("notice__user__username", "channel")
    assert set(ways) == {("hoa", "email"), ("hoa", "sms"), ("lan", "zalo")}


def test_telling_writes_no_line_of_its_own():
    people = [cast.hoa()]
    before = Entry.objects.count()

    told(people)

    assert Entry.objects.count() == before


def test_telling_many_asks_as_few_questions_as_telling_one(django_assert_num_queries):
    people = [cast.person(f"n{number}", f"Người {number}") for number in range(12)]
    for one in people:
        reached(one, email=f"{one.username}@example.vn", sms=True)

    # Two of them are the savepoint of the transaction around.
    with django_assert_num_queries(7):
        told(people[:1], key="một")
    with django_assert_num_queries(7):
        told(people, key="nhiều")


def test_a_notice_is_unread_until_it_is_opened():
    hoa = cast.hoa()
    first = a_notice(hoa, "một")
    a_notice(hoa, "hai")
    a_notice(cast.lan(), "một")

    mark_read(first, an_act(hoa))
    assert unread_count(hoa) == 1
    assert first.read_at == NOW

    mark_all_read(hoa, an_act(hoa))
    assert (unread_count(hoa), unread_count(cast.lan())) == (0, 1)


def test_history_keeps_the_channels_and_never_the_number():
    hoa = cast.hoa()

    choose_reach(hoa, an_act(hoa), by_email=False, by_sms=True, by_zalo=False, phone="+84912345678")

    line = Entry.objects.latest("pk")
    assert reach_of(hoa).phone == "0912345678"
    assert line.facts == {"by_email": False, "by_sms": True, "by_zalo": False}
    assert "912345" not in str(line.document())


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"by_sms": True}, "Hãy ghi số điện thoại"),
        ({"by_zalo": True, "phone": " "}, "Hãy ghi số điện thoại"),
        ({"by_sms": True, "phone": "12345"}, "bắt đầu bằng 0"),
        ({"by_email": True}, "chưa có địa chỉ thư điện tử"),
    ],
)
def test_a_channel_without_an_address_is_not_chosen(choice, words):
    hoa = cast.hoa()
    asked = {"by_email": False, "by_sms": False, "by_zalo": False, "phone": ""} | choice

    with pytest.raises(Refused, match=words):
        choose_reach(hoa, an_act(hoa), **asked)


def test_nobody_chooses_for_somebody_else():
    with pytest.raises(Refused, match="Mỗi người tự chọn"):
        choose_reach(cast.hoa(), an_act(cast.lan()), by_email=False, by_sms=False, by_zalo=False)


def test_the_officers_of_a_place_hold_a_post_there_today():
    lan, tung, bo = cast.lan(), cast.tung(), cast.ministry()
    cast.person("xa", "Đỗ Văn Xa", Role.COMMUNE_OFFICER, commune=a_commune("06985", "Lương Minh"))

    assert list(officers_of(commune=a_commune(), day=TODAY)) == [lan]
    assert list(officers_of(province=a_province(), day=TODAY)) == [tung]
    assert list(officers_of(day=TODAY)) == [bo]
    assert not officers_of(commune=a_commune(), day=TODAY.replace(year=2025)).exists()


def test_the_people_of_a_producer_represent_it_today():
    producer = a_producer()
    hoa = a_representative(producer, cast.hoa())
    a_representative(a_producer(), cast.person("khac", "Người Khác"))

    assert list(people_of(producer, TODAY)) == [hoa]
