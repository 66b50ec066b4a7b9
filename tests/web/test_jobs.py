"""The pages of long work: how far it is, whose it is, and until when its file is there."""

from datetime import timedelta

import pytest

from ocop.jobs import handlers
from ocop.jobs.handlers import File, Progress
from ocop.jobs.models import KEPT_FOR, Job
from ocop.jobs.operations import start
from ocop.jobs.worker import Worker
from tests import cast
from tests.factories.dossiers import act_of
from tests.moment import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def moment(monkeypatch):
    """Set the clock of requests."""

    def at(when):
        monkeypatch.setattr("django.utils.timezone.now", lambda: when)

    at(NOW)
    return at


@pytest.fixture
def job(monkeypatch):
    """Queued work of Tùng's that ends with a file."""

    def steps(job, args, cursor):
        yield Progress(1, 2, 1)
        yield Progress(2, 2, 2)
        return File("bộ hồ sơ.txt", "text/plain", b"ba", "Đã làm 2 phần.")

    monkeypatch.setitem(handlers._HANDLERS, "trang", handlers.Handler(steps, reads_only=False))
    return start(act_of(cast.tung()), kind="trang", title="Tải bộ hồ sơ", args={})


def done(job):
    Worker(lambda: NOW).once()
    job.refresh_from_db()
    return job


def page(client, job, who=None, tail=""):
    client.force_login(who or cast.tung())
    response = client.get(f"/van-phong/viec/{job.pk}/{tail}")
    if response.streaming:
        response.close()
    return response


def test_a_page_of_open_work_reloads_itself_and_can_stop_it(client, moment, job):
    text = page(client, job).content.decode()

    assert '<meta http-equiv="refresh"' in text
    assert "Dừng việc này" in text


def test_open_work_says_what_is_before_it(client, moment, job):
    other = start(act_of(cast.lan()), kind="trang", title="Tải bộ hồ sơ", args={"n": 1})

    assert "Còn 1 việc trước" in page(client, other, cast.lan()).content.decode()


def test_ended_work_is_still_and_offers_its_file(client, moment, job):
    response = page(client, done(job))
    text = response.content.decode()

    assert "refresh" not in text
    assert "Đã làm 2 phần." in text
    assert f"/van-phong/viec/{job.pk}/ket-qua/" in text


@pytest.mark.parametrize(
    ("kind", "args", "about"),
    [
        ("stamps", {"batch": 7}, "/van-phong/tem/lo/7/"),
        ("dossiers.bind", {"code": "HS-2026-0001"}, "/van-phong/ho-so/HS-2026-0001/"),
    ],
)
def test_work_leads_back_to_what_it_is_about_until_it_is_cleared(
    client, moment, job, kind, args, about
):
    Job.objects.filter(pk=job.pk).update(kind=kind, args=args)
    assert f'href="{about}"' in page(client, job).content.decode()

    Job.objects.filter(pk=job.pk).update(args={})
    assert "Về nơi đã giao việc" not in page(client, job).content.decode()


def test_a_script_gets_the_middle_only(client, moment, job):
    client.force_login(cast.tung())
    text = client.get(f"/van-phong/viec/{job.pk}/", headers={"X-Partial": "1"}).content.decode()

    assert "<html" not in text
    assert "data-job-open" in text


@pytest.mark.parametrize("tail", ["", "ket-qua/"])
def test_what_is_mine_is_not_there_for_others(client, moment, job, tail):
    assert page(client, done(job), cast.leader(), tail).status_code == 404
    assert page(client, job, None, tail).status_code == 200


@pytest.mark.parametrize(("early", "status"), [(SECOND, 200), (timedelta(0), 404)])
def test_the_file_is_there_for_seven_days(client, moment, job, early, status):
    done(job)
    moment(NOW + KEPT_FOR - early)

    assert page(client, job, None, "ket-qua/").status_code == status


def test_it_is_stopped_and_goes_on_by_buttons(client, moment, job):
    client.force_login(cast.tung())
    client.post(f"/van-phong/viec/{job.pk}/dung/")
    assert "Làm tiếp" in page(client, job).content.decode()

    client.post(f"/van-phong/viec/{job.pk}/lam-tiep/")
    assert Job.objects.get(pk=job.pk).is_open


@pytest.mark.parametrize("tail", ["dung/", "lam-tiep/"])
def test_nobody_stops_the_work_of_others(client, moment, job, tail):
    client.force_login(cast.lan())

    assert client.post(f"/van-phong/viec/{job.pk}/{tail}").status_code == 404
    assert Job.objects.get(pk=job.pk).is_open


def test_the_head_of_the_desk_tells_of_work_until_half_an_hour_after_its_end(client, moment, job):
    address = f"/van-phong/viec/{job.pk}/"
    client.force_login(cast.tung())
    assert address in client.get("/van-phong/").content.decode()

    done(job)
    moment(NOW + timedelta(minutes=30))
    assert address in client.get("/van-phong/").content.decode()
    moment(NOW + timedelta(minutes=30) + SECOND)
    assert address not in client.get("/van-phong/").content.decode()


def test_the_list_holds_mine_only(client, moment, job):
    client.force_login(cast.tung())
    assert "Tải bộ hồ sơ" in client.get("/van-phong/viec/").content.decode()
    client.force_login(cast.lan())
    assert "Chưa có việc nào" in client.get("/chu-the/viec/").content.decode()
