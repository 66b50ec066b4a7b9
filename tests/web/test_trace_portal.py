"""What the national portal is told, at the office: the ledger, a lot's elements, sending."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.trace.models import PortalParcel
from ocop.trace.operations import export_lot
from ocop.trace.portal.delivering import deliver_due
from tests import cast
from tests.factories.dossiers import a_product, a_representative, act_of
from tests.factories.trace import a_made_lot
from tests.moment import NOW, TODAY
from tests.web.desk import at, body, stand_still, table, text

pytestmark = pytest.mark.django_db
LEDGER = "/van-phong/cong-quoc-gia/"


@pytest.fixture(autouse=True)
def now(monkeypatch, settings, tmp_path):
    stand_still(monkeypatch)
    settings.PORTAL_FOLDER = tmp_path / "portal"


@pytest.fixture
def lot():
    """Return a lot of Hoa's that may be sent."""
    product = a_product(gtin="08936012345674")
    a_representative(product.producer, cast.hoa())
    return a_made_lot(product, expires_on=TODAY + timedelta(days=300))


def page_of(lot):
    return reverse("office:portal-lot", args=[lot.pk])


def test_an_officer_looks_at_a_lot_and_sends_it(lot):
    tung, page = at(cast.tung()), page_of(lot)
    before = text(tung.get(page))

    answer = tung.post(page, {"act": "send"})

    assert "Lô này chưa gửi lần nào" in before
    assert "chưa có" in before
    assert answer["Location"] == page
    parcel = PortalParcel.objects.get()
    assert (parcel.lot, parcel.state) == (lot, "queued")
    assert "Gửi nội dung này" not in text(tung.get(page))


def test_days_and_stages_are_told_as_people_write_them(lot):
    page = text(at(cast.tung()).get(page_of(lot)))

    assert f"{TODAY:%d/%m/%Y}: Thu hoạch, Hoa trà tươi" in page
    assert f"{lot.expires_on:%d/%m/%Y}" in page
    assert f"{lot.expires_on:%Y-%m-%d}" not in page


def test_the_same_content_is_refused_in_words(lot):
    export_lot(lot, act_of(cast.tung()))

    answer = at(cast.tung()).post(page_of(lot), {"act": "send"})

    assert PortalParcel.objects.count() == 1
    assert "đã có đúng nội dung này" in text(answer)


def test_what_failed_is_sent_again_from_its_page(lot, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.PORTAL_FOLDER = tmp_path / "file"
    parcel = export_lot(lot, act_of(cast.tung()))
    deliver_due(lambda: NOW)
    tung, page = at(cast.tung()), page_of(lot)
    assert "Không ghi được vào thư mục" in text(tung.get(page))

    tung.post(page, {"act": "again"})

    parcel.refresh_from_db()
    assert (parcel.state, parcel.tries) == ("queued", 0)


@pytest.mark.parametrize("act", ["send", "again"])
def test_a_commune_looks_and_does_not_send(lot, act):
    lan, page = at(cast.lan()), page_of(lot)

    lan.post(page, {"act": act})

    assert "Gửi nội dung này" not in text(lan.get(page))
    assert not PortalParcel.objects.exists()


def test_the_files_are_those_that_would_be_sent(lot):
    tung = at(cast.tung())

    told = tung.get(reverse("office:portal-data", args=[lot.pk, "json"]))
    sheet = tung.get(reverse("office:portal-data", args=[lot.pk, "csv"]))

    assert json.loads(body(told))["version"] == 1
    assert body(sheet).decode("utf-8-sig").startswith("product,lot,version")
    assert tung.get(f"{page_of(lot)}du-lieu.xml").status_code == 404


def test_the_ledger_is_a_list_with_its_file(lot):
    export_lot(lot, act_of(cast.tung()))
    deliver_due(lambda: NOW)
    tung = at(cast.tung())

    assert "Đã gửi" in text(tung.get(f"{LEDGER}?tt=sent&tu=L01"))
    assert "L01" not in text(tung.get(f"{LEDGER}?tt=failed"))
    told = table(tung.get(f"{LEDGER}?tai=xlsx"))
    assert [row["Số lô"].value for row in told] == ["L01"]
