"""Stamps of the demo: orders that wait, one beyond its balance, batches on goods and in stock."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from ocop.demo.links import GTIN, LOT, bearing
from ocop.demo.scene import Scene
from ocop.kernel.act import Act
from ocop.registry.models import Product, Representative
from ocop.stamps.models import Batch, Order
from ocop.stamps.operations import (
    activate,
    approve,
    hand_over,
    order,
    refuse,
    void,
)
from ocop.trace.models import Lot, Site, Source
from ocop.trace.operations import add_lot, add_source, pack, register_site

OFFICE = "tung"
PRODUCTS = 5
UNITS = 500
# Of the lot whose whole way is told: as many as were packed; they were on the goods before these
# left for the shops.
PACKED, ON_GOODS, SPOILT = 900, 700, 10


def stamp(scene: Scene) -> None:
    """Play lots and stamps of a few products; what is there already is left as it is."""
    told = Lot.objects.filter(product__gtin=GTIN, code=LOT).first()
    products = _stampable(scene)
    if Order.objects.exists() or told is None or len(products) < PRODUCTS:
        return
    _put_on_goods(scene, told)
    lots = [_lot(scene, product, number) for number, product in enumerate(products)]
    second, third, fourth, fifth, sixth = lots
    _approved(scene, second, 200, 12)
    handed = _approved(scene, third, 300, 15)
    hand_over(
        handed, scene.act(OFFICE, day=scene.ago(9)), receiver="Người đại diện chủ thể", last=200
    )
    order(_by_producer(scene, 3), lot=fourth, count=UNITS, note="Hàng Tết")
    order(_by_producer(scene, 2), lot=fifth, count=UNITS + 80, note="Thêm tem dự phòng")
    refused = order(_by_producer(scene, 8), lot=sixth, count=2 * UNITS)
    words = "Lô chỉ có 500 đơn vị. Hãy đặt lại theo số đơn vị của lô."
    refuse(refused, scene.act(OFFICE, day=scene.ago(7)), reason=words)


def _put_on_goods(scene: Scene, lot: Lot) -> None:
    """Order stamps for the lot of the diary, and put most of them on its goods."""
    batch = _approved(scene, lot, PACKED, 30)
    hand_over(batch, scene.act(OFFICE, day=scene.ago(28)), receiver="Người đại diện chủ thể")
    last = batch.first + ON_GOODS - 1
    activate(batch, scene.act(None, day=scene.ago(26)), first=batch.first, last=last)
    void(
        batch,
        scene.act(None, day=scene.ago(26)),
        first=last + 1,
        last=last + SPOILT,
        reason="Hỏng khi dán (dữ liệu mẫu)",
    )


def _stampable(scene: Scene) -> list[Product]:
    """Return other products with a right to the mark, Hoa's first."""
    hers = Representative.objects.filter(user=scene.user("hoa")).values("producer")
    rows = Product.objects.filter(merged_into=None, retired_on=None, commune__province__code="22")
    rows = rows.exclude(gtin=GTIN).exclude(set_number=Product.TOURISM_SET)
    rows = rows.select_related("producer", "commune")
    mine = list(rows.filter(producer__in=hers).order_by("code"))
    others = list(rows.exclude(producer__in=hers).order_by("code")[:60])
    return bearing(scene, [*mine, *others])[:PRODUCTS]


def _lot(scene: Scene, product: Product, number: int) -> Lot:
    act = scene.act(None, day=scene.ago(31))
    source = add_source(
        act,
        producer=product.producer,
        kind=Source.Kind.AREA,
        name="Vùng nguyên liệu của chủ thể (dữ liệu mẫu)",
        season="Vụ thu 2026",
        area_m2=5_000,
        kg_per_ha=400,
    )
    lot = add_lot(
        act,
        product=product,
        code=f"L26{number + 1:02d}",
        made_on=scene.ago(33),
        expires_on=scene.on + timedelta(days=330),
        units=UNITS,
        source=source,
        material_kg=150,
        grams_per_unit=300,
    )
    shop = register_site(
        scene.act(OFFICE, day=scene.ago(31)),
        producer=product.producer,
        kind=Site.Kind.PACKING,
        name="Nơi đóng gói của chủ thể (dữ liệu mẫu)",
    )
    paper = uuid5(NAMESPACE_URL, f"demo:stamping:{number}")
    pack(act, client_id=paper, site=shop, lot=lot, units=UNITS, per_case=50)
    return lot


def _approved(scene: Scene, lot: Lot, count: int, days_ago: int) -> Batch:
    asked = order(_by_producer(scene, days_ago), lot=lot, count=count)
    return approve(asked, scene.act(OFFICE, day=scene.ago(days_ago - 1)))


def _by_producer(scene: Scene, days_ago: int) -> Act:
    return scene.act(None, day=scene.ago(days_ago))
