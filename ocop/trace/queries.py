"""Questions about material and lots."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ocop.kernel.act import VIETNAM
from ocop.registry.models import Paper, Photo, Producer, Product
from ocop.trace.elements import Completeness, judged
from ocop.trace.models import DiaryEntry, Harvest, Input, Lot, PortalParcel, Recall, Source
from ocop.trace.models.diary import DiaryQuerySet

# So many harvests and lots are offered on a phone; older ones are found by their lists.
MOST_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Material:
    """What bears a lot's units: how much there was for it, and what others took of it."""

    capacity_kg: int | None
    used_kg: int


def used_kg(source: Source, *, besides: Lot | None = None) -> int:
    """Return how much of a source's material lots took."""
    lots = Lot.objects.filter(source=source, is_void=False)
    if besides is not None:
        lots = lots.exclude(pk=besides.pk)
    return lots.aggregate(all=Sum("material_kg"))["all"] or 0


def material_of(lot: Lot) -> Material:
    """Return what bears a lot: its inputs, less what their areas cannot have given; or its source.

    A harvest counts for no more than the season's yield of its area bears, so that units hang on
    growing area, harvest and yield. Without inputs and without a source nothing is known.
    """
    inputs = list(Input.objects.filter(into=lot).select_related("harvest__source"))
    if not inputs:
        source = lot.source
        if source is None:
            return Material(None, 0)
        return Material(source.capacity_kg, used_kg(source, besides=lot) + brought_kg(source))
    sources = {one.harvest.source for one in inputs if one.harvest and one.harvest.source}
    beyond = sum(max(0, brought_kg(source) - source.capacity_kg) for source in sources)
    return Material(max(0, sum(one.kg for one in inputs) - beyond), 0)


def brought_kg(source: Source) -> int:
    """Return how much was harvested of a season."""
    brought = Harvest.objects.filter(source=source, is_void=False)
    return brought.aggregate(all=Sum("kg"))["all"] or 0


def left_of_harvest(harvest: Harvest) -> int:
    """Return how many kilograms of a harvest went into nothing yet."""
    taken = harvest.uses.aggregate(all=Sum("kg"))["all"] or 0
    return 0 if harvest.is_void else max(0, harvest.kg - taken)


def left_of_lot(lot: Lot, producer: Producer) -> int:
    """Return how many units of a lot a producer still has, its own or one that it received.

    What left a diary's hands, or went into a lot of the same producer, is gone.
    """
    standing = DiaryEntry.objects.standing().filter(lot=lot, producer=producer)
    had = lot.units if lot.product.producer_id == producer.pk and not lot.is_void else 0
    had += _units(standing.filter(kind=DiaryEntry.Kind.RECEIVE))
    gone = _units(standing.filter(kind__in=DiaryEntry.LEAVING))
    used = Input.objects.filter(lot=lot, into__product__producer=producer)
    return max(0, had - gone - (used.aggregate(all=Sum("units"))["all"] or 0))


def _units(entries: DiaryQuerySet) -> int:
    return entries.aggregate(all=Sum("units"))["all"] or 0


def is_exempt(product: Product) -> bool:
    """Tell whether a product has no lots and bears no stamps: a service of community tourism."""
    return product.set_number == Product.TOURISM_SET


def completeness(lot: Lot, day: date | None = None) -> Completeness:
    """Return how much of what the law asks of a trace the lot has, and what is missing.

    Judged by the rules of ``day``, or of the day on which the lot was made; they gate stamps.
    """
    return judged(facts_of(lot), lot.product.set_number, day or lot.made_on)


def facts_of(lot: Lot) -> dict[str, bool]:
    """Return what a lot has of what a trace must hold, by the keys of ``elements.yaml``."""
    product, producer = lot.product, lot.product.producer
    kinds = set(DiaryEntry.objects.standing().filter(lot=lot).values_list("kind", flat=True))
    making = {DiaryEntry.Kind.PROCESS, DiaryEntry.Kind.PACK}
    mark = marks_of(producer).exists()
    return {
        "product_name": bool(product.name),
        "product_image": Photo.objects.filter(product=product, removed_at=None).exists(),
        "party": bool(producer.name),
        "address": bool(producer.address),
        "stages": bool(kinds),
        "produced_on": True,
        "code": True,
        "brand": mark,
        "shelf_life": lot.expires_on is not None,
        "standards": bool(product.standard) or standards_of(lot).exists(),
        "origin": lot.source_id is not None or lot.inputs.exists(),
        "stage_names": bool(kinds & making),
        "trademark": mark,
        "lot_number": not lot.is_void,
    }


def marks_of(producer: Producer) -> QuerySet[Paper]:
    """Return the papers that tell of a producer's marks, filed or granted."""
    held = Paper.objects.kept().filter(producer=producer)
    return held.filter(kind__in=(Paper.Kind.MARK, Paper.Kind.MARK_FILED))


def standards_of(lot: Lot) -> QuerySet[Paper]:
    """Return the papers that tell by which standard a lot was made, valid on its day."""
    kinds = (Paper.Kind.DECLARATION, Paper.Kind.VIETGAP, Paper.Kind.ORGANIC, Paper.Kind.HACCP)
    held = Paper.objects.valid_on(lot.made_on).speaking_for(lot.product)
    return held.filter(kind__in=kinds)


def lot_named(product: Product, code: str) -> Lot | None:
    """Return the lot of a product by the code on its label, in either case."""
    lots = Lot.objects.select_related("product__producer__commune", "product__commune")
    return lots.filter(product=product, code=code.upper()).first()


def recall_of(product: Product, lot_code: str, day: date) -> Recall | None:
    """Return the recall that calls a lot back on ``day``, the newest; drills call nothing back."""
    return (
        recalls_of_lots(day)
        .filter(lots__lot__product=product, lots__lot__code=lot_code.upper())
        .first()
    )


def recalls_of_lots(day: date) -> QuerySet[Recall]:
    """Return the recalls that call goods back on ``day``, the newest first."""
    return Recall.objects.real().filter(effective_on__lte=day).order_by("-pk")


def harvests_with_left(harvests: QuerySet[Harvest]) -> list[tuple[Harvest, int]]:
    """Return those of which something is left, the newest first, with how much; one query."""
    taken = Coalesce(Sum("uses__kg"), 0)
    rows = harvests.annotate(left=F("kg") - taken).filter(left__gt=0)
    return [(row, row.left) for row in rows.order_by("-brought_on", "-pk")[:MOST_OFFERED]]


def lots_with_left(lots: QuerySet[Lot], producers: Collection[int]) -> list[tuple[Lot, int]]:
    """Return the lots of which some of the producers have units left, with how many.

    As ``left_of_lot`` for each of the producers, in four queries for all lots.
    """
    listed = list(lots.order_by("-made_on", "-pk")[:MOST_OFFERED])
    mine = DiaryEntry.objects.standing().filter(lot__in=listed, producer__in=producers)
    got = _by_lot(mine.filter(kind=DiaryEntry.Kind.RECEIVE))
    gone = _by_lot(mine.filter(kind__in=DiaryEntry.LEAVING))
    uses = Input.objects.filter(lot__in=listed, into__product__producer__in=producers)
    used = dict(uses.order_by().values_list("lot").annotate(all=Sum("units")))
    left = []
    for lot in listed:
        own = lot.units if lot.product.producer_id in producers else 0
        rest = own + got.get(lot.pk, 0) - gone.get(lot.pk, 0) - used.get(lot.pk, 0)
        if rest > 0:
            left.append((lot, rest))
    return left


def _by_lot(entries: DiaryQuerySet) -> dict[int, int]:
    return dict(entries.order_by().values_list("lot").annotate(all=Sum("units")))


def traceable_lots(products: Collection[int], *, since: date, until: date) -> dict[int, Lot]:
    """Return by product the newest lot made in those days that can be traced; one query.

    It can be when its material is known and the diary tells how it was made.
    """
    making = (DiaryEntry.Kind.PROCESS, DiaryEntry.Kind.PACK)
    told = DiaryEntry.objects.standing().filter(lot=OuterRef("pk"), kind__in=making)
    inputs = Input.objects.filter(into=OuterRef("pk"))
    made = Lot.objects.filter(product__in=products, made_on__range=(since, until), is_void=False)
    known = made.filter(Q(source__isnull=False) | Exists(inputs)).filter(Exists(told))
    rows = known.select_related("product").order_by("made_on", "pk")
    return {lot.product_id: lot for lot in rows}


def newest_parcel(lot: Lot, adapter: str) -> PortalParcel | None:
    """Return the newest version that an adapter was given of a lot."""
    return PortalParcel.objects.filter(lot=lot, adapter=adapter).order_by("-version").first()


def touched_lots(since: datetime) -> QuerySet[Lot]:
    """Return the lots made, told of in the diary or recalled since then, the oldest first.

    A new photo or paper touches a lot only together with one of these.
    """
    told = DiaryEntry.objects.filter(Q(created_at__gte=since) | Q(wrong_at__gte=since))
    day = since.astimezone(VIETNAM).date()
    recalls = Recall.objects.filter(Q(created_at__gte=since) | Q(closed_on__gte=day))
    touched = Q(created_at__gte=since) | Q(pk__in=told.exclude(lot=None).values("lot"))
    touched |= Q(pk__in=recalls.values("lots__lot"))
    rows = Lot.objects.filter(touched).select_related("product__producer__commune")
    return rows.order_by("pk")
