"""The diary on a phone, places and recalls at the office, and a lot as anybody reads it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from ocop.kernel.digital_link import Name
from ocop.links.sources import offers
from ocop.trace.flow import SiteState
from ocop.trace.models import DiaryEntry, Recall, Site
from ocop.trace.operations import recall
from tests import cast
from tests.factories.dossiers import a_product, a_representative, act_of
from tests.factories.trace import a_harvest, a_made_lot, a_shipment, a_site, a_workshop
from tests.moment import TODAY
from tests.web.desk import at, stand_still

pytestmark = pytest.mark.django_db
DIARY = "/chu-the/nhat-ky/"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    stand_still(monkeypatch)


@pytest.fixture
def product():
    """Return a product of Hoa's, with an area and a workshop."""
    made = a_product(gtin="08936012345674")
    a_representative(made.producer, cast.hoa())
    a_site(made.producer)
    a_workshop(made.producer)
    return made


@pytest.fixture
def hers(product):
    """Return Hoa's browser."""
    return at(cast.hoa())


def test_a_harvest_is_three_taps_and_written_once(hers, product):
    page = f"{DIARY}thu-hoach/"
    site = Site.objects.get(kind="area")
    told = {"client_id": uuid4(), "site": site.pk, "kg": "1.250", "done_on": "05/10/2026"}

    assert 'name="kg"' in hers.get(page).content.decode()
    first = hers.post(page, told)
    again = hers.post(page, told, headers={"X-Diary": "1"})

    assert first["Location"] == DIARY
    assert again.json() == {"saved": DiaryEntry.objects.get().pk}
    assert DiaryEntry.objects.get().kg == 1_250


def test_what_is_refused_comes_back_with_words(hers, product):
    lot = a_made_lot(product, units=10)
    site = Site.objects.get(kind="workshop")
    told = {
        "client_id": uuid4(), "site": site.pk, "lot": lot.pk, "units": "11",
        "done_on": "05/10/2026",
    }  # fmt: skip

    page = hers.post(f"{DIARY}ban/", told).content.decode()
    wire = hers.post(f"{DIARY}ban/", told, headers={"X-Diary": "1"})

    assert "còn 10 đơn vị" in page
    assert wire.status_code == 422
    assert "còn 10 đơn vị" in wire.json()["errors"]["units"][0]["message"]


def test_a_lot_is_made_of_what_was_chosen(hers, product):
    brought = a_harvest(Site.objects.get(kind="area"), kg=40)
    told = {
        "client_id": uuid4(), "site": Site.objects.get(kind="workshop").pk,
        "product": product.pk, "code": "l1", "units": "100", f"h{brought.pk}": "30",
        "done_on": "05/10/2026",
    }  # fmt: skip

    hers.post(f"{DIARY}che-bien/", told)

    entry = DiaryEntry.objects.get(kind="process")
    assert (entry.lot.code, entry.lot.inputs.get().kg) == ("L1", 30)


def test_yesterdays_entry_is_copied(hers, product):
    sent = a_shipment(a_made_lot(product), 7)

    page = hers.get(f"{DIARY}gui/?nhu={sent.pk}").content.decode()

    assert 'value="7"' in page
    assert "Siêu thị Hạ Long" in page


def test_an_unknown_deed_is_not_found(hers):
    assert hers.get(f"{DIARY}khac/").status_code == 404


def test_an_entry_is_declared_wrong(hers, product):
    sent = a_shipment(a_made_lot(product), 7)

    hers.post(f"{DIARY}viec/{sent.pk}/", {"reason": "Nhầm cửa hàng."})

    sent.refresh_from_db()
    assert sent.wrong_because == "Nhầm cửa hàng."


def test_the_page_of_a_lot_leads_to_what_is_missing(hers, product):
    lot = a_made_lot(product)

    page = hers.get(reverse("producer:lot", args=[lot.pk])).content.decode()

    assert "Chưa có ảnh sản phẩm" in page
    assert reverse("producer:photos", args=[product.code]) in page
    assert '<svg class="chain-plot flat"' in page
    assert '<svg class="chain-plot upright"' in page


def test_the_office_verifies_a_place_and_writes_its_code_down(product):
    site = Site.objects.get(kind="area")
    tung, page = (
        at(cast.tung()),
        f"/van-phong/vung-trong/{Site.objects.get(kind='area').code}/",
    )

    tung.post(page, {"act": "verify"})
    tung.post(
        page,
        {
            "act": "code", "code-code": "vn-qn-01", "code-issuer": "Sở Nông nghiệp và Môi trường",
            "code-market": "Trong nước", "code-valid_from": "01/01/2026",
        },
    )  # fmt: skip

    site.refresh_from_db()
    assert (site.state, site.codes.get().code) == (SiteState.VERIFIED, "VN-QN-01")


@pytest.mark.parametrize("kind", ["drill", "recall"])
def test_the_office_recalls_a_lot_or_drills_it(product, kind):
    lot = a_made_lot(product)
    tung, page = at(cast.tung()), f"/van-phong/thu-hoi-lo/moi/lo/{lot.pk}/"
    letter = "t" if kind == "recall" else "d"

    tung.post(page, {"act": kind, f"{letter}-reason": "Nấm mốc.", f"{letter}-decision": "9/QĐ"})

    assert Recall.objects.get().is_drill is (kind == "drill")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_recall_has_its_report(product, form):
    made = recall(act_of(cast.tung()), lot=a_made_lot(product), reason="Nấm.", decision="9/QĐ")

    answer = at(cast.tung()).get(f"/van-phong/thu-hoi-lo/{made.code}/bao-cao.{form}")

    assert answer.status_code == 200
    assert f".{form}" in answer["Content-Disposition"]


def test_anybody_reads_where_a_lot_comes_from_and_that_it_is_recalled(client, product):
    lot = a_made_lot(product)
    page = reverse("public:trace", args=[product.code, lot.code])

    before = client.get(page).content.decode()
    recall(act_of(cast.tung()), lot=lot, reason="Nấm mốc.", decision="9/QĐ-UBND")
    after = client.get(page).content.decode()

    assert "Thu hoạch" in before
    assert "Nấm mốc." not in before
    assert "Nấm mốc." in after


def test_the_digital_link_of_a_lot_leads_to_its_trace_and_tells_of_its_recall(product):
    lot = a_made_lot(product)
    recall(act_of(cast.tung()), lot=lot, reason="Nấm mốc.", decision="9/QĐ-UBND")
    name = Name("01", "08936012345674", (("10", lot.code),))

    told = {offer.target.link_type: offer.target for offer in offers(name, TODAY)}

    assert told["gs1:traceability"].href == reverse("public:trace", args=[product.code, lot.code])
    assert "bị thu hồi" in told["gs1:recallStatus"].title
