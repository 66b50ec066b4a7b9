"""Stamps at the desks: ordered in few taps, approved beside the balance, printed, made active."""

import pytest

from ocop.jobs.models import Job
from ocop.jobs.worker import Worker
from ocop.stamps.flow import OrderState
from ocop.stamps.models import Batch, Order, Span
from ocop.trace.models import Lot
from tests import cast
from tests.factories.dossiers import a_representative
from tests.factories.stamps import a_batch, a_handed_batch, a_lot, an_order
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db
HOME, OFFICE = "/chu-the/tem/", "/van-phong/tem/"


@pytest.fixture
def lot():
    lot = a_lot(units=100)
    a_representative(lot.product.producer, cast.hoa())
    return lot


@pytest.fixture
def hers(client, lot):
    client.force_login(cast.hoa())
    return client


@pytest.fixture
def office(client, lot):
    client.force_login(cast.tung())
    return client


def test_from_a_lot_stamps_are_two_taps_away(hers, lot):
    form = hers.get(f"{HOME}dat/?lo={lot.pk}").content.decode()
    assert 'value="100"' in form

    answer = hers.post(f"{HOME}dat/", {"lot": lot.pk, "count": "100"})

    assert Order.objects.get().count == 100
    assert answer["Location"] == f"{HOME}don/{Order.objects.get().code}/"


def test_a_lot_is_written_down_and_leads_on_to_its_stamps(hers, lot):
    answer = hers.post(
        "/chu-the/nhat-ky/lo-hang/moi/",
        {"product": lot.product.pk, "code": "M1", "made_on": f"{TODAY:%d/%m/%Y}", "units": "10"},
    )

    made = Lot.objects.get(code="M1")
    assert answer["Location"] == f"{HOME}dat/?lo={made.pk}"


def test_an_order_beyond_the_balance_says_so_and_waits_for_a_reason(office, lot):
    asked = an_order(lot, 120)
    address = f"{OFFICE}don/{asked.code}/"
    assert "<progress" in office.get(address).content.decode()

    refused = office.post(address, {"act": "approve", "a-reason": ""}).content.decode()
    office.post(address, {"act": "approve", "a-reason": "Bù tem hỏng."})

    asked.refresh_from_db()
    assert "Lô có 100 đơn vị" in refused
    assert (asked.state, asked.over_balance) == (OrderState.APPROVED, True)


def test_a_batch_is_handed_over_made_active_and_void(client, lot):
    batch = a_batch(lot)
    client.force_login(cast.tung())
    client.post(
        f"{OFFICE}lo/{batch.pk}/",
        {"act": "hand", "h-receiver": "Hoa", "h-first": "1", "h-last": "80"},
    )
    client.force_login(cast.hoa())
    client.post(f"{HOME}lo/{batch.pk}/", {"act": "activate", "a-first": "1", "a-last": "60"})
    client.post(
        f"{HOME}lo/{batch.pk}/",
        {"act": "void", "v-first": "61", "v-last": "62", "v-reason": "Rách."},
    )

    assert list(Span.objects.order_by("first", "kind").values_list("kind", "first", "last")) == [
        ("active", 1, 60),
        ("handed", 1, 80),
        ("void", 61, 62),
    ]


def test_the_stamps_that_wait_are_offered_to_be_made_active(hers, lot):
    batch = a_handed_batch(lot, active=(1, 60))
    page = hers.get(f"{HOME}lo/{batch.pk}/").content.decode()

    assert 'name="a-first" value="61"' in page
    assert 'name="a-last" value="100"' in page


@pytest.mark.parametrize(("output", "label"), [("csv", ""), ("ps", ""), ("pdf", "a4-24")])
def test_a_file_to_print_from_is_long_work_with_a_result(hers, lot, output, label):
    batch = a_handed_batch(lot, 30)

    answer = hers.post(
        f"{HOME}lo/{batch.pk}/", {"act": "print", "p-output": output, "p-label": label}
    )
    Worker(lambda: NOW).once()

    job = Job.objects.get()
    assert answer["Location"] == f"/chu-the/viec/{job.pk}/"
    assert (job.state, job.failure) == ("DONE", "")
    assert len(job.kept(job.result_key)) == job.result_size > 0


def test_stamps_of_others_are_not_found(client, lot):
    batch = a_handed_batch(lot)
    client.force_login(cast.stranger())

    assert client.get(f"{HOME}lo/{batch.pk}/").status_code == 404
    assert client.get(f"{HOME}don/{batch.order.code}/").status_code == 404


def test_a_commune_looks_and_does_not_decide(client, lot):
    asked = an_order(lot, 10)
    client.force_login(cast.lan())

    client.post(f"{OFFICE}don/{asked.code}/", {"act": "approve", "a-reason": "x"})

    assert Batch.objects.count() == 0


@pytest.mark.parametrize("page", ["", "lo/", "?tai=xlsx", "lo/?tai=xlsx"])
def test_lists_open_and_download(office, lot, page):
    a_handed_batch(lot, active=(1, 5))

    assert office.get(f"{OFFICE}{page}").status_code == 200
    office.force_login(cast.hoa())
    assert office.get(f"{HOME}{page}").status_code == 200
