"""Long lists as workbooks: the same rows as the page, made by the worker, for who may see them."""

from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ocop.jobs.flow import State
from ocop.jobs.models import Job
from ocop.jobs.worker import Worker
from ocop.web import exports, listing
from tests import cast
from tests.factories.dossiers import a_product
from tests.moment import NOW

pytestmark = pytest.mark.django_db
PATH = "/van-phong/san-pham/?tai=xlsx"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(listing, "LONGEST_FILE", 4)
    monkeypatch.setattr(exports, "STEP", 2)


@pytest.fixture
def desk(client):
    client.force_login(cast.tung())
    return client


def products(count):
    return [a_product() for _ in range(count)]


def cells(content):
    sheet = load_workbook(BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def result(desk, job):
    response = desk.get(f"/van-phong/viec/{job.pk}/ket-qua/")
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("count", "long"), [(4, False), (5, True)])
def test_a_file_of_more_rows_than_one_waits_for_is_long_work(desk, count, long):
    products(count)
    text = desk.get("/van-phong/san-pham/").content.decode()
    response = desk.get(PATH)

    assert ("/van-phong/viec/tai-excel/" in text) is long
    assert (response["Content-Type"] == listing.XLSX) is not long
    assert not Job.objects.exists()


def test_what_the_worker_makes_is_what_the_page_would_have_handed_out(desk, monkeypatch):
    products(5)
    desk.post("/van-phong/viec/tai-excel/", {"path": PATH})
    Worker(lambda: NOW).once()
    job = Job.objects.get()
    made = cells(result(desk, job))
    monkeypatch.setattr(listing, "LONGEST_FILE", 5)

    assert (job.state, job.done, job.total) == (State.DONE, 5, 5)
    assert made == cells(desk.get(PATH).content)


def test_what_was_interrupted_goes_on_where_it_was(desk):
    products(5)
    desk.post("/van-phong/viec/tai-excel/", {"path": PATH})
    first = Worker(lambda: NOW)
    first.between = lambda: setattr(first, "stopping", Job.objects.get().done >= 2)
    first.once()
    kept = Job.objects.get()
    a_product()
    Worker(lambda: NOW).once()

    assert (kept.done, len(kept.cursor["parts"])) == (2, 1)
    assert Job.objects.get().outcome == "Đã ghi 5 dòng."


@pytest.mark.parametrize(
    "path", ["/van-phong/nguoi-dung/?tai=xlsx", "/khong/co/", "/van-phong/san-pham/", "", "//x?tai"]
)
def test_a_list_that_is_not_the_persons_is_refused(desk, path):
    response = desk.post("/van-phong/viec/tai-excel/", {"path": path})

    assert response.status_code == 409
    assert not Job.objects.exists()


def test_whoever_lost_the_post_meanwhile_gets_no_file(desk):
    from ocop.accounts.models import Membership

    products(5)
    desk.post("/van-phong/viec/tai-excel/", {"path": PATH})
    Membership.objects.filter(user=cast.tung()).update(withdrawn_on=NOW.date())
    Worker(lambda: NOW).once()

    assert Job.objects.get().state == State.FAILED


def test_cells_come_back_as_they_were():
    import json

    row = [None, 3, "chè", date(2026, 10, 5), NOW, Fraction(143, 2)]

    assert json.loads(json.dumps(row, default=exports.tagged), object_hook=exports.untagged) == row
    assert isinstance(NOW, datetime)
