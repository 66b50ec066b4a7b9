"""Acts by which a certificate begins, or follows its product."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.numbering import certificate_number
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import Producer, Product

LONGEST_ADDRESS = 250
# No decision prints a form of number; a province sets its own, this one stands for the Ministry.
NATIONAL_FORM = "{number:04d}/{year}/GCN-OCOP-QG"
# QĐ 26/2026/QĐ-TTg, Điều 4.1: the province recognises 3 and 4 stars, the Minister 5.
LEVEL_OF = {3: Level.PROVINCE, 4: Level.PROVINCE, 5: Level.NATIONAL}


@transaction.atomic
def issue(
    act: Act,
    *,
    product: Product,
    stars: int,
    decision: Decision,
    issued_on: date | None = None,
) -> Certificate:
    """Issue a certificate under a decision of recognition, good for 36 months.

    Refused below 3 stars, from another kind of decision, from the wrong level, by another
    province's, and before the decision was signed. The number is the next of the
    issuer's year, without gaps.
    """
    lock(product)
    day = issued_on or decision.signed_on
    _check(stars, decision, day)
    if product.commune.province_id != decision.province_id:
        raise Refused("Quyết định này là của tỉnh khác.", field="decision")
    certificate = _write(
        act,
        product,
        decision,
        number=_next_number(decision, day),
        stars=stars,
        issued_on=day,
        is_legacy=False,
    )
    record(act, Verb.ISSUED, certificate, product=product.code, stars=stars)
    return certificate


@transaction.atomic
def import_legacy(
    act: Act,
    *,
    product: Product,
    number: str,
    stars: int,
    decision: Decision,
    issued_on: date,
    lapses_on: date | None = None,
    source: str = "",
) -> Certificate:
    """Take over a certificate of an older regime with its own number.

    Refused when its number is taken, its stars are not 3 to 5, or its day lies ahead.
    """
    lock(product)
    if stars not in LEVEL_OF:
        raise Refused("Giấy chứng nhận chỉ có hạng từ 3 đến 5 sao.", field="stars")
    if issued_on > act.day:
        raise Refused("Ngày cấp không thể ở tương lai.", field="issued_on")
    certificate = _write(
        act,
        product,
        decision,
        number=number.strip(),
        stars=stars,
        issued_on=issued_on,
        lapses_on=lapses_on,
        is_legacy=True,
        source=source,
    )
    record(act, Verb.IMPORTED, certificate, product=product.code, stars=stars)
    return certificate


@transaction.atomic
def move_certificates(product: Product, act: Act, *, into: Product) -> int:
    """Let the certificates of a merged double follow it, and return how many there were.

    What stands on each paper stays as it was issued. Refused unless the two were merged.
    """
    lock(product)
    if product.merged_into_id != into.pk:
        raise Refused("Chỉ chuyển giấy chứng nhận khi hai bản ghi sản phẩm đã được gộp.")
    moved = Certificate.objects.filter(product=product).update(product=into)
    record(act, Verb.MOVED, into, merged=product.code, certificates=moved)
    return moved


def _next_number(decision: Decision, day: date) -> str:
    """Return the next number of who issues: the Ministry for the country, else the province."""
    province = decision.province
    if decision.level == Level.NATIONAL:
        form, series = NATIONAL_FORM, "national"
    else:
        form, series = province.certificate_form, province.code
    while True:
        number = certificate_number(
            form,
            number=take_number(f"certificates {series} {day.year}"),
            year=day.year,
            province=province.code,
        )
        # An older paper that was taken over may bear the number already.
        if not Certificate.objects.filter(province=province, number=number).exists():
            return number


def _check(stars: int, decision: Decision, day: date) -> None:
    if stars not in LEVEL_OF:
        raise Refused("Chỉ cấp giấy chứng nhận cho sản phẩm đạt từ 3 sao.")
    if decision.kind != Decision.Kind.RECOGNITION:
        raise Refused("Giấy chứng nhận chỉ cấp theo quyết định công nhận.")
    if decision.level != LEVEL_OF[stars]:
        raise Refused("Hạng 3 và 4 sao do tỉnh công nhận, hạng 5 sao do Bộ trưởng công nhận.")
    if day < decision.signed_on:
        raise Refused("Ngày cấp không thể trước ngày ký quyết định.")


def _write(
    act: Act,
    product: Product,
    decision: Decision,
    *,
    number: str,
    stars: int,
    issued_on: date,
    is_legacy: bool,
    lapses_on: date | None = None,
    source: str = "",
) -> Certificate:
    producer = product.producer
    try:
        with transaction.atomic():
            return Certificate.objects.create(
                number=number,
                folded_number=fold_number(number),
                province=decision.province,
                product=product,
                decision=decision,
                stars=stars,
                level=decision.level,
                issued_on=issued_on,
                lapses_on=lapses_on or lapse_of(issued_on),
                product_name=product.name,
                holder_name=producer.name,
                holder_address=_address(producer),
                is_legacy=is_legacy,
                is_sample=product.is_sample or decision.is_sample,
                source=source,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(
            f"Số giấy chứng nhận {number} đã có, hoặc ngày hết hạn không sau ngày cấp.",
            field="number",
        ) from error


def _address(producer: Producer) -> str:
    """Return the holder's address with its commune, named once, of which nothing is cut off."""
    commune = str(producer.commune)
    if commune in producer.address:
        return producer.address[:LONGEST_ADDRESS]
    room = LONGEST_ADDRESS - len(commune) - 2
    return ", ".join(filter(None, [producer.address[:room], commune]))
