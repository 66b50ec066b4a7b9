"""Questions about scans, and about what a scan's page shows."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet, Sum

from ocop.links.models import Link
from ocop.links.queries import led_elsewhere
from ocop.links.targets import LinkTarget
from ocop.registry.models import Photo, Product
from ocop.scans.models import Scan, Tally
from ocop.scans.verdict import Headline
from ocop.stamps.keys import keys
from ocop.stamps.models import Batch
from ocop.stamps.queries import batch_of
from ocop.stamps.serials import ALPHABET, BASE, HEAD, LENGTH, MOST_BATCHES, read, tidy
from ocop.trace.flow import SiteState
from ocop.trace.models import Lot, Site

ITEM = "01/"
NORM_DAYS = 90
RETAILERS = "gs1:hasRetailers"
# Of shops the page shows so many; the resolver lists all.
MOST_SHOPS = 6


def product_about(about: str) -> Product | None:
    """Return the product that a stamp's link names; the one that stays, where two were merged.

    A number that is the product's no more still names it on the stamps that were printed with it.
    """
    products = Product.objects.select_related(
        "producer__commune", "commune__province", "merged_into__producer__commune",
        "merged_into__commune__province",
    )  # fmt: skip
    if about.startswith(ITEM):
        printed = Batch.objects.filter(about=about).order_by("-pk").values("product")[:1]
        found = (
            products.filter(gtin=about.removeprefix(ITEM)).first()
            or products.filter(pk__in=printed).first()
        )
    else:
        found = products.filter(code__iexact=about.partition("/")[2]).first()
    return found.merged_into or found if found else None


def lot_of(product: Product, code: str) -> Lot | None:
    """Return a product's lot by the code that stands on the goods."""
    return Lot.objects.filter(product=product, code__iexact=code).first()


def photo_of(product: Product) -> Photo | None:
    """Return the picture by which a product is known."""
    return product.photos.filter(removed_at=None).order_by("position", "pk").first()


def led(product: Product) -> frozenset[str]:
    """Return the paths of a product that people lead to another site by default."""
    if not product.gtin:
        return frozenset()
    return led_elsewhere(settings.SITE_URL, f"/{ITEM}{product.gtin}")


def shops_of(product: Product) -> list[LinkTarget]:
    """Return the links by which people say where a product is sold."""
    if not product.gtin:
        return []
    path = f"/{ITEM}{product.gtin}"
    return [link.target for link in Link.objects.filter(anchor__path=path, link_type=RETAILERS)]


def outlets_of(product: Product) -> list[Site]:
    """Return the places where its producer sells, those that somebody confirmed."""
    outlets = Site.objects.filter(
        producer=product.producer, kind=Site.Kind.OUTLET, state=SiteState.VERIFIED
    )
    return list(outlets.select_related("commune").order_by("name", "pk")[:MOST_SHOPS])


def norm_of(product: Product, day: date) -> int:
    """Return a hundred times the mean of how often checked stamps of a product were checked."""
    usual = Tally.objects.filter(
        product=product, day__gte=day - timedelta(days=NORM_DAYS), headline=Headline.RECORDED
    )
    told = usual.aggregate(scans=Sum("scans"), stamps=Sum("stamps"))
    return 100 * (told["scans"] or 0) // (told["stamps"] or 1)


def scans_of(batch: int, counter: int) -> QuerySet[Scan]:
    """Return the scans of one stamp, the newest first."""
    return Scan.objects.filter(batch=batch, counter=counter).order_by("-at")


def stamp_at(about: str, serial: str) -> tuple[Batch, int] | None:
    """Return the batch and counter of a genuine number of what a link names."""
    stamp = read(keys(), tidy(serial), about)
    batch = batch_of(stamp, about) if stamp else None
    if stamp is None or batch is None or not batch.first <= stamp.counter <= batch.last:
        return None
    return batch, stamp.counter


def about_typed(serial: str) -> str:
    """Return what the batch that a number names is about; empty where no batch is called so.

    Nothing is proved by it: the page behind the link reads the whole number.
    """
    typed = tidy(serial)
    if len(typed) != LENGTH or any(letter not in ALPHABET for letter in typed):
        return ""
    number = 0
    for letter in typed[:HEAD]:
        number = number * BASE + ALPHABET.index(letter)
    key, batch = divmod(number, MOST_BATCHES)
    found = Batch.objects.filter(key=key, number=batch).values_list("about", flat=True)
    return found.first() or ""
