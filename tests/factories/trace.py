"""Places, harvests, lots and diaries for tests; made by operations, as people make them."""

from uuid import uuid4

from ocop.trace.models import Site
from ocop.trace.operations import Taken, harvest, process, propose_site, ship
from tests import cast
from tests.factories.dossiers import a_producer, a_product, act_of


def a_site(producer=None, kind=Site.Kind.AREA, **fields):
    """Return a place that waits to be verified."""
    told = {"name": "Đồi trà hoa vàng", "goods": "Hoa trà tươi", "area_m2": 20_000}
    told = told if kind in Site.GIVING else {"name": "Xưởng sấy"}
    return propose_site(
        act_of(cast.hoa()), producer=producer or a_producer(), kind=kind, **{**told, **fields}
    )


def a_harvest(site=None, kg=100, **fields):
    """Return a harvest of a growing area."""
    fields = {"client_id": uuid4(), **fields}
    return harvest(act_of(cast.hoa()), site=site or a_site(), kg=kg, **fields).harvest


def a_workshop(producer):
    """Return a producer's workshop, always the same."""
    found = Site.objects.filter(producer=producer, kind=Site.Kind.WORKSHOP).first()
    return found or a_site(producer, Site.Kind.WORKSHOP)


def a_made_lot(product=None, *, of=(), code="L01", units=100, **fields):
    """Return a lot that was made of harvests and lots: (thing, kg) or (lot, kg, units)."""
    product = product or a_product()
    of = of or [(a_harvest(a_site(product.producer)), 50)]
    fields = {"client_id": uuid4(), **fields}
    return process(
        act_of(cast.hoa()),
        site=a_workshop(product.producer),
        product=product,
        code=code,
        units=units,
        inputs=[Taken(*one) for one in of],
        **fields,
    ).lot


def a_shipment(lot, units=10, **fields):
    """Return the entry by which units of a lot went to a buyer."""
    fields = {"client_id": uuid4(), "partner": "Siêu thị Hạ Long", **fields}
    site = fields.pop("site", None) or a_workshop(lot.product.producer)
    return ship(act_of(cast.hoa()), site=site, lot=lot, units=units, **fields)
