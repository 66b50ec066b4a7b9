"""Stamps are asked for, approved within the balance, handed over, made active or void."""

import pytest
from django.apps import apps

from ocop.audit.queries import history
from ocop.certificates.models import Certificate
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.keys import keys
from ocop.stamps.models import Batch, Order, Span
from ocop.stamps.operations import (
    activate,
    approve,
    hand_over,
    order,
    print_stamps,
    refuse,
    void,
    withdraw,
)
from ocop.stamps.queries import batch_of, standing_of
from ocop.stamps.ranges import Standing
from ocop.stamps.serials import read, serial_of
from ocop.trace.operations import recall
from ocop.trace.queries import completeness
from tests import cast
from tests.factories.dossiers import a_product, a_representative, act_of
from tests.factories.stamps import (
    GTIN,
    a_batch,
    a_handed_batch,
    a_lot,
    a_source,
    a_stamped_product,
    an_order,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def office():
    """Return an act of the officer of the province."""
    return act_of(cast.tung())


def revoked(product):
    """Let the product's certificate have lapsed."""
    Certificate.objects.filter(product=product).update(lapses_on=TODAY)


def test_an_approved_order_has_a_batch_and_no_row_per_stamp():
    batch = a_batch(count=1_000)

    assert (batch.first, batch.last, batch.count) == (1, 1_000, 1_000)
    assert batch.order.state == OrderState.APPROVED
    assert Batch.objects.count() == 1
    assert Span.objects.count() == 0


def test_a_million_stamps_take_as_many_rows_as_one():
    def rows():
        return sum(model._default_manager.count() for model in apps.get_models())

    lot = a_lot(units=1_000_010)
    before = rows()
    a_batch(lot, 1)
    for_one = rows() - before
    a_batch(lot, 1_000_000)

    # The two counters of numbers are there already.
    assert rows() - before - for_one <= for_one


def test_the_next_batch_of_a_product_goes_on_where_the_last_one_ended():
    product = a_stamped_product()

    first = a_batch(a_lot(product, code="L1"), 60)
    second = a_batch(a_lot(product, code="L2"), 40)

    assert (second.first, second.last) == (first.last + 1, 100)
    assert second.number == first.number + 1


def test_a_genuine_serial_leads_to_its_batch():
    batch = a_batch(a_lot(a_stamped_product(gtin=GTIN)))
    serial = serial_of(keys()[batch.key], batch.number, 7, batch.about)

    assert batch.about == f"01/0{GTIN}"
    assert batch_of(read(keys(), serial, batch.about), batch.about) == batch


@pytest.mark.parametrize(("count", "taken"), [(1_000, True), (1_001, False)])
def test_an_order_beyond_the_units_of_the_lot_is_not_approved(count, taken):
    asked = an_order(a_lot(units=1_000), count)

    if taken:
        assert approve(asked, office()).count == count
        return
    with pytest.raises(Refused, match="Lô có 1000 đơn vị"):
        approve(asked, office())


def test_an_order_beyond_the_balance_is_approved_with_a_recorded_reason():
    asked = an_order(a_lot(units=1_000), 1_100)

    approve(asked, office(), reason="Bù tem hỏng khi dán thử.")

    asked.refresh_from_db()
    assert (asked.over_balance, asked.reason) == (True, "Bù tem hỏng khi dán thử.")


@pytest.mark.parametrize(("units", "taken"), [(500, True), (501, False)])
def test_material_is_used_once(units, taken):
    product = a_stamped_product()
    source = a_source(product, kg=100)
    a_lot(product, units=500, code="L1", source=source, material_kg=50)
    asked = an_order(
        a_lot(product, units=units, code="L2", source=source, material_kg=-(-units // 10)), 10
    )

    if taken:
        assert approve(asked, office()).count == 10
        return
    with pytest.raises(Refused, match="Nguồn nguyên liệu còn 50 kg"):
        approve(asked, office())


def test_void_stamps_may_be_ordered_anew_under_new_numbers():
    lot = a_lot(units=100)
    batch = a_handed_batch(lot, 100)
    with pytest.raises(Refused):
        approve(an_order(lot, 10), office())
    void(batch, office(), first=1, last=10, reason="Hỏng khi in.")

    again = approve(Order.objects.get(state=OrderState.ASKED), office())

    assert (again.first, again.last) == (101, 110)


def test_no_stamps_are_ordered_without_a_right_in_force():
    lot = a_lot(a_product())

    with pytest.raises(Refused, match="còn hiệu lực"):
        order(act_of(), lot=lot, count=1)


@pytest.mark.parametrize("act_on", ["approve", "hand over", "activate", "print"])
def test_everything_stops_when_the_certificate_lapses(act_on):
    lot = a_lot()
    batch = a_batch(lot) if act_on == "hand over" else a_handed_batch(lot)
    asked = an_order(lot, 1)
    revoked(lot.product)
    acts = {
        "approve": lambda: approve(asked, office()),
        "hand over": lambda: hand_over(batch, office(), receiver="Hoa"),
        "activate": lambda: activate(batch, office(), first=1, last=2),
        "print": lambda: print_stamps(batch, office(), output="csv"),
    }

    with pytest.raises(Refused, match="hiệu lực"):
        acts[act_on]()


def test_stamps_can_be_made_void_after_the_lapse():
    batch = a_handed_batch()
    revoked(batch.product)

    void(batch, office(), first=1, last=100, reason="Thu hồi tem còn lại.")

    assert standing_of(batch, 50) == Standing.VOID


def test_a_lot_below_the_gate_of_its_trace_gets_no_stamps_unless_an_exception_is_recorded(settings):
    bare = a_lot(code="B1", source=False, expires_on=None)
    whole = completeness(bare)
    assert not whole.passes
    with pytest.raises(Refused, match=f"mới có {whole.percent}%.*Chưa rõ nguyên liệu"):
        an_order(bare)

    an_order(bare, exception="Đơn giấy, nhật ký nộp sau.")
    an_order(a_lot(bare.product, code="B2"))

    told = history(Order.objects.get(lot=bare))[0].facts
    assert (told["complete"], told["exception"]) == (whole.percent, "Đơn giấy, nhật ký nộp sau.")


def test_no_stamps_are_given_to_a_lot_that_is_called_back_or_was_written_by_mistake():
    lot, wrong = a_lot(), a_lot(a_stamped_product(), code="L02")
    asked = an_order(lot)
    recall(office(), lot=lot, reason="Nhãn in nhầm.", decision="12/QĐ-SNNMT")
    wrong.is_void = True
    wrong.save(update_fields=["is_void"])

    with pytest.raises(Refused, match="thu hồi"):
        an_order(lot)
    with pytest.raises(Refused, match="thu hồi"):
        approve(asked, office())
    with pytest.raises(Refused, match="báo sai"):
        an_order(wrong)


def test_a_refusal_has_a_reason_and_reaches_the_producer():
    asked = an_order()
    a_representative(asked.lot.product.producer, cast.hoa())
    with pytest.raises(Refused, match="lý do"):
        refuse(asked, office(), reason=" ")

    refuse(asked, office(), reason="Chưa có sổ lô.")

    assert asked.state == OrderState.REFUSED
    assert Notice.objects.filter(user=cast.hoa(), text="Chưa có sổ lô.").count() == 1


def test_nobody_approves_for_themselves():
    asked = an_order()
    a_representative(asked.lot.product.producer, cast.tung())

    with pytest.raises(Refused, match="không tự duyệt"):
        approve(asked, office())


@pytest.mark.parametrize("move", ["approve", "refuse", "withdraw"])
def test_what_was_decided_is_not_decided_again(move):
    asked = an_order()
    withdraw(asked, act_of(cast.hoa()))
    moves = {
        "approve": lambda: approve(asked, office()),
        "refuse": lambda: refuse(asked, office(), reason="Muộn."),
        "withdraw": lambda: withdraw(asked, act_of(cast.hoa())),
    }

    with pytest.raises(WrongState):
        moves[move]()


def test_stamps_become_active_only_once_handed_over():
    batch = a_batch()
    with pytest.raises(Refused, match="chưa giao"):
        activate(batch, act_of(cast.hoa()), first=1, last=5)

    hand_over(batch, office(), receiver="Triệu Thị Hoa")
    activate(batch, act_of(cast.hoa()), first=1, last=5)

    assert batch.state == BatchState.HANDED_OVER
    assert [standing_of(batch, n) for n in (1, 5, 6)] == [
        Standing.ACTIVE,
        Standing.ACTIVE,
        Standing.WAITING,
    ]


def test_a_batch_may_be_handed_over_range_by_range():
    batch = a_batch()
    hand_over(batch, office(), receiver="Triệu Thị Hoa", first=1, last=40)
    activate(batch, act_of(cast.hoa()), first=40, last=40)

    for first, last in ((41, 41), (40, 41), (1, 100)):
        with pytest.raises(Refused, match="chưa giao"):
            activate(batch, act_of(cast.hoa()), first=first, last=last)
    with pytest.raises(Refused, match="đã giao từ trước"):
        hand_over(batch, office(), receiver="Triệu Thị Hoa", first=40, last=60)
    assert batch.state == BatchState.ALLOTTED

    hand_over(batch, office(), receiver="Bàn Văn Tài", first=41, last=100)
    activate(batch, act_of(cast.hoa()), first=1, last=39)

    assert batch.state == BatchState.HANDED_OVER
    assert list(Span.objects.filter(kind="handed").values_list("first", "last", "receiver")) == [
        (1, 40, "Triệu Thị Hoa"),
        (41, 100, "Bàn Văn Tài"),
    ]


@pytest.mark.parametrize(("first", "last"), [(10, 12), (5, 10), (20, 21), (12, 13), (1, 100)])
def test_a_void_is_never_used_again(first, last):
    batch = a_handed_batch()
    void(batch, office(), first=10, last=20, reason="Mất trên đường giao.")

    with pytest.raises(Refused, match="không dùng lại được"):
        activate(batch, act_of(cast.hoa()), first=first, last=last)


@pytest.mark.parametrize(("first", "last"), [(0, 5), (99, 101), (6, 5)])
def test_ranges_lie_within_their_batch(first, last):
    batch = a_handed_batch()

    with pytest.raises(Refused, match="từ 1 đến 100"):
        activate(batch, act_of(cast.hoa()), first=first, last=last)
    with pytest.raises(Refused, match="từ 1 đến 100"):
        void(batch, office(), first=first, last=last, reason="Sai.")


def test_active_stamps_can_become_void():
    batch = a_handed_batch(active=(1, 50))

    void(batch, office(), first=50, last=51, reason="Bóc khỏi hàng trả lại.")

    assert [standing_of(batch, n) for n in (49, 50, 51, 52)] == [
        Standing.ACTIVE,
        Standing.VOID,
        Standing.VOID,
        Standing.WAITING,
    ]
