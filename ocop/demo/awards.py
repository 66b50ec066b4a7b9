"""Past decisions and certificates of the demo province, carried out in the order of their days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import import_legacy, issue, record_decision, revoke
from ocop.certificates.operations.issuing import LEVEL_OF
from ocop.demo.scene import Row, Scene, rows
from ocop.kernel.days import add_months
from ocop.registry.models import Product

UNKNOWN_DAY = "Nguồn chỉ nêu năm công nhận: ngày cấp, số quyết định và số giấy chứng nhận ghi tạm."
UNKNOWN_NUMBER = "Nguồn không nêu số giấy chứng nhận: số ghi tạm."
CHAIR = "Chủ tịch Ủy ban nhân dân tỉnh"
MINISTER = "Bộ trưởng Bộ Nông nghiệp và Môi trường"


@dataclass(frozen=True, slots=True)
class Award:
    """One certificate to be taken over or issued, and what became of it."""

    product: Product
    row: Row
    issued_on: date
    is_sample: bool
    source: str


def award_all(scene: Scene) -> None:
    """Take over what older regimes issued, and issue what is newer; what stands is left alone."""
    given = Certificate.objects.values_list("product_id", "issued_on")
    known, holders = set(given), {product for product, _ in given}
    awards = [
        award
        for award in _awards(scene)
        if (award.product.pk, award.issued_on) not in known
        # The day of a sample is counted back from the demo's, which moves on from load to load.
        and not (award.is_sample and award.product.pk in holders)
    ]
    awards.sort(key=lambda award: (award.issued_on, award.product.pk))
    for award, certificate in [(award, _certificate(scene, award)) for award in awards]:
        if revoked := award.row.get("revoked"):
            _revoke(scene, certificate, revoked)


def _awards(scene: Scene) -> Iterator[Award]:
    found = Product.objects.select_related("producer__commune")
    products = {(product.is_sample, product.name, product.producer.name): product
                for product in found}  # fmt: skip
    for name, is_sample in (("products", False), ("samples", True)):
        makers = rows("samples" if is_sample else "producers")["producers"]
        producers = {maker["key"]: maker["name"] for maker in makers}
        for row in rows(name)["products"]:
            product = products[is_sample, row["name"], producers[row["producer"]]]
            for held in row["certificates"]:
                day = _day(scene, held)
                yield Award(product, held, day, is_sample, _source(row, held))


def _day(scene: Scene, held: Row) -> date:
    if "issued_on" in held:
        return date.fromisoformat(held["issued_on"])
    return add_months(scene.on, -held["months_ago"])


def _source(row: Row, held: Row) -> str:
    if row.get("sample"):
        return "Dữ liệu mẫu, không phải giấy chứng nhận có thật."
    doubt = UNKNOWN_NUMBER if held["decision_known"] else UNKNOWN_DAY
    return f"{row['source_url']}\n{doubt}"


def _certificate(scene: Scene, award: Award) -> Certificate:
    stars = award.row["stars"]
    old = award.issued_on < scene.began
    act = scene.act("tung", day=max(award.issued_on, scene.began), hour=14)
    level = LEVEL_OF[stars]
    number = award.row.get("decision_no") or _sample_number(award.issued_on, level)
    decision = Decision.objects.filter(
        number=number, level=level, signed_on=award.issued_on
    ).first() or record_decision(
        act,
        number=number,
        kind=Decision.Kind.RECOGNITION,
        level=level,
        province=scene.province,
        signed_on=award.issued_on,
        signer_post=MINISTER if level == Level.NATIONAL else CHAIR,
        is_sample=award.is_sample,
    )
    if not old:
        return issue(act, product=award.product, stars=stars, decision=decision)
    mark = award.row.get("number") or f"M{award.product.pk:04d}-{award.issued_on.year}"
    return import_legacy(
        act,
        product=award.product,
        number=f"{mark}/OCOP-QN",
        stars=stars,
        decision=decision,
        issued_on=award.issued_on,
        source=award.source,
    )


def _revoke(scene: Scene, certificate: Certificate, row: Row) -> None:
    day = add_months(scene.on, -row["months_ago"])
    act = scene.act("lanhdao", day=day, hour=15)
    decision = record_decision(
        act,
        number=f"TH-{day:%d%m}/QĐ-UBND (mẫu)",
        kind=Decision.Kind.REVOCATION,
        level=Level.PROVINCE,
        province=scene.province,
        signed_on=day,
        signer_post=CHAIR,
        is_sample=True,
    )
    revoke(
        certificate,
        act,
        decision=decision,
        ground=row["ground"],
        reason=row["reason"],
        concluded_on=day - timedelta(days=5),
    )


def _sample_number(day: date, level: str) -> str:
    office = "QĐ-BNNMT" if level == Level.NATIONAL else "QĐ-UBND"
    return f"{day:%d%m}/{office} (mẫu)"
