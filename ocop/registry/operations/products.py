"""Acts on products and their codes."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import Gtin
from ocop.places.models import Commune
from ocop.registry.models import Paper, Photo, Producer, Product, ProductCode
from ocop.registry.verbs import Verb

DESCRIBED = frozenset(
    {
        "name", "commune", "set_number", "gtin", "description", "specification", "standard",
        "source",
    }
)  # fmt: skip


@transaction.atomic
def register_product(
    act: Act,
    *,
    producer: Producer,
    name: str,
    set_number: int,
    commune: Commune | None = None,
    gtin: str | None = None,
    is_sample: bool = False,
    **details: Any,
) -> Product:
    """Enter a product of ``producer``; it is made in the producer's commune unless said otherwise.

    Refused for a GTIN that is wrong or another product's, and for a goods set when the producer
    may only offer tourism services.
    """
    product = Product(
        code=f"SP-{take_number('products'):05d}",
        producer=producer,
        commune=commune or producer.commune,
        name=name.strip(),
        set_number=set_number,
        gtin=_own_gtin(gtin),
        is_sample=is_sample,
        created_at=act.at,
        **_only_described(details),
    )
    _check(product)
    product.fold_names()
    _save(product)
    record(act, Verb.PRODUCT_REGISTERED, product, producer=producer.code, set=set_number)
    return product


@transaction.atomic
def describe_product(product: Product, act: Act, **details: Any) -> Product:
    """Bring a product's description up to date; refused as at registration."""
    lock(product)
    wanted = _only_described(details)
    if "gtin" in wanted:
        wanted["gtin"] = _own_gtin(wanted["gtin"], product)
    changed = [name for name, value in wanted.items() if getattr(product, name) != value]
    for name in changed:
        setattr(product, name, wanted[name])
    _check(product)
    product.fold_names()
    _save(product)
    record(act, Verb.PRODUCT_DESCRIBED, product, changed=sorted(changed))
    return product


@transaction.atomic
def assign_code(product: Product, act: Act, *, commune: Commune, year: int) -> ProductCode:
    """Give the product its code of ``year``: (T)-(X)-(STT)-20YY, the ordinal kept by the commune.

    A product that already bears a code of that commune and year keeps it.
    """
    # QĐ 26/2026/QĐ-TTg, Phụ lục II: mã tỉnh và mã xã theo QĐ 19/2025/QĐ-TTg.
    lock(product)
    held = product.codes.filter(commune=commune, year=year, is_legacy=False).first()
    if held is not None:
        return held
    ordinal = take_number(f"product codes {commune.code} {year}")
    code = ProductCode.objects.create(
        product=product,
        code=f"{commune.province.code}-{commune.code}-{ordinal}-{year}",
        commune=commune,
        ordinal=ordinal,
        year=year,
        assigned_on=act.day,
        created_at=act.at,
    )
    record(act, Verb.CODE_ASSIGNED, product, code=code.code)
    return code


@transaction.atomic
def keep_legacy_code(product: Product, act: Act, *, code: str) -> ProductCode:
    """Keep a code of an older era letter for letter; refused when another product bears it."""
    lock(product)
    holder = ProductCode.objects.filter(code=code).select_related("product").first()
    if holder is not None and holder.product_id != product.pk:
        raise Refused(f"Mã {code} đã ghi cho sản phẩm “{holder.product}”.", field="code")
    if holder is not None:
        return holder
    kept = ProductCode.objects.create(
        product=product,
        code=code,
        is_legacy=True,
        assigned_on=act.day,
        created_at=act.at,
    )
    record(act, Verb.CODE_ASSIGNED, product, code=code, legacy=True)
    return kept


@transaction.atomic
def retire_product(product: Product, act: Act) -> None:
    """Note that the product is no longer made; refused when that was noted before."""
    lock(product)
    if product.retired_on is not None:
        raise Refused("Sản phẩm này đã được ghi là ngừng từ trước.")
    product.retired_on = act.day
    product.save(update_fields=["retired_on"])
    record(act, Verb.RETIRED, product)


@transaction.atomic
def merge_products(product: Product, act: Act, *, into: Product) -> Product:
    """Merge a double entry into the one that stays; refused with itself or when merged already.

    Codes, papers and photos move along; ``dossiers.operations.merge_products`` calls this and
    takes dossiers and certificates along too.
    """
    for one in sorted((product, into), key=lambda row: row.pk):
        lock(one)
    if product == into:
        raise Refused("Hãy chọn hai sản phẩm khác nhau để gộp.")
    if product.merged_into_id or into.merged_into_id:
        raise Refused("Một trong hai sản phẩm đã được gộp từ trước, hãy tải lại trang.")
    gtin, product.gtin = product.gtin, None
    product.merged_into = into
    product.save(update_fields=["merged_into", "gtin"])
    if into.gtin is None and gtin:
        into.gtin = gtin
        into.save(update_fields=["gtin"])
    ProductCode.objects.filter(product=product).update(product=into)
    Paper.objects.filter(product=product).update(product=into)
    held = Photo.objects.filter(product=into).values("digest")
    Photo.objects.filter(product=product).exclude(digest__in=held).update(product=into)
    record(act, Verb.PRODUCTS_MERGED, into, merged=product.code)
    return into


def _own_gtin(text: str | None, product: Product | None = None) -> str | None:
    """Return the GTIN in 14 digits; refused when its check digit fails or another bears it."""
    if not text:
        return None
    try:
        number = Gtin.parse(text)
    except Refused as refusal:
        raise Refused(str(refusal), field="gtin") from refusal
    if number.is_restricted:
        raise Refused(
            "Mã này chỉ dùng trong nội bộ cửa hàng (đầu số 02, 04, 20–29), không phải GTIN.",
            field="gtin",
        )
    gtin = str(number)
    others = Product.objects.filter(gtin=gtin)
    if product is not None:
        others = others.exclude(pk=product.pk)
    if (other := others.first()) is not None:
        raise Refused(f"Mã GTIN {gtin} đã ghi cho sản phẩm “{other}”.", field="gtin")
    return gtin


def _save(product: Product) -> None:
    """Save a product; refused when another took its GTIN at the same moment."""
    try:
        with transaction.atomic():
            product.save()
    except IntegrityError as error:
        if not product.gtin:
            raise
        raise Refused(
            f"Mã GTIN {product.gtin} vừa được ghi cho một sản phẩm khác. Hãy kiểm tra lại mã.",
            field="gtin",
        ) from error


def _check(product: Product) -> None:
    """Refuse what no later step could mend."""
    if not product.name.strip():
        raise Refused("Hãy ghi tên sản phẩm.", field="name")
    if product.set_number not in range(1, 27):
        raise Refused("Hãy chọn một trong 26 bộ sản phẩm.", field="set_number")
    # QĐ 26/2026/QĐ-TTg, Điều 2: hội, trung tâm chỉ tham gia với dịch vụ du lịch.
    tourism_only = product.producer.kind in Producer.TOURISM_ONLY
    if tourism_only and product.set_number != Product.TOURISM_SET:
        raise Refused(
            "Hội, hiệp hội và trung tâm điều hành chỉ đăng ký dịch vụ du lịch (bộ 26).",
            field="set_number",
        )


def _only_described(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``details``; a name that is no part of a product's description is a bug."""
    if unknown := set(details) - DESCRIBED:
        raise TypeError(f"Not a product's detail: {sorted(unknown)}")
    return dict(details)
