"""A recall reaches everything that was made of a lot, everybody who has it, and nothing else."""

from uuid import UUID

import pytest

from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from ocop.trace.chain import chain_of, timeline
from ocop.trace.closure import downstream, downstream_of_harvest, steps, upstream
from ocop.trace.flow import RecallState
from ocop.trace.letters import recall_report
from ocop.trace.models import Input
from ocop.trace.operations import (
    close_recall,
    count_lot,
    count_stop,
    declare_wrong,
    drill,
    lift_recall,
    recall,
    receive,
)
from ocop.trace.queries import recall_of
from tests import cast
from tests.factories.dossiers import a_producer, a_product, a_representative, act_of
from tests.factories.trace import a_harvest, a_made_lot, a_shipment, a_site, a_workshop
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def office():
    """Return an act of the officer of the province."""
    return act_of(cast.tung())


def a_chain():
    """Return a harvest, its lot A, lots B and C of A, D of both, and E beside them."""
    product = a_product()
    brought = a_harvest(a_site(product.producer), kg=100)
    a = a_made_lot(product, of=[(brought, 50)], code="A")
    b = a_made_lot(product, of=[(a, 10, 10)], code="B")
    c = a_made_lot(product, of=[(a, 10, 10)], code="C")
    d = a_made_lot(product, of=[(b, 5, 5), (c, 5, 5)], code="D")
    e = a_made_lot(product, of=[(brought, 50)], code="E")
    return brought, a, b, c, d, e


def a_recall(lot, **fields):
    """Return a real recall of a lot."""
    fields = {"reason": "Nhiễm nấm mốc.", "decision": "12/QĐ-UBND", **fields}
    return recall(office(), lot=lot, **fields)


def test_everything_made_of_a_lot_is_reached_once():
    _, a, b, c, d, _ = a_chain()

    assert sorted(downstream(a.pk)) == [a.pk, b.pk, c.pk, d.pk]
    assert sorted(downstream(b.pk)) == [b.pk, d.pk]
    assert sorted(upstream(d.pk)) == [a.pk, b.pk, c.pk, d.pk]


def test_a_harvest_reaches_all_its_lots():
    brought, a, b, c, d, e = a_chain()

    assert sorted(downstream_of_harvest(brought.pk)) == [x.pk for x in (a, b, c, d, e)]


def test_a_circle_ends():
    _, a, b, _, _, _ = a_chain()
    Input.objects.create(into=a, lot=b, kg=1, units=1, created_at=office().at)

    assert a.pk in downstream(b.pk)


def test_the_way_is_counted_along_the_nearest_edges():
    assert steps([1], [(1, 2), (2, 3), (1, 3), (3, 4)]) == {1: 0, 2: 1, 3: 1, 4: 2}


def test_a_recall_keeps_its_lots_and_whoever_has_them():
    _, a, b, _, d, e = a_chain()
    sent, beside = a_shipment(d, 3), a_shipment(e, 1)

    made = a_recall(b)

    assert {row.lot: row.step for row in made.lots.all()} == {b: 0, d: 1}
    assert [stop.entry for stop in made.stops.all()] == [sent]
    assert recall_of(a.product, "D", TODAY) == made
    assert recall_of(a.product, "A", TODAY) is None
    assert recall_of(beside.lot.product, "E", TODAY) is None


def test_goods_that_another_producer_sold_on_are_called_back_from_its_buyers():
    lot = a_made_lot(units=100)
    taker = a_producer()
    sent = a_shipment(lot, 40, partner_producer=taker)
    shop = a_workshop(taker)
    receive(act_of(cast.hoa()), client_id=UUID(int=5), site=shop,
            sending=sent, units=40)  # fmt: skip
    on = a_shipment(lot, 30, site=shop, partner="Cửa hàng Móng Cái")

    made = a_recall(lot)

    assert {stop.entry for stop in made.stops.all()} == {sent, on}


def test_what_was_declared_wrong_is_not_called_back():
    lot = a_made_lot()
    declare_wrong(a_shipment(lot), act_of(cast.hoa()), reason="Nhầm.")

    assert not a_recall(lot).stops.exists()


def test_a_drill_calls_nothing_back_and_finds_the_same():
    _, a, *_ = a_chain()

    made = drill(office(), lot=a, reason="Diễn tập.")

    assert made.lots.count() == 4
    assert recall_of(a.product, "A", TODAY) is None


def test_a_drill_runs_beside_a_real_recall():
    lot = a_made_lot()
    real = a_recall(lot)
    drill(office(), lot=lot, reason="Diễn tập.")

    assert recall_of(lot.product, lot.code, TODAY) == real


@pytest.mark.parametrize("lack", ["reason", "decision"])
def test_a_recall_has_a_reason_and_a_decision(lack):
    with pytest.raises(Refused):
        a_recall(a_made_lot(), **{lack: " "})


def test_a_recall_begins_on_its_day():
    lot = a_made_lot()
    from_tomorrow = TODAY.replace(day=TODAY.day + 1)
    made = a_recall(lot, effective_on=from_tomorrow)

    assert recall_of(lot.product, lot.code, TODAY) is None
    assert recall_of(lot.product, lot.code, from_tomorrow) == made


def test_the_producers_and_their_office_are_told():
    lot = a_made_lot()
    a_representative(lot.product.producer, cast.hoa())
    made = a_recall(lot)

    told = Notice.objects.filter(text__startswith=made.code)

    assert told.filter(user=cast.hoa(), link=f"/chu-the/nhat-ky/thu-hoi/{made.code}/").exists()
    assert told.filter(user=cast.tung()).exists()


@pytest.mark.parametrize(("found", "taken"), [(10, True), (11, False)])
def test_no_more_is_found_than_there_was(found, taken):
    lot = a_made_lot(units=10)
    sent = a_shipment(lot, 10)
    made = a_recall(lot)
    row, stop = made.lots.get(), made.stops.get(entry=sent)

    if taken:
        count_lot(row, office(), found=found)
        count_stop(stop, office(), found=found)
        assert (row.found, stop.found) == (10, 10)
        return
    with pytest.raises(Refused, match="10 đơn vị"):
        count_lot(row, office(), found=found)
    with pytest.raises(Refused, match="10 đơn vị"):
        count_stop(stop, office(), found=found)


def test_a_recall_ends_when_everybody_was_counted_and_its_goods_stay_called_back():
    lot = a_made_lot()
    a_shipment(lot)
    made = a_recall(lot)
    count_lot(made.lots.get(), office(), found=1)
    with pytest.raises(Refused, match="Còn 1 nơi"):
        close_recall(made, office(), conclusion="Xong.")

    count_stop(made.stops.get(), office(), found=0)
    close_recall(made, office(), conclusion="Đã tiêu huỷ.")

    assert made.state == RecallState.CLOSED
    assert recall_of(lot.product, lot.code, TODAY) == made
    with pytest.raises(WrongState):
        count_lot(made.lots.get(), office(), found=2)


def test_a_recall_that_is_lifted_calls_nothing_back():
    lot = a_made_lot()
    made = a_recall(lot)

    lift_recall(made, office(), reason="Kết quả kiểm nghiệm lại đạt.")

    assert recall_of(lot.product, lot.code, TODAY) is None


def test_the_report_tells_quantities_and_where_they_went():
    lot = a_made_lot(units=10)
    a_shipment(lot, 4)
    made = a_recall(lot)
    count_lot(made.lots.get(), office(), found=6)

    letter = recall_report(made, TODAY)

    assert "6 đơn vị" in letter.body[3].text
    assert letter.annexes[1].blocks[0].rows[0][1] == "Siêu thị Hạ Long"


def test_the_timeline_goes_from_the_field_to_the_shop_and_names_no_buyer():
    lot = a_made_lot()
    a_shipment(lot, partner="Nguyễn Văn Mua")

    moments = timeline(lot)

    assert [one.kind for one in moments] == ["harvest", "process", "ship"]
    assert not any("Mua" in f"{one}" for one in moments)


def test_a_lot_of_which_no_diary_tells_still_has_its_making():
    lot = a_chain()[1]
    lot.diary.all().delete()

    assert "Sản xuất" in [one.title for one in timeline(lot)]


def test_the_chain_is_drawn_from_material_to_goods():
    _, a, b, c, d, _ = a_chain()

    whole, one = chain_of(d), chain_of(d, "one")

    columns = {box.lot: box.column for box in whole.boxes if box.lot}
    assert columns[a.pk] < columns[b.pk] == columns[c.pk] < columns[d.pk]
    assert {box.lot for box in one.boxes} == {b.pk, c.pk, d.pk}
