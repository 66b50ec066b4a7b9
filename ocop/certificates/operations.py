"""What may be done to certificates: issue, import, revoke. A lapse is no act."""

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.intake import Intent, plan_certificates
from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.numbering import certificate_number
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.intake.plan import CHANGED_SINCE, Plan
from ocop.registry.models import Producer, Product

LONGEST_ADDRESS = 250
# No decision prints a form of number; a province sets its own, this one stands for the Ministry.
NATIONAL_FORM = "{number:04d}/{year}/GCN-OCOP-QG"
# QĐ 26/2026/QĐ-TTg, Điều 4.1: the province recognises 3 and 4 stars, the Minister 5.
LEVEL_OF = {3: Level.PROVINCE, 4: Level.PROVINCE, 5: Level.NATIONAL}


@transaction.atomic
def record_decision(
    act: Act,
    *,
    number: str,
    kind: str,
    level: str,
    province: Province,
    signed_on: date,
    signer: str = "",
    signer_post: str = "",
    is_sample: bool = False,
) -> Decision:
    """Record a signed decision; refused when dated in the future or recorded already."""
    if signed_on > act.day:
        raise Refused("Ngày ký quyết định không thể ở tương lai.", field="signed_on")
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                number=number.strip(),
                kind=kind,
                level=level,
                province=province,
                signed_on=signed_on,
                signer=signer,
                signer_post=signer_post,
                is_sample=is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"Quyết định {number} ngày này đã được ghi.", field="number") from error
    record(
        act,
        Verb.DECISION_RECORDED,
        decision,
        kind=kind,
        level=level,
        signed_on=signed_on,
    )
    return decision


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
def import_certificates(
    act: Act,
    *,
    data: bytes,
    filename: str,
    province: Province,
    seen: str = "",
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Plan[Intent]:
    """Take a spreadsheet of older certificates over into ``province``, with their decisions.

    Rows with errors are left out; the others are written all together or not at all. Refused
    when the file cannot be read, and when ``seen``, the fingerprint of the plan that a person
    agreed to, is no longer what would be done. Nothing to write leaves no trace.
    """
    lock(province)
    plan = plan_certificates(data, filename, province=province, day=act.day)
    if seen and seen != plan.fingerprint:
        raise Refused(CHANGED_SINCE)
    for done, line in enumerate(plan.writes, start=1):
        assert line.intent is not None
        try:
            _take_over(act, line.intent, province, line.number)
        except Refused as refusal:
            raise Refused(f"Dòng {line.number}: {refusal} Chưa ghi dòng nào.") from refusal
        report(done, len(plan.writes))
    if plan.writes:
        record(act, Verb.SHEET_IMPORTED, province, **plan.counts)
    return plan


@transaction.atomic
def revoke(
    certificate: Certificate,
    act: Act,
    *,
    decision: Decision,
    ground: str,
    reason: str,
    concluded_on: date,
) -> Revocation:
    """Revoke a certificate on one of six grounds, with effect from the decision's day.

    Refused when it is revoked or lapsed already (a lapse is not a revocation), without a
    reason, and by a decision of another kind, of a level or province that may not revoke it, or
    older than the certificate.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 8.
    lock(certificate)
    _check_revocation(certificate, decision)
    if not reason.strip():
        raise Refused("Hãy ghi lý do thu hồi.", field="reason")
    if concluded_on > decision.signed_on:
        raise Refused(
            "Ngày kết luận phải trước hoặc trong ngày ký quyết định.",
            field="concluded_on",
        )
    revocation = Revocation.objects.create(
        certificate=certificate,
        decision=decision,
        ground=ground,
        reason=reason.strip(),
        concluded_on=concluded_on,
        effective_on=decision.signed_on,
        created_at=act.at,
    )
    record(
        act,
        Verb.REVOKED,
        certificate,
        ground=ground,
        effective_on=revocation.effective_on,
    )
    return revocation


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


def _take_over(act: Act, intent: Intent, province: Province, row: int) -> None:
    known = Decision.objects.filter(
        province=province, level=intent.level, signed_on=intent.decided_on
    )
    folded = fold_number(intent.decision)
    decision = next((one for one in known if fold_number(one.number) == folded), None)
    decision = decision or record_decision(
        act,
        number=intent.decision,
        kind=Decision.Kind.RECOGNITION,
        level=intent.level,
        province=province,
        signed_on=intent.decided_on,
    )
    import_legacy(
        act,
        product=Product.objects.select_related("producer__commune").get(code=intent.product),
        number=intent.number,
        stars=intent.stars,
        decision=decision,
        issued_on=intent.issued_on,
        lapses_on=intent.lapses_on,
        source=f"Nhập từ bảng tính ngày {act.day:%d/%m/%Y}, dòng {row}.",
    )


def _next_number(decision: Decision, day: date) -> str:
    """Return the next number of who issues: the Ministry for the country, else the province."""
    province = decision.province
    if decision.level == Level.NATIONAL:
        form, series = NATIONAL_FORM, "national"
    else:
        form, series = province.certificate_form, province.code
    number = take_number(f"certificates {series} {day.year}")
    return certificate_number(form, number=number, year=day.year, province=province.code)


def _check(stars: int, decision: Decision, day: date) -> None:
    if stars not in LEVEL_OF:
        raise Refused("Chỉ cấp giấy chứng nhận cho sản phẩm đạt từ 3 sao.")
    if decision.kind != Decision.Kind.RECOGNITION:
        raise Refused("Giấy chứng nhận chỉ cấp theo quyết định công nhận.")
    if decision.level != LEVEL_OF[stars]:
        raise Refused("Hạng 3 và 4 sao do tỉnh công nhận, hạng 5 sao do Bộ trưởng công nhận.")
    if day < decision.signed_on:
        raise Refused("Ngày cấp không thể trước ngày ký quyết định.")


def _check_revocation(certificate: Certificate, decision: Decision) -> None:
    if Revocation.objects.filter(certificate=certificate).exists():
        raise Refused("Giấy chứng nhận này đã bị thu hồi từ trước.")
    if certificate.lapses_on <= decision.signed_on:
        raise Refused("Giấy chứng nhận đã hết hạn nên không thu hồi; trạng thái hết hạn tự có.")
    if decision.signed_on < certificate.issued_on:
        raise Refused(
            "Ngày ký quyết định thu hồi không thể trước ngày cấp giấy.", field="signed_on"
        )
    if decision.kind != Decision.Kind.REVOCATION:
        raise Refused("Hãy chọn một quyết định thu hồi.", field="decision")
    # Districts are no more: what they issued, the province revokes.
    is_national = certificate.level == Level.NATIONAL
    level = Level.NATIONAL if is_national else Level.PROVINCE
    if (decision.level, decision.province_id) != (level, certificate.province_id):
        raise Refused("Giấy của tỉnh do tỉnh đó thu hồi, giấy cấp quốc gia do Bộ trưởng thu hồi.")


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
    """Return the holder's address with its commune, of which nothing is cut off."""
    commune = str(producer.commune)
    room = LONGEST_ADDRESS - len(commune) - 2
    return ", ".join(filter(None, [producer.address[:room], commune]))
