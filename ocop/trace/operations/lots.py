"""Acts on material, and on lots made of it."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import check_component
from ocop.registry.models import Producer, Product
from ocop.trace.models import Lot, Site, Source
from ocop.trace.queries import is_exempt
from ocop.trace.verbs import Verb


@transaction.atomic
def add_source(
    act: Act,
    *,
    producer: Producer,
    kind: str,
    name: str,
    site: Site | None = None,
    season: str = "",
    area_m2: int | None = None,
    kg_per_ha: int | None = None,
    bought_kg: int | None = None,
    proof: str = "",
) -> Source:
    """Write down where material comes from and how much it gives.

    Refused without area and yield of a growing area, without weight of a purchase, for another
    producer's place, and for more area than the place has.
    """
    grown = kind == Source.Kind.AREA
    if grown and not (area_m2 and kg_per_ha):
        raise Refused("Vùng trồng cần có diện tích và năng suất.", field="area_m2")
    if not grown and not bought_kg:
        raise Refused("Nguyên liệu mua vào cần có khối lượng.", field="bought_kg")
    if site is not None:
        _check_site(site, producer, area_m2)
    source = Source.objects.create(
        producer=producer,
        kind=kind,
        site=site if grown else None,
        name=name.strip(),
        season=season.strip(),
        area_m2=area_m2 if grown else None,
        kg_per_ha=kg_per_ha if grown else None,
        bought_kg=None if grown else bought_kg,
        proof=proof.strip(),
        is_sample=producer.is_sample,
        created_at=act.at,
    )
    record(act, Verb.SOURCE_ADDED, source, producer=producer.code, kg=source.capacity_kg)
    return source


@transaction.atomic
def add_lot(
    act: Act,
    *,
    product: Product,
    code: str,
    made_on: date,
    units: int,
    expires_on: date | None = None,
    source: Source | None = None,
    material_kg: int = 0,
    grams_per_unit: int = 1,
) -> Lot:
    """Write down a lot of a product; its code can stand in a GS1 link.

    Refused for a service, with a day that is still to come or an expiry before it, with another
    producer's material, and with a code that the product's lots have already.
    """
    lock(product)
    code = code.strip().upper()
    _check_lot(product, code, source)
    _check_days(act, made_on, expires_on)
    try:
        with transaction.atomic():
            lot = Lot.objects.create(
                product=product,
                code=code,
                made_on=made_on,
                expires_on=expires_on,
                units=units,
                source=source,
                material_kg=material_kg,
                grams_per_unit=grams_per_unit,
                is_sample=product.is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"Sản phẩm đã có lô {code}. Hãy ghi số lô khác.", field="code") from error
    record(act, Verb.LOT_ADDED, lot, product=product.code, lot=code, units=units)
    return lot


def _check_lot(product: Product, code: str, source: Source | None) -> None:
    if is_exempt(product):
        raise Refused("Dịch vụ du lịch không có lô hàng và không dán tem.")
    check_component(code, "Số lô")
    if source is not None and source.producer_id != product.producer_id:
        raise Refused("Nguồn nguyên liệu này của chủ thể khác.", field="source")


def _check_days(act: Act, made_on: date, expires_on: date | None) -> None:
    if made_on > act.day:
        raise Refused("Ngày sản xuất không được sau hôm nay.", field="made_on")
    if expires_on is not None and expires_on < made_on:
        raise Refused("Hạn sử dụng phải từ ngày sản xuất trở đi.", field="expires_on")


def _check_site(site: Site, producer: Producer, area_m2: int | None) -> None:
    if site.producer_id != producer.pk:
        raise Refused("Địa điểm này của chủ thể khác.", field="site")
    if area_m2 and site.area_m2 and area_m2 > site.area_m2:
        raise Refused("Diện tích của vụ không quá diện tích của vùng.", field="area_m2")
