"""What GS1 codes lead to in the demo province: a sample tea with links, and a lot of its own."""

from ocop.demo.scene import Scene
from ocop.kernel.digital_link import Name
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.registry.access import my_producers
from ocop.registry.models import Product
from ocop.registry.operations import describe_product

HEAD = "hoa"
# 952 is the prefix that GS1 keeps for examples.
GTIN = "09520000000011"
# The lot that her diary makes of it.
LOT = "TH2610"
SITE = "https://htx-tra-hoa-vang.example"
PAGE = "text/html"


def lead_on(scene: Scene) -> None:
    """Give the cooperative's first product a sample GTIN, and its code somewhere to lead to."""
    if Product.objects.filter(gtin=GTIN).exists():
        return
    day = max(scene.ago(8), scene.began)
    producer = my_producers(scene.user(HEAD), day).order_by("pk").first()
    product = Product.objects.filter(producer=producer, merged_into=None, gtin=None).first()
    if product is None:
        return
    describe_product(product, scene.act(HEAD, day=day), gtin=GTIN)
    act = scene.act(HEAD, day=day, hour=10)
    links = [
        LinkTarget("gs1:instructions", f"{SITE}/pha-tra", "Cách pha trà", PAGE, ("vi",)),
        LinkTarget("gs1:instructions", f"{SITE}/en/brewing", "How to brew", PAGE, ("en",)),
        LinkTarget("gs1:hasRetailers", f"{SITE}/noi-ban", "Nơi bán", PAGE, ("vi",)),
    ]
    replace_links(act, name=Name("01", GTIN), links=links, is_sample=True)
    lot = Name("01", GTIN, (("10", LOT),))
    links = [LinkTarget("gs1:relatedVideo", f"{SITE}/mua-hai-2026", "Mùa hái 2026")]
    replace_links(act, name=lot, links=links, description="Lô hái tháng 10 (mẫu)", is_sample=True)
