"""Two queues of the office: stamps that may be copied, and what people noticed."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from ocop.scans import operations
from ocop.scans.guesses import BUDGET
from ocop.scans.models import Alarm, Report
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.scans import a_door, address_of, asked, copied, known_anew
from tests.factories.stamps import a_handed_batch
from tests.web.desk import at, stand_still

pytestmark = pytest.mark.django_db
ALARMS, REPORTS = "/van-phong/canh-bao-tem/", "/van-phong/phan-anh-tem/"


@pytest.fixture(autouse=True)
def scans_folder(settings, tmp_path, monkeypatch):
    stand_still(monkeypatch)
    settings.SCANS = tmp_path / "scans"


@pytest.fixture
def batch():
    return a_handed_batch(active=(1, 50))


@pytest.fixture
def alarm(batch):
    return operations.raise_alarms(act_of(), found=[(batch.pk, 7, 32)])[0]


def a_photo():
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    picture.name = "anh.png"
    picture.seek(0)
    return picture


@pytest.mark.parametrize("who", [cast.lan, cast.tung])
def test_commune_and_province_look_into_an_alarm_and_conclude(alarm, who):
    desk, page = at(who()), f"{ALARMS}{alarm}/"
    assert str(alarm) in desk.get(ALARMS).content.decode()

    desk.post(page, {"act": "look"})
    refused = desk.post(page, {"act": "close", "finding": "copied", "words": "Ngắn"})
    desk.post(page, {"act": "close", "finding": "copied", "words": "Hàng ở chợ dán tem chép."})

    alarm.refresh_from_db()
    assert "Hãy ghi đã xem xét gì" in refused.content.decode()
    assert (alarm.state, alarm.finding, alarm.assignee) == ("CLOSED", "copied", who())


def test_alarms_are_found_by_their_signals(alarm):
    desk = at(cast.tung())

    assert str(alarm) in desk.get(f"{ALARMS}?dh=32").content.decode()
    assert str(alarm) not in desk.get(f"{ALARMS}?dh=8").content.decode()


def test_others_find_no_queue(alarm):
    assert at(cast.leader()).get(ALARMS).status_code == 403
    assert at(cast.stranger()).get(f"{ALARMS}{alarm}/").status_code == 403


def test_an_explained_stamp_is_shown_without_attention(batch, django_capture_on_commit_callbacks):
    door = a_door()
    for number in range(16):
        asked(door, address_of(batch, 7), address=f"10.0.{number}.1")
        door.clock.pass_by(days=3)
    copied()
    [alarm] = Alarm.objects.all()
    assert "Cần đối chiếu" in asked(door, address_of(batch, 7), address="10.9.0.1").body

    with django_capture_on_commit_callbacks(execute=True):
        operations.close(
            alarm, act_of(cast.tung()), finding="explained", words="Cả lớp quét trong giờ học."
        )
    known_anew(door)

    assert "giấy còn hiệu lực" in asked(door, address_of(batch, 7), address="10.9.1.1").body


def test_anybody_tells_what_they_noticed_and_gets_a_ticket(batch):
    told = {"kind": "label", "text": "Tem bị bóc, dán lại trên hộp khác.", "contact": "0900",
            "photo": a_photo()}  # fmt: skip
    answer = Client().post(f"/tem/bao/?ve={batch.about}&so=ABC", told)

    report = Report.objects.get()
    assert str(report) in answer.content.decode()
    assert (report.product, report.serial, bool(report.photo_key)) == (batch.product, "ABC", True)
    desk = at(cast.lan())
    assert str(report) in desk.get(REPORTS).content.decode()
    photo = desk.get(f"{REPORTS}{report}/anh/")
    assert b"WEBP" in b"".join(photo.streaming_content)[:16]
    desk.post(f"{REPORTS}{report}/", {"finding": "right", "words": "Đã đến chợ xem, đúng như vậy."})
    report.refresh_from_db()
    assert (report.state, report.contact) == ("CLOSED", "")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "label", "text": "Ngắn"}, "Hãy kể rõ hơn"),
        ({"kind": "x", "text": "Tem bị bóc, dán lại."}, "Việc"),
    ],
)
def test_a_report_that_cannot_be_kept_is_refused_with_the_reason(batch, told, words):
    answer = Client().post(f"/tem/bao/?ve={batch.about}", told)

    assert words in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/tem/bao/",
        "/tem/bao/?ve=T/NO",
        "/tem/bao/?ve=%00",
        "/tem/ma-cao/",
        "/tem/ma-cao/?ve=T/X&so=1",
    ],
)
def test_what_names_no_product_is_not_found(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("more", "headers", "language"),
    [
        ("", {}, "vi"),
        ("", {"Accept-Language": "en-GB,en"}, "en"),
        ("&lang=vi", {"Accept-Language": "en"}, "vi"),
        ("&lang=en", {}, "en"),
        ("&lang=en", {"Cookie": "django_language=vi"}, "vi"),
    ],
)
def test_the_pages_beside_a_scan_speak_as_the_scans_own_page(batch, more, headers, language):
    answer = Client(headers=headers).get(f"/tem/bao/?ve={batch.about}{more}")

    words = {"vi": "Báo điều chưa đúng", "en": "Report a problem"}
    assert (answer.headers["Content-Language"], words[language] in answer.content.decode()) == (
        language, True,
    )  # fmt: skip


def test_wrong_numbers_are_limited_beside_the_page_as_on_it(batch):
    page, wrong = "/tem/ma-cao/", {"ve": batch.about, "so": "5G000000000000000AA"}
    assert {Client().get(page, wrong).status_code for _ in range(BUDGET)} == {404}
    assert Client().get(page).status_code == 404
    refused = Client().get(page, wrong)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert asked(a_door(), address_of(batch, 7), address="127.0.0.1").status == 200
    path = f"/{batch.about}/{wrong['so']}"
    assert asked(a_door(), path, address="127.0.0.1").status == 429


def test_a_number_that_was_typed_leads_to_its_stamp(batch):
    path = address_of(batch, 7)
    typed = path.rpartition("/")[2].lower().replace("0", "o")

    assert Client().get("/tem/", {"so": typed}).headers["Location"] == path
    assert Client().get("/tem/", {"so": "không phải"}).status_code == 200
    assert Client().get("/tem/").status_code == 200


def test_a_scratched_pin_is_told_once_as_the_first(django_capture_on_commit_callbacks):
    from ocop.stamps.keys import key_of
    from ocop.stamps.serials import pin_of

    batch = a_handed_batch(active=(1, 50), with_pin=True)
    serial = address_of(batch, 7).rpartition("/")[2]
    page = f"/tem/ma-cao/?ve={batch.about}&so={serial}"
    pin = pin_of(key_of(batch.key), batch.number, 7, batch.about)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [
            Client().post(page, {"pin": typed}).content.decode() for typed in ("1", pin, pin)
        ]

    assert "chưa khớp" in answers[0]
    assert "đây là lần nhập đầu tiên" in answers[1]
    assert "đã được nhập lần đầu" in answers[2]
