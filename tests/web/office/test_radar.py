"""The radar page: what lapses when, who was told, and one act that tells everybody."""

from datetime import timedelta

import pytest

from ocop.certificates.operations import send_alerts
from ocop.jobs.models import Job
from ocop.notices.models import Notice
from ocop.web.office import radar
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_producer,
    a_product,
    a_representative,
    act_of,
)
from tests.moment import TODAY
from tests.web.desk import at, renamed, stand_still, table, text

pytestmark = pytest.mark.django_db
PAGE, REMIND = "/van-phong/ra-da/", "/van-phong/ra-da/nhac/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    stand_still(monkeypatch)


def lapsing(name, left=150, commune=None, **fields):
    producer = a_producer(commune=commune)
    a_representative(producer, cast.hoa())
    product = renamed(a_product(producer=producer), name)
    return a_certificate(product, lapses_on=TODAY + timedelta(days=left), **fields)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"gần", "xa", "bên"}), ("?tuan=1", {"gần"}), ("?tuan=21", {"xa", "bên"}),
        ("?sao=4", {"bên"}), ("?tu=TRA XA", {"xa"}), ("?xa=06985", {"bên"}),
        ("?bao=chua", {"gần", "xa", "bên"}), ("?bao=roi", set()),
        ("?tuan=999", {"gần", "xa", "bên"}),
    ],
)  # fmt: skip
def test_the_radar_is_narrowed_by_what_its_url_says(query, found):
    lapsing("Trà gần", 8)
    lapsing("Trà xa")
    lapsing("Trà bên", commune=a_commune("06985", "Lương Minh"), stars=4)
    lapsing("Trà lâu", 181)

    rows = text(at(cast.tung()).get(PAGE + query)).split("<tbody>")[-1]

    assert {name for name in ("gần", "xa", "bên", "lâu") if f"Trà {name}" in rows} == found


def test_the_radar_tells_who_was_told_of_which_threshold():
    lapsing("Trà xa")
    page = at(cast.lan())
    assert "Chưa báo mốc 150 ngày" in text(page.get(PAGE))

    send_alerts(act_of())

    assert "2 người, mốc 150 ngày" in text(page.get(PAGE))
    [row] = table(page.get(f"{PAGE}?bao=roi&tai=xlsx"))
    assert (row["Mốc (ngày)"].value, row["Số người đã báo"].value) == (150, 2)
    assert row["Còn lại (ngày)"].value == 150


def test_the_reminder_says_exactly_whom_it_will_tell_and_tells_them():
    lapsing("Trà gần", 8)
    lapsing("Trà xa")
    desk = at(cast.lan())

    asked = text(desk.get(f"{REMIND}?tuan=1"))
    assert "2 người</b> về <b>1 giấy chứng nhận" in asked
    assert not Notice.objects.exists()

    told = text(desk.post(f"{REMIND}?tuan=1", follow=True))
    assert "Đã nhắc 2 lượt người về 1 giấy chứng nhận." in told
    assert Notice.objects.count() == 2
    assert "Không còn ai để nhắc hôm nay" in text(desk.get(f"{REMIND}?tuan=1"))


def test_a_reminder_of_many_is_left_to_the_worker(monkeypatch):
    monkeypatch.setattr(radar, "AT_ONCE", 1)
    for name in ("một", "hai"):
        lapsing(name)

    answer = at(cast.lan()).post(REMIND)

    job = Job.objects.get()
    assert (job.kind, len(job.args["certificates"])) == ("remind", 2)
    assert answer["Location"].endswith(f"/{job.pk}/")
    assert not Notice.objects.exists()


def test_nobody_is_reminded_of_another_communes_certificates():
    lapsing("Trà bên", commune=a_commune("06985", "Lương Minh"))

    at(cast.lan()).post(REMIND)

    assert not Notice.objects.exists()


def test_the_page_asks_as_few_questions_for_many_rows_as_for_one(django_assert_max_num_queries):
    desk = at(cast.tung())
    lapsing("một")
    with django_assert_max_num_queries(30) as first:
        desk.get(PAGE)
    for number in range(9):
        lapsing(f"Trà {number}", 20 + number)

    with django_assert_max_num_queries(len(first)):
        desk.get(PAGE)


def test_the_list_an_officer_got_leads_to_just_its_rows():
    lapsing("Trà xa", commune=a_commune())
    lapsing("Trà gần", 30, commune=a_commune())
    lapsing("Trà bên", 30, commune=a_commune("06985", "Lương Minh"))
    desk = at(cast.lan())
    send_alerts(act_of())

    link = Notice.objects.get(user=cast.lan()).link
    rows = text(desk.get(link)).split("<tbody>")[-1]

    assert {name for name in ("gần", "xa", "bên") if f"Trà {name}" in rows} == {"gần", "xa"}
    assert "Trà" not in text(desk.get(f"{PAGE}?hom=2026-10-04")).split("<tbody>")[-1]
