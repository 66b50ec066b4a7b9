"""What was sent out: each sending with its state in plain words, to the people of my places."""

import pytest

from ocop.accounts.permissions import Role
from ocop.notices.delivering import deliver_due
from ocop.notices.kinds import State
from ocop.notices.models import Delivery, SimulatorFault
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_representative
from tests.factories.notices import a_notice, reached
from tests.moment import NOW
from tests.web.desk import at, stand_still, table, text

pytestmark = pytest.mark.django_db
PAGE, SIMULATOR = "/van-phong/thong-bao/", "/van-phong/thong-bao/mo-phong/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    stand_still(monkeypatch)


@pytest.fixture
def sent():
    """Hoa's message was taken, Dào's number is of nobody, Lan's letter waits."""
    hoa = a_representative(a_producer(), cast.hoa())
    far = a_representative(
        a_producer(commune=a_commune("06985", "Lương Minh")), cast.person("dao", "Châu Anh Đào")
    )
    a_notice(reached(hoa, sms=True), "k")
    a_notice(reached(far, zalo=True, phone="0900000000"), "k")
    deliver_due(lambda: NOW)
    a_notice(reached(cast.lan(), email="lan@example.vn"), "k")


def people(response):
    return {row["Người nhận"].value for row in table(response)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Triệu Thị Hoa", "Châu Anh Đào", "Hoàng Thị Lan"}),
        ("&kenh=sms", {"Triệu Thị Hoa"}), ("&tt=given_up", {"Châu Anh Đào"}),
        ("&tt=queued", {"Hoàng Thị Lan"}), ("&loai=lapse", set()),
        ("&xa=luong minh", {"Châu Anh Đào"}), ("&xa=BA CHẼ", {"Triệu Thị Hoa", "Hoàng Thị Lan"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_channel_state_kind_and_place(sent, query, found):
    assert people(at(cast.tung()).get(f"{PAGE}?tai=xlsx{query}")) == found


def test_a_commune_sees_the_sendings_to_its_own_people(sent):
    assert people(at(cast.lan()).get(f"{PAGE}?tai=xlsx")) == {"Triệu Thị Hoa", "Hoàng Thị Lan"}
    far = cast.person("xa", "Xã Khác", Role.COMMUNE_OFFICER, commune=a_commune("06991", "Khác"))
    assert "Chưa gửi thông báo nào" in text(at(far).get(PAGE))


def test_no_page_shows_a_number_or_an_address(sent):
    desk = at(cast.tung())

    pages = text(desk.get(PAGE)) + text(desk.get(SIMULATOR))

    assert "…678" in pages
    assert "0912345678" not in pages
    assert "lan@example.vn" not in pages


def test_what_was_given_up_says_why_and_is_sent_again(sent):
    desk, gone = at(cast.tung()), Delivery.objects.get(state=State.GIVEN_UP)
    page = text(desk.get(PAGE))
    assert "Số điện thoại không liên lạc được." in page
    assert f'href="{PAGE}{gone.pk}/gui-lai/"' in page

    desk.post(f"{PAGE}{gone.pk}/gui-lai/")

    gone.refresh_from_db()
    assert (gone.state, gone.tries) == (State.QUEUED, 0)


def test_only_who_manages_notices_sends_again(sent):
    gone = Delivery.objects.get(state=State.GIVEN_UP)

    assert at(cast.lan()).post(f"{PAGE}{gone.pk}/gui-lai/").status_code == 403
    far = cast.person(
        "xa", "Xã Khác", Role.COMMUNE_OFFICER, commune=a_commune("06985", "Lương Minh")
    )
    page = text(at(far).get(PAGE))
    assert "Không gửi được" in page
    assert "gui-lai" not in page


def test_a_simulator_is_told_to_refuse_and_to_take_messages_again():
    desk = at(cast.tung())

    desk.post(f"{SIMULATOR}sms/", {"answer": "Nhà mạng bận."})
    assert SimulatorFault.objects.get().answer == "Nhà mạng bận."
    assert "Nhà mạng bận." in text(desk.get(SIMULATOR))

    desk.post(f"{SIMULATOR}sms/")
    assert not SimulatorFault.objects.exists()


def test_a_channel_that_really_goes_out_has_no_simulator(settings):
    settings.NOTICE_GATEWAYS = settings.NOTICE_GATEWAYS | {"sms": "ocop.somewhere.Real"}
    desk = at(cast.tung())

    desk.post(f"{SIMULATOR}sms/", {"answer": "Bận."})

    assert not SimulatorFault.objects.exists()


def test_the_list_asks_as_few_questions_for_many_as_for_one(sent, django_assert_max_num_queries):
    desk = at(cast.tung())
    with django_assert_max_num_queries(25) as few:
        desk.get(PAGE)
    for number in range(8):
        a_notice(cast.hoa(), f"n{number}")

    with django_assert_max_num_queries(len(few)):
        desk.get(PAGE)
