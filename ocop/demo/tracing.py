"""Traces of the demo: growing areas with codes, a chain of two producers, a drill of a recall."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from ocop.demo.links import GTIN, LOT
from ocop.demo.scene import Scene
from ocop.registry.models import Producer, Product, Representative
from ocop.trace.models import DiaryEntry, Harvest, Lot, Site, SiteStandard
from ocop.trace.operations import (
    Taken,
    add_site_code,
    add_site_standard,
    add_source,
    count_lot,
    count_stop,
    drill,
    harvest,
    pack,
    process,
    propose_site,
    receive,
    register_site,
    sell,
    ship,
    verify_site,
)

OFFICE = "tung"
AREAS = 8
BUYERS = (
    ("Siêu thị Hạ Long (dữ liệu mẫu)", "Phường Hồng Gai"),
    ("Cửa hàng đặc sản Bãi Cháy (dữ liệu mẫu)", "Phường Bãi Cháy"),
    ("Trạm dừng nghỉ cao tốc (dữ liệu mẫu)", "Phường Việt Hưng"),
)


def trace_all(scene: Scene) -> None:
    """Play places, diaries and a drill; what is there already is left as it is."""
    products = _products(scene)
    if Site.objects.exists() or len(products) < 2:
        return
    others = [product for product in products if product.producer_id != products[0].producer_id]
    _grow(scene, others[:AREAS])
    lot = _first_chain(scene, products[0])
    if others:
        _second_chain(scene, lot, others[0])
    _drill(scene, lot)


def _products(scene: Scene) -> list[Product]:
    """Return products that come in lots, first the one of Hoa's whose code leads somewhere."""
    hers = Representative.objects.filter(user=scene.user("hoa")).values("producer")
    rows = Product.objects.filter(merged_into=None, retired_on=None, commune__province__code="22")
    rows = rows.filter(set_number__lte=20).select_related("producer__commune", "commune__province")
    mine = list(rows.filter(producer__in=hers, gtin=GTIN)[:1])
    return [*mine, *rows.exclude(producer__in=hers).order_by("code")[:40]]


def _made(entry: DiaryEntry) -> Lot:
    """Return the lot that an entry made."""
    assert entry.lot is not None, "Processing makes a lot."
    return entry.lot


def _brought(entry: DiaryEntry) -> Harvest:
    """Return what an entry brought in."""
    assert entry.harvest is not None, "Harvesting brings a harvest."
    return entry.harvest


def _paper(*names: object) -> UUID:
    """Return the number of a paper, the same whenever the demo is built."""
    return uuid5(NAMESPACE_URL, f"demo:{':'.join(map(str, names))}")


def _grow(scene: Scene, products: list[Product]) -> None:
    """Register growing areas of other producers, each with a code and some with a standard."""
    seen: set[int] = set()
    for number, product in enumerate(products):
        if product.producer_id in seen:
            continue
        seen.add(product.producer_id)
        site = register_site(
            scene.act(OFFICE, day=scene.ago(90)),
            producer=product.producer,
            kind=Site.Kind.AREA if number % 4 else Site.Kind.PACKING,
            name=f"{'Vùng nguyên liệu' if number % 4 else 'Cơ sở đóng gói'} {product.name}"[:120],
            goods=product.name[:120],
            area_m2=(number + 1) * 4_000 if number % 4 else None,
        )
        _code(scene, site, number)


def _code(scene: Scene, site: Site, number: int) -> None:
    add_site_code(
        site,
        scene.act(OFFICE, day=scene.ago(88)),
        code=f"MAU-QN-{number + 1:04d}",
        issuer="Sở Nông nghiệp và Môi trường",
        market="Trong nước",
        valid_from=scene.ago(200),
        valid_to=scene.on + timedelta(days=500 - 200 * (number % 3)),
    )
    if site.kind == Site.Kind.AREA:
        add_site_standard(
            site,
            scene.act(OFFICE, day=scene.ago(88)),
            scheme=SiteStandard.Scheme.ORGANIC if number % 3 == 0 else SiteStandard.Scheme.VIETGAP,
            number=f"Mẫu {number + 1:03d}/2026",
            issuer="Tổ chức chứng nhận mẫu",
            valid_from=scene.ago(300),
            valid_to=scene.on + timedelta(days=65),
            area_m2=site.area_m2,
        )


def _own(
    scene: Scene, producer: Producer, kind: Site.Kind, name: str, days: int, goods: str = ""
) -> Site:
    giving = kind in Site.GIVING
    site = propose_site(
        scene.act(None, day=scene.ago(days)), producer=producer, kind=kind, name=name,
        goods=goods, area_m2=20_000 if giving else None,
    )  # fmt: skip
    verify_site(site, scene.act(OFFICE, day=scene.ago(days - 3)))
    return site


def _first_chain(scene: Scene, product: Product) -> Lot:
    """Play a season: two harvests, a lot, packed, sent to shops and sold."""
    maker = product.producer
    area = _own(scene, maker, Site.Kind.AREA, "Đồi nguyên liệu Khe Nà", 80, "Hoa tươi")
    _code(scene, area, 90)
    add_source(
        scene.act("hoa", day=scene.ago(70)), producer=maker, kind="area", name="Đồi Khe Nà",
        site=area, season="Vụ thu 2026", area_m2=20_000, kg_per_ha=400,
    )  # fmt: skip
    shop = _own(scene, maker, Site.Kind.WORKSHOP, "Xưởng sấy lạnh", 80)
    propose_site(
        scene.act("hoa", day=scene.ago(4)), producer=maker, kind=Site.Kind.STORE, name="Kho mới"
    )
    brought = [
        _brought(harvest(scene.act("hoa", day=scene.ago(days)), client_id=_paper("h", days),
                         site=area, kg=kg))
        for days, kg in ((36, 180), (34, 140), (2, 90))
    ]  # fmt: skip
    lot = _made(process(
        scene.act("hoa", day=scene.ago(32)), client_id=_paper("p", 32), site=shop, product=product,
        code=LOT, units=1_000, inputs=[Taken(brought[0], 180), Taken(brought[1], 120)],
        expires_on=scene.on + timedelta(days=330),
    ))  # fmt: skip
    pack(scene.act("hoa", day=scene.ago(30)), client_id=_paper("k", 30), site=shop, lot=lot,
         units=900, per_case=20)  # fmt: skip
    for number, (name, place) in enumerate(BUYERS):
        ship(scene.act("hoa", day=scene.ago(25 - 8 * number)), client_id=_paper("s", number),
             site=shop, lot=lot, units=120 - 20 * number, partner=name,
             partner_place=place)  # fmt: skip
    sell(scene.act("hoa", day=scene.ago(1)), client_id=_paper("b", 1), site=shop, lot=lot, units=12)
    return lot


def _second_chain(scene: Scene, lot: Lot, product: Product) -> None:
    """Let another producer take units of the lot, and make a lot of its own with them."""
    taker = product.producer
    shop = _own(scene, taker, Site.Kind.WORKSHOP, "Xưởng đóng hộp quà", 60)
    first = DiaryEntry.objects.filter(lot=lot, kind=DiaryEntry.Kind.PACK).select_related("site")
    packed = first.get()
    sent = [
        ship(scene.act("hoa", day=scene.ago(days)), client_id=_paper("t", days), site=packed.site,
             lot=lot, units=units, partner_producer=taker)
        for days, units in ((20, 200), (3, 50))
    ]  # fmt: skip
    receive(scene.act(None, day=scene.ago(19)), client_id=_paper("r", 19), site=shop,
            sending=sent[0], units=200)  # fmt: skip
    made = _made(process(
        scene.act(None, day=scene.ago(18)), client_id=_paper("q", 18), site=shop, product=product,
        code="HQ2611", units=180, inputs=[Taken(lot, 60, 180)],
        expires_on=scene.on + timedelta(days=200),
    ))  # fmt: skip
    ship(scene.act(None, day=scene.ago(12)), client_id=_paper("u", 12), site=shop, lot=made,
         units=80, partner=BUYERS[1][0], partner_place=BUYERS[1][1])  # fmt: skip


def _drill(scene: Scene, lot: Lot) -> None:
    """Open a drill on the lot and count half of it."""
    act = scene.act(OFFICE, day=scene.ago(1), hour=14)
    made = drill(act, lot=lot, reason="Diễn tập quý IV: giả định nhãn ghi sai hạn sử dụng.")
    for row in made.lots.order_by("pk")[:1]:
        count_lot(row, act, found=400)
    for stop in made.stops.order_by("pk")[:2]:
        count_stop(stop, act, found=stop.units * 3 // 4, note="Cửa hàng báo qua điện thoại")
