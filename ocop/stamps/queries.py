"""Questions about orders of stamps and batches."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Sum

from ocop.mark.right import Right, right_of
from ocop.stamps.flow import OrderState
from ocop.stamps.models import Batch, Order, Span
from ocop.stamps.ranges import Range, Standing, standing
from ocop.stamps.serials import Stamp
from ocop.trace.balance import Balance
from ocop.trace.models import Lot
from ocop.trace.queries import material_of


def balance_of(lot: Lot, wanted: int, *, besides: Order | None = None) -> Balance:
    """Return the mass balance of a lot, were ``wanted`` more stamps made for it.

    Stamps that were voided do not count: units whose stamps are void may get new ones.
    """
    material = material_of(lot)
    return Balance(
        wanted=wanted,
        taken=taken(lot, besides=besides),
        units=lot.units,
        material_kg=lot.material_kg,
        grams_per_unit=lot.grams_per_unit,
        capacity_kg=material.capacity_kg,
        used_kg=material.used_kg,
    )


def taken(lot: Lot, *, besides: Order | None = None) -> int:
    """Return how many stamps were ordered for a lot and are neither refused nor void."""
    orders = Order.objects.filter(lot=lot).standing()
    if besides is not None:
        orders = orders.exclude(pk=besides.pk)
    asked = orders.aggregate(all=Sum("count"))["all"] or 0
    # Void ranges of a batch never meet (``operations.void``).
    gone = Span.objects.filter(batch__lot=lot, kind=Span.Kind.VOID)
    void = gone.aggregate(all=Sum(F("last") - F("first") + 1))["all"] or 0
    return max(0, asked - void)


def ranges_of(batch: Batch) -> list[Range]:
    """Return what was made active or void of a batch."""
    return [span.range for span in Span.objects.filter(batch=batch).order_by("first", "pk")]


def batch_of(stamp: Stamp, about: str) -> Batch | None:
    """Return the batch of a genuine stamp, where it was allotted."""
    found = Batch.objects.filter(key=stamp.key, number=stamp.batch, about=about)
    return found.select_related("lot", "product__producer__commune").first()


def standing_of(batch: Batch, counter: int) -> Standing:
    """Return what a stamp of a batch is, apart from its certificate."""
    return standing(ranges_of(batch), batch.first, batch.last, counter)


def right_for(lot: Lot, day: date) -> Right:
    """Return the right of the lot's product, without which it gets no stamps."""
    return right_of(lot.product, day)


def rests(orders: Iterable[Order]) -> list[tuple[Order, Balance]]:
    """Return each order with its balance, were it approved now."""
    return [(one, balance_of(one.lot, one.count, besides=one)) for one in orders]


def stamped_products(day: date) -> Exists:
    """Return the condition that a product has stamps which were made active by ``day``."""
    active = Span.objects.filter(
        batch__product=OuterRef("pk"), kind=Span.Kind.ACTIVE, created_at__date__lte=day
    )
    return Exists(active)


def waiting_orders(day: date) -> int:
    """Return how many orders wait for the province."""
    return Order.objects.filter(state=OrderState.ASKED, created_at__date__lte=day).count()
