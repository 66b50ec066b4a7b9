"""What GS1 codes lead to in the demo province: a sample tea with links, and a lot of its own.

One tea is told whole: certificate, diary, lot, stamps, scans and links all speak of it.
"""

from ocop.demo.scene import Scene
from ocop.kernel.digital_link import Name
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.mark.right import Answer, rights_of
from ocop.registry.access import my_producers
from ocop.registry.models import Product
from ocop.registry.operations import describe_product

HEAD = "hoa"
# 952 is the prefix that GS1 keeps for examples.
GTIN = "09520000000011"
# Number 12 of the programme's sets: teas of other plants than tea.
TEA = 12
# The lot that her diary makes of it.
LOT = "TH2610"
# How many days before the demo lots, orders and approvals are written: all need the right.
DAYS = (32, 30, 29, 15, 14, 12, 11, 8, 7, 3, 2, 1)
SITE = "https://htx-tra-hoa-vang.example"
PAGE = "text/html"


def lead_on(scene: Scene) -> None:
    """Give a tea of the cooperative's a sample GTIN, and its code somewhere to lead to."""
    if Product.objects.filter(gtin=GTIN).exists():
        return
    # Before the diary and the stamps, which name the goods by it.
    day = max(scene.ago(85), scene.began)
    product = _tea(scene)
    if product is None:
        return
    describe_product(product, scene.act(HEAD, day=day), gtin=GTIN)
    act = scene.act(HEAD, day=day, hour=10)
    links = [
        LinkTarget("gs1:instructions", f"{SITE}/pha-tra", "Cách pha trà", PAGE, ("vi",)),
        LinkTarget("gs1:instructions", f"{SITE}/en/brewing", "How to brew", PAGE, ("en",)),
        LinkTarget("gs1:hasRetailers", f"{SITE}/noi-ban", "Cửa hàng của hợp tác xã", PAGE, ("vi",)),
        LinkTarget("gs1:hasRetailers", f"{SITE}/en/shop", "The cooperative's shop", PAGE, ("en",)),
    ]
    replace_links(act, name=Name("01", GTIN), links=links, is_sample=True)
    lot = Name("01", GTIN, (("10", LOT),))
    links = [LinkTarget("gs1:relatedVideo", f"{SITE}/mua-hai-2026", "Mùa hái 2026")]
    replace_links(act, name=lot, links=links, description="Lô hái tháng 10 (mẫu)", is_sample=True)


def bearing(scene: Scene, products: list[Product]) -> list[Product]:
    """Return those that may bear the mark today, and might on each day of the stamps' story."""
    today = rights_of(products, scene.on)
    held = {right.product for right in today if right.holds and right.answer is not Answer.GRACE}
    for days in DAYS:
        held &= {right.product for right in rights_of(products, scene.ago(days)) if right.holds}
    return [product for product in products if product in held]


def _tea(scene: Scene) -> Product | None:
    """Return the first of her teas that has long borne the mark; else the first of her products."""
    producer = my_producers(scene.user(HEAD), scene.on).order_by("pk").first()
    hers = Product.objects.filter(producer=producer, merged_into=None, gtin=None).order_by("code")
    teas = list(hers.filter(set_number=TEA, retired_on=None))
    return next(iter(bearing(scene, teas)), None) or hers.first()
