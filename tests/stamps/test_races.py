"""Two approvals never share a number, and a scratch field has one first use."""

from threading import Barrier

import pytest

from ocop.base.models import Counter
from ocop.stamps.keys import key_for, key_of
from ocop.stamps.models import Batch, Order, PinUse
from ocop.stamps.operations import approve, try_pin
from ocop.stamps.serials import pin_of
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.stamps import a_batch, a_handed_batch, a_lot, a_stamped_product, an_order
from tests.moment import TODAY
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)


def test_orders_approved_at_once_take_ranges_that_do_not_meet():
    product = a_stamped_product()
    orders = [an_order(a_lot(product, code=f"L{n}"), 100) for n in range(6)]
    act = act_of(cast.tung())
    key_for("22", TODAY.year)

    made = at_once(*(lambda o=o: approve(Order.objects.get(pk=o.pk), act) for o in orders))

    ranges = sorted((batch.first, batch.last) for batch in made)
    assert ranges == [(1 + 100 * n, 100 + 100 * n) for n in range(6)]
    assert len({batch.number for batch in made}) == 6


def test_without_the_counters_lock_two_would_take_the_same_number():
    a_batch()
    counter = Counter.objects.get(series__startswith="stamps ")
    read = [Counter.objects.get(pk=counter.pk).last for _ in range(2)]

    for last in read:
        Counter.objects.filter(pk=counter.pk).update(last=last + 100)

    counter.refresh_from_db()
    assert counter.last == read[0] + 100


def test_the_same_order_is_approved_once():
    asked = an_order()
    act = act_of(cast.tung())

    results = at_once(*[lambda: approve(Order.objects.get(pk=asked.pk), act)] * 3)

    assert sum(isinstance(one, Batch) for one in results) == 1
    assert Batch.objects.count() == 1


def test_the_first_use_of_a_pin_is_first_for_one_alone():
    batch = a_handed_batch(with_pin=True)
    pin = pin_of(key_of(batch.key), batch.number, 5, batch.about)

    results = at_once(
        *[lambda: try_pin(Batch.objects.get(pk=batch.pk), act_of(), counter=5, pin=pin)] * 5
    )

    assert [right for right, _ in results] == [True] * 5
    assert sum(before is None for _, before in results) == 1
    assert PinUse.objects.count() == 1


def test_without_the_batchs_lock_two_are_both_the_first():
    batch = a_handed_batch(with_pin=True)
    PinUse.objects.create(batch=batch, counter=5, created_at=act_of().at)
    both_have_read = Barrier(2)

    def unguarded():
        mine = PinUse.objects.filter(batch=batch, counter=5)
        before = patiently(mine.get).first_used_at
        both_have_read.wait(timeout=60)
        patiently(lambda: mine.update(first_used_at=act_of().at))
        return before

    assert at_once(unguarded, unguarded) == [None, None]
