"""Lots, orders and batches for tests; made by operations, as people make them."""

from ocop.stamps.operations import activate, approve, hand_over, order
from ocop.trace.models import Source
from ocop.trace.operations import add_lot, add_source
from tests import cast
from tests.factories.dossiers import a_certificate, a_product, act_of
from tests.moment import TODAY

GTIN = "8936012345674"


def a_stamped_product(**fields):
    """Return a product with a certificate in force."""
    product = a_product(**fields)
    a_certificate(product)
    return product


def a_source(product, kg=1_000):
    """Return material that was bought for a product's lots."""
    return add_source(
        act_of(cast.hoa()),
        producer=product.producer,
        kind=Source.Kind.BOUGHT,
        name="Hoa tươi mua của tổ hợp tác",
        bought_kg=kg,
    )


def a_lot(product=None, units=1_000, code="L01", **fields):
    """Return a lot that its material bears, 100 g a unit; or with ``source=False`` none does."""
    product = product or a_stamped_product()
    source = fields.pop("source", None)
    if source is None:
        source = a_source(product, kg=max(1, units // 10))
    fields = {
        "material_kg": max(1, units // 10),
        "grams_per_unit": 100,
        "expires_on": TODAY.replace(year=TODAY.year + 1),
        **fields,
    }
    return add_lot(
        act_of(cast.hoa()),
        product=product,
        code=code,
        made_on=TODAY,
        units=units,
        source=source or None,
        **fields,
    )


def an_order(lot=None, count=100, **fields):
    """Return an order that waits for the province."""
    return order(act_of(cast.hoa()), lot=lot or a_lot(), count=count, **fields)


def a_batch(lot=None, count=100, **fields):
    """Return a batch that was allotted."""
    return approve(an_order(lot, count, **fields), act_of(cast.tung()))


def a_handed_batch(lot=None, count=100, *, active=None, **fields):
    """Return a batch that was handed over, a range of it active where wanted."""
    batch = a_batch(lot, count, **fields)
    hand_over(batch, act_of(cast.tung()), receiver="Triệu Thị Hoa")
    if active:
        activate(batch, act_of(cast.hoa()), first=active[0], last=active[1])
    return batch
