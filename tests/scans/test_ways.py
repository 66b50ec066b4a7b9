"""What a scan's page tells of a lot's way: who may read it does, and it is worked out once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.stamps.operations import void
from ocop.trace.operations import declare_wrong
from tests import cast
from tests.factories.dossiers import a_producer, act_of
from tests.factories.scans import a_door, address_of, asked, known_anew
from tests.factories.stamps import GTIN, a_handed_batch, a_stamped_product
from tests.factories.trace import a_made_lot, a_shipment
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
BUYER = "Siêu thị Hạ Long"


@pytest.fixture
def lot():
    """Return a lot that was made of a harvest, with a GTIN."""
    product = a_stamped_product(gtin=f"0{GTIN}")
    return a_made_lot(product, units=1_000, expires_on=TODAY.replace(year=TODAY.year + 1))


@pytest.fixture
def batch(lot):
    return a_handed_batch(lot, active=(1, 50))


def test_a_page_tells_where_a_lot_comes_from_and_what_was_done(batch, lot):
    a_shipment(lot, 10, partner=BUYER)
    taker = a_producer()
    a_shipment(lot, 20, partner="", partner_producer=taker)

    page = asked(a_door(), address_of(batch, 7)).body

    assert page.index("Thu hoạch: Hoa trà tươi") < page.index("<b>Chế biến</b>")
    for told in ("Đồi trà hoa vàng", "Gửi hàng", f"gửi đến {taker.name}"):
        assert told in page
    assert f'href="/truy-xuat/{lot.product.code}/L01/"' in page


def test_a_page_names_no_buyer(batch, lot):
    a_shipment(lot, 10, partner=BUYER)

    assert BUYER not in asked(a_door(), address_of(batch, 7)).body


def test_the_way_of_a_lot_stands_beneath_the_lot_alone_too(lot):
    assert "Đồi trà hoa vàng" in asked(a_door(), f"/01/0{GTIN}/10/l01").body


def test_the_way_is_worked_out_once_for_all_pages_of_a_lot(batch):
    door = a_door()
    asked(door, address_of(batch, 7))
    door.knowledge.checked = float("inf")

    with CaptureQueriesContext(connection) as queries:
        again = asked(door, address_of(batch, 7), address="10.0.0.2").body

    assert "2 lần" in again
    assert "Đồi trà hoa vàng" in again
    assert not [one for one in queries if "trace_diaryentry" in one["sql"]]


def test_what_was_done_and_what_was_declared_wrong_show_at_the_next_look(batch, lot):
    door, path = a_door(), address_of(batch, 7)
    asked(door, path)
    entry = a_shipment(lot, 10)
    known_anew(door)
    sent = asked(door, path).body
    declare_wrong(entry, act_of(cast.hoa()), reason="Nhầm cửa hàng.")
    known_anew(door)
    withdrawn = asked(door, path).body

    assert ("Gửi hàng" in sent, "Gửi hàng" in withdrawn) == (True, False)


@pytest.mark.parametrize("counter", [55, 60])
def test_stamps_that_are_on_no_goods_have_no_way(batch, counter):
    void(batch, act_of(cast.hoa()), first=55, last=55, reason="Hỏng")

    assert "Đồi trà hoa vàng" not in asked(a_door(), address_of(batch, counter)).body


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "30 việc ở giữa"), ("en", "30 more in between")]
)
def test_a_long_way_is_told_by_its_ends_in_a_small_page(batch, lot, language, words):
    for _ in range(40):
        a_shipment(lot, 1)

    page = asked(a_door(), address_of(batch, 7), HTTP_ACCEPT_LANGUAGE=language).body

    assert words in page
    assert len(page.encode()) < 50_000


def test_a_lot_that_is_not_on_record_leads_browsers_and_programs_to_its_product(client, lot):
    path = f"/01/0{GTIN}/10/L99"

    page = asked(a_door(), path)
    programs = client.get(path, headers={"accept": "*/*"})

    assert (page.status, programs.status_code) == (200, 307)
    assert lot.product.code in programs["Location"]
    assert "Sản phẩm có trong sổ" in page.body
    assert "chưa ghi lô này" in page.body
    assert "L99" in page.body
    assert "Đồi trà hoa vàng" not in page.body


def test_pages_of_lots_that_are_not_on_record_each_name_their_own(lot):
    door = a_door()

    pages = [asked(door, f"/01/0{GTIN}/10/{code}").body for code in ("L98", "<b>L99", "L'9")]

    assert "L98" in pages[0]
    assert "L98" not in pages[1]
    assert "&lt;b&gt;L99" in pages[1]
    assert "<b>L99" not in pages[1]
    assert "L&#x27;9" in pages[2]
