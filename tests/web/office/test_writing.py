"""Writing to the producers of my place."""

import pytest

from ocop.audit.models import Entry
from ocop.notices.queries import inbox_of
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_representative
from tests.web import desk

pytestmark = pytest.mark.django_db
WRITE = "/van-phong/loi-nhan/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


@pytest.fixture
def producers():
    reached, quiet = (a_producer(commune=a_commune()) for _ in range(2))
    a_representative(reached, cast.hoa())
    return [reached, quiet]


def send(user, producers, **changes):
    told = {"subject": "Mời họp", "text": "8 giờ sáng thứ Hai tại nhà văn hoá.", **changes}
    return desk.at(user).post(WRITE, told | {"producers": [one.pk for one in producers]})


def test_a_message_reaches_whoever_represents_the_producers(producers):
    page = desk.text(send(cast.lan(), producers))

    assert inbox_of(cast.hoa()).get().subject == "Mời họp"
    assert "Đã đưa vào hộp thư của 1 người." in page
    assert Entry.objects.latest("pk").facts["producers"] == sorted(one.code for one in producers)


def test_who_was_not_reached_is_named_and_the_text_is_ready_to_be_pasted(producers):
    page = desk.text(send(cast.lan(), producers))

    assert f"/van-phong/chu-the/{producers[1].code}/" in page
    assert f"/van-phong/chu-the/{producers[0].code}/" not in page
    assert "Mời họp\n8 giờ sáng" in page


def test_nobody_writes_to_another_commune():
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))
    a_representative(beside, cast.hoa())

    assert send(cast.lan(), [beside]).status_code == 200
    assert not inbox_of(cast.hoa()).exists()


def test_a_message_without_recipients_is_told_so(producers):
    assert "Hãy chọn ít nhất một chủ thể." in desk.text(send(cast.lan(), []))


def test_the_filter_leaves_those_that_are_meant(producers):
    desk.renamed(producers[0], "Hợp tác xã Trà")
    page = desk.text(desk.at(cast.lan()).get(f"{WRITE}?tu=tra"))

    assert "Hợp tác xã Trà" in page
    assert "1 chủ thể trong bộ lọc" in page
