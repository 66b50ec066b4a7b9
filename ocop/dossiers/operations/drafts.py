"""Acts on a dossier that its producer is still writing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.queries import live_certificate, renewable_certificate
from ocop.certificates.term import renewal_taken, renewal_window
from ocop.dossiers.entries import (
    checked_case,
    merged_choices,
    merged_claims,
    merged_forms,
    still_open,
)
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations.files import take_offers
from ocop.dossiers.operations.writing import refuse_unless_writable
from ocop.dossiers.prefill import carried_case, carried_codes, first_forms, last_filed
from ocop.dossiers.queries import rubric_for
from ocop.dossiers.supply import carried_over, offers
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import Producer, Product
from ocop.rulesets.models import Rubric
from ocop.rulesets.queries import sheet_of

HIGHEST_STARS = 5


class Stale(Refused):
    """A draft that another screen saved meanwhile; ``version`` is the one to read again."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Hồ sơ vừa được lưu từ một màn hình khác nên lần lưu này chưa được ghi. Nội dung bạn "
            "vừa nhập vẫn còn trên trang: hãy mở hồ sơ ở trang mới rồi chép phần còn thiếu sang."
        )
        self.version = version


@transaction.atomic
def prepare(act: Act, *, product: Product, kind: str) -> Dossier:
    """Begin a dossier for ``product``, filled with what was said before and what the vault holds.

    Forms and self-score come from the last filed dossier as far as the sheet in force prints the
    same criteria; evidence from the vault, and from that dossier what the vault does not hold.
    Refused for a product that is retired or merged, while another dossier of it is open, and
    when its certificates do not fit the kind.
    """
    lock(product)
    _refuse_unfit(product)
    _refuse_second(product)
    _refuse_kind(product, act, kind)
    rubric = needed_rubric(product, act)
    sheet, previous = sheet_of(rubric), last_filed(product)
    codes, case = carried_codes(sheet, previous), carried_case(sheet, previous)
    told = {
        name: {code: value for code, value in getattr(previous, name).items() if code in codes}
        for name in (("choices", "claims") if previous else ())
    }
    number = take_number(f"dossiers {act.day.year}")
    dossier = Dossier.objects.create(
        code=f"HS-{act.day.year}-{number:04d}",
        product=product,
        kind=kind,
        state=State.DRAFT,
        rubric=rubric,
        case=case,
        forms=first_forms(product, previous),
        choices=still_open(sheet, case, told.get("choices", {})),
        claims=told.get("claims", {}),
        previous=previous,
        is_sample=product.is_sample,
        created_at=act.at,
    )
    files = take_offers(dossier, act, [*carried_over(dossier), *offers(dossier, act.day)])
    record(act, Verb.PREPARED, dossier, kind=kind, product=product.code, files=files)
    return dossier


@transaction.atomic
def keep(
    dossier: Dossier,
    act: Act,
    *,
    version: int,
    forms: Mapping[str, Any] | None = None,
    choices: Mapping[str, Any] | None = None,
    claims: Mapping[str, Any] | None = None,
    case: str | None = None,
) -> int:
    """Save what was typed since ``version``, and return the version that stands now.

    Only what is sent is written over, blank by blank. This writes no line of history: a draft's
    keystrokes are nobody's act, and what they came to is sealed by the digest at the filing.
    Refused (``Stale``) when another screen saved meanwhile, and outside draft and return.
    """
    lock(dossier)
    refuse_unless_writable(dossier)
    if version != dossier.version:
        raise Stale(dossier.version)
    sheet = sheet_of(dossier.rubric)
    if case is not None:
        dossier.case = checked_case(sheet, case)
        dossier.choices = still_open(sheet, dossier.case, dossier.choices)
    dossier.forms = merged_forms(dossier.forms, forms or {})
    dossier.choices = merged_choices(sheet, dossier.case, dossier.choices, choices or {})
    dossier.claims = merged_claims(sheet, dossier.claims, claims or {})
    dossier.version += 1
    dossier.save(update_fields=["forms", "choices", "claims", "case", "version"])
    return dossier.version


@transaction.atomic
def renew_sheet(dossier: Dossier, act: Act) -> None:
    """Move a draft to the sheet in force today; what the new sheet also prints stays chosen.

    Refused when it stands on that sheet already, and once it was filed: from then on the
    dossier keeps its sheet.
    """
    lock(dossier)
    if dossier.state != State.DRAFT:
        raise Refused("Hồ sơ đã nộp giữ nguyên bộ tiêu chí của ngày nộp.")
    rubric = needed_rubric(dossier.product, act)
    if rubric == dossier.rubric:
        raise Refused("Hồ sơ đang dùng đúng bộ tiêu chí hiện hành, không cần chuyển.")
    sheet = sheet_of(rubric)
    dossier.rubric = rubric
    dossier.case = dossier.case if dossier.case in sheet.cases else ""
    dossier.choices = still_open(sheet, dossier.case, dossier.choices)
    dossier.claims = {c: text for c, text in dossier.claims.items() if c in sheet.by_code}
    dossier.version += 1
    dossier.save(update_fields=["rubric", "case", "choices", "claims", "version"])
    record(act, Verb.SHEET_RENEWED, dossier, ruleset=sheet.ruleset, set=sheet.number)


def needed_rubric(product: Product, act: Act) -> Rubric:
    """Return the sheet in force today for ``product``; refused while none is loaded."""
    rubric = rubric_for(product.set_number, act.day)
    if rubric is None:
        raise Refused(
            "Chưa có bộ tiêu chí nào đang hiệu lực cho nhóm sản phẩm này. Hãy liên hệ cơ quan "
            "OCOP cấp tỉnh."
        )
    return rubric


def refuse_tourism_only(product: Product) -> None:
    """Refuse a goods product of an association or a centre."""
    # QĐ 26/2026/QĐ-TTg, Điều 2.
    tourism_only = product.producer.kind in Producer.TOURISM_ONLY
    if tourism_only and product.set_number != Product.TOURISM_SET:
        raise Refused(
            "Hội, hiệp hội và trung tâm điều hành chỉ đăng ký đánh giá dịch vụ du lịch (bộ 26)."
        )


def _refuse_unfit(product: Product) -> None:
    if product.merged_into_id is not None:
        raise Refused("Sản phẩm này đã gộp vào một bản ghi khác, hãy lập hồ sơ ở bản ghi đó.")
    if product.retired_on is not None:
        raise Refused("Sản phẩm này đã ghi là ngừng sản xuất nên không lập hồ sơ được.")
    refuse_tourism_only(product)


def _refuse_second(product: Product) -> None:
    closed = [State.DECIDED, State.WITHDRAWN]
    if other := Dossier.objects.filter(product=product).exclude(state__in=closed).first():
        raise Refused(
            f"Sản phẩm này đang có hồ sơ {other}. Hãy tiếp tục hồ sơ đó, hoặc rút nó trước."
        )


def _refuse_kind(product: Product, act: Act, kind: str) -> None:
    if kind not in Kind.values:
        raise Refused("Hãy chọn loại hồ sơ.", field="kind")
    certificate = live_certificate(product, act.day)
    if kind == Kind.FIRST and certificate is not None:
        raise Refused(
            f"Sản phẩm đang có giấy chứng nhận {certificate} còn hiệu lực. Hãy chọn đánh giá "
            "nâng hạng hoặc đánh giá lại.",
            field="kind",
        )
    if kind == Kind.RENEWAL:
        certificate = renewable_certificate(product, act.day)
    if kind != Kind.FIRST and certificate is None:
        raise Refused(
            "Sản phẩm không có giấy chứng nhận còn hiệu lực. Hãy chọn đánh giá lần đầu.",
            field="kind",
        )
    if kind == Kind.UPGRADE and certificate and certificate.stars == HIGHEST_STARS:
        raise Refused("Sản phẩm đã ở hạng 5 sao, không còn hạng để nâng.", field="kind")
    if kind == Kind.RENEWAL and certificate:
        _refuse_late(certificate.lapses_on, act)


def _refuse_late(lapses_on: date, act: Act) -> None:
    """Refuse a renewal that could not be filed any more; one may be written early."""
    last = renewal_window(lapses_on)[1]
    if act.day > last and not renewal_taken(lapses_on, act.day):
        raise Refused(
            f"Hồ sơ đánh giá lại chỉ nhận đến hết ngày {last:%d/%m/%Y}. Khi giấy chứng nhận "
            "hết hạn, hãy lập hồ sơ đánh giá lần đầu.",
            field="kind",
        )
