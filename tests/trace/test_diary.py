"""The diary: each thing once, never more than there is, never edited."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ocop.audit.models import Entry
from ocop.kernel.errors import Refused
from ocop.trace.models import DiaryEntry, Harvest, Input, Lot, Site
from ocop.trace.operations import (
    close_site,
    declare_wrong,
    harvest,
    pack,
    process,
    receive,
    sell,
    ship,
)
from ocop.trace.queries import left_of_harvest, left_of_lot
from tests import cast
from tests.factories.dossiers import a_producer, a_product, act_of
from tests.factories.trace import a_harvest, a_made_lot, a_shipment, a_site, a_workshop
from tests.moment import NOW

pytestmark = pytest.mark.django_db


def act():
    """Return an act of the producer's."""
    return act_of(cast.hoa())


def test_the_same_paper_sent_again_writes_nothing():
    site, paper = a_site(), uuid4()

    first = harvest(act(), client_id=paper, site=site, kg=40)
    again = harvest(act(), client_id=paper, site=site, kg=40)

    assert first == again
    assert Harvest.objects.count() == 1
    assert Entry.objects.filter(verb="trace.harvested").count() == 1


def test_a_paper_is_of_one_producer():
    paper = uuid4()
    harvest(act(), client_id=paper, site=a_site(), kg=40)

    with pytest.raises(Refused, match="chủ thể khác"):
        harvest(act(), client_id=paper, site=a_site(a_producer()), kg=40)


@pytest.mark.parametrize("kind", [Site.Kind.WORKSHOP, Site.Kind.PACKING, Site.Kind.OUTLET])
def test_only_growing_areas_and_ponds_give_harvests(kind):
    with pytest.raises(Refused, match="vùng trồng"):
        harvest(act(), client_id=uuid4(), site=a_site(kind=kind), kg=1)


@pytest.mark.parametrize(("ahead", "taken"), [(0, True), (1, False)])
def test_only_what_has_happened_is_written_down(ahead, taken):
    at = NOW + timedelta(seconds=ahead)

    if taken:
        assert harvest(act(), client_id=uuid4(), site=a_site(), kg=1, done_at=at).done_at == NOW
        return
    with pytest.raises(Refused, match="đã làm rồi"):
        harvest(act(), client_id=uuid4(), site=a_site(), kg=1, done_at=at)


def test_nothing_happens_at_a_closed_place():
    site = a_site()
    close_site(site, act(), reason="Đã trả đất.")

    with pytest.raises(Refused, match="ngừng dùng"):
        harvest(act(), client_id=uuid4(), site=site, kg=1)


@pytest.mark.parametrize(("kg", "taken"), [(100, True), (101, False)])
def test_no_more_of_a_harvest_is_used_than_there_is(kg, taken):
    product = a_product()
    brought = a_harvest(a_site(product.producer), kg=100)

    if taken:
        a_made_lot(product, of=[(brought, kg)])
        assert left_of_harvest(brought) == 0
        return
    with pytest.raises(Refused, match="còn 100 kg"):
        a_made_lot(product, of=[(brought, kg)])


def test_a_refused_processing_leaves_no_lot():
    product = a_product()
    brought = a_harvest(a_site(product.producer), kg=10)
    with pytest.raises(Refused):
        a_made_lot(product, of=[(brought, 11)])

    assert not Lot.objects.exists()
    assert not Input.objects.exists()


def test_a_lot_knows_its_material_by_its_inputs():
    product = a_product()
    first, second = (a_harvest(a_site(product.producer), kg=60) for _ in range(2))

    lot = a_made_lot(product, of=[(first, 60), (second, 40)], units=1_000)

    assert (lot.material_kg, lot.grams_per_unit) == (100, 100)


def test_a_lot_is_made_of_something():
    product = a_product()

    with pytest.raises(Refused, match="làm từ"):
        process(
            act(), client_id=uuid4(), site=a_workshop(product.producer), product=product,
            code="L1", units=1, inputs=[],
        )  # fmt: skip


def test_anothers_harvest_and_lot_are_not_taken_without_receiving_them():
    product = a_product()
    theirs = a_made_lot(a_product(producer=a_producer()), code="X1")

    for of in ([(a_harvest(a_site(a_producer())), 1)], [(theirs, 1, 1)]):
        with pytest.raises(Refused, match="còn 0"):
            a_made_lot(product, of=of)


@pytest.mark.parametrize("does", [ship, sell])
@pytest.mark.parametrize(("units", "taken"), [(100, True), (101, False)])
def test_no_more_of_a_lot_leaves_than_there_is(does, units, taken):
    lot = a_made_lot(units=100)
    told = {
        "client_id": uuid4(), "site": a_workshop(lot.product.producer), "lot": lot,
        "units": units, "partner": "Chợ Ba Chẽ",
    }  # fmt: skip

    if taken:
        does(act(), **told)
        assert left_of_lot(lot, lot.product.producer) == 0
        return
    with pytest.raises(Refused, match="còn 100"):
        does(act(), **told)


def test_goods_do_not_leave_for_nobody():
    lot = a_made_lot()

    with pytest.raises(Refused, match="gửi cho ai"):
        a_shipment(lot, partner=" ")


def test_goods_go_from_one_producer_through_anothers_lot():
    giver, taker = a_product(), a_product(producer=a_producer())
    lot = a_made_lot(giver, units=100)
    sent = a_shipment(lot, 40, partner="", partner_producer=taker.producer)
    shop = a_workshop(taker.producer)

    receive(act(), client_id=uuid4(), site=shop, sending=sent, units=38)
    made = a_made_lot(taker, of=[(lot, 4, 30)], code="M1", units=10)

    assert left_of_lot(lot, giver.producer) == 60
    assert left_of_lot(lot, taker.producer) == 8
    assert made.inputs.get().lot == lot


@pytest.mark.parametrize(("units", "taken"), [(40, True), (41, False)])
def test_no_more_is_received_than_was_sent(units, taken):
    taker = a_producer()
    sent = a_shipment(a_made_lot(), 40, partner_producer=taker)
    told = {"client_id": uuid4(), "site": a_workshop(taker), "sending": sent, "units": units}

    if taken:
        assert receive(act(), **told).units == 40
        return
    with pytest.raises(Refused, match="gửi 40"):
        receive(act(), **told)


def test_a_sending_is_received_once_and_by_its_taker():
    taker, other = a_producer(), a_producer()
    sent = a_shipment(a_made_lot(), 40, partner_producer=taker)
    with pytest.raises(Refused, match="không gửi cho"):
        receive(act(), client_id=uuid4(), site=a_workshop(other), sending=sent, units=1)
    receive(act(), client_id=uuid4(), site=a_workshop(taker), sending=sent, units=40)

    with pytest.raises(Refused, match="đã được nhận"):
        receive(act(), client_id=uuid4(), site=a_workshop(taker), sending=sent, units=40)


def test_what_was_wrong_stays_and_counts_for_nothing():
    lot = a_made_lot(units=100)
    sent = a_shipment(lot, 90)

    declare_wrong(sent, act(), reason="Ghi nhầm lô.")

    assert DiaryEntry.objects.get(pk=sent.pk).wrong_because == "Ghi nhầm lô."
    assert left_of_lot(lot, lot.product.producer) == 100


def test_a_lot_that_was_never_made_gives_its_material_back():
    product = a_product()
    brought = a_harvest(a_site(product.producer), kg=50)
    lot = a_made_lot(product, of=[(brought, 50)])

    declare_wrong(DiaryEntry.objects.get(kind="process"), act(), reason="Chưa làm.")

    lot.refresh_from_db()
    assert lot.is_void
    assert left_of_harvest(brought) == 50


@pytest.mark.parametrize("kind", ["harvest", "process"])
def test_what_other_things_hang_on_is_not_declared_wrong(kind):
    lot = a_made_lot()
    a_shipment(lot)

    with pytest.raises(Refused, match="trước"):
        declare_wrong(DiaryEntry.objects.get(kind=kind), act(), reason="Sai.")


def test_a_mistake_is_declared_once_and_with_a_reason():
    sent = a_shipment(a_made_lot())
    with pytest.raises(Refused, match="sai ở đâu"):
        declare_wrong(sent, act(), reason=" ")
    declare_wrong(sent, act(), reason="Sai số.")

    with pytest.raises(Refused, match="trước đó"):
        declare_wrong(sent, act(), reason="Sai số.")


def test_packing_stays_within_the_lot():
    lot = a_made_lot(units=100)
    shop = a_workshop(lot.product.producer)

    packed = pack(act(), client_id=uuid4(), site=shop, lot=lot, units=100, per_case=20)

    assert packed.per_case == 20
    with pytest.raises(Refused, match="còn 100"):
        pack(act(), client_id=uuid4(), site=shop, lot=lot, units=101)
