"""Acts by which a dossier leaves its producer's hands, or comes back for good."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.queries import live_certificate, renewable_certificate
from ocop.certificates.term import renewal_taken, renewal_window
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations.drafts import needed_rubric, refuse_tourism_only
from ocop.dossiers.queries import contents_digest, missing_parts
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.access import may_file
from ocop.rulesets.operations import mark_used

NAMED_AT_MOST = 5


@transaction.atomic
def submit(dossier: Dossier, act: Act) -> None:
    """Hand the dossier in to its commune, which then has fifteen working days.

    Refused while a part is missing, for a renewal outside its window, for a product retired or
    reclassified meanwhile, and when the sheet in force is no longer the one it was written for.
    A dossier that was sent back keeps the sheet of its first filing. Who acts for the producer
    files only where that was delegated.
    """
    lock(dossier)
    _refuse_helper(dossier, act)
    state = FLOW.after("submit", State(dossier.state))
    if dossier.product.retired_on is not None:
        raise Refused("Sản phẩm này đã ghi là ngừng sản xuất nên không nộp hồ sơ được.")
    refuse_tourism_only(dossier.product)
    first_time = dossier.state == State.DRAFT
    if first_time:
        _refuse_outside_window(dossier, act)
        _refuse_old_sheet(dossier, act)
    _refuse_incomplete(dossier)
    dossier.state = state
    dossier.submitted_at = act.at
    dossier.save(update_fields=["state", "submitted_at"])
    if first_time:
        mark_used(dossier.rubric.ruleset, act)
    record(
        act,
        Verb.SUBMITTED,
        dossier,
        kind=dossier.kind,
        ruleset=dossier.rubric.ruleset.code,
        set=dossier.rubric.number,
        contents=contents_digest(dossier),
    )


@transaction.atomic
def withdraw(dossier: Dossier, act: Act) -> None:
    """Take the dossier back for good; refused once the commune has proposed it."""
    lock(dossier)
    _refuse_helper(dossier, act)
    dossier.state = FLOW.after("withdraw", State(dossier.state))
    dossier.save(update_fields=["state"])
    record(act, Verb.WITHDRAWN, dossier)


def _refuse_helper(dossier: Dossier, act: Act) -> None:
    """Refuse who acts for the producer without being let file."""
    if act.behalf and not may_file(act.by, dossier.product.producer, act.day):
        raise Refused(
            "Chủ thể chưa cho nộp hoặc rút hồ sơ thay. Xin nhờ chủ thể tự làm, hoặc uỷ quyền thêm "
            "việc này."
        )


def _refuse_outside_window(dossier: Dossier, act: Act) -> None:
    """Refuse a kind that the product's certificate does not, or does no longer, allow."""
    if dossier.kind == Kind.FIRST:
        return
    is_renewal = dossier.kind == Kind.RENEWAL
    standing_one = renewable_certificate if is_renewal else live_certificate
    certificate = standing_one(dossier.product, act.day)
    if certificate is None:
        raise Refused(
            "Giấy chứng nhận của sản phẩm không còn hiệu lực. Hãy rút hồ sơ này và lập hồ sơ "
            "đánh giá lần đầu."
        )
    opens, closes = renewal_window(certificate.lapses_on)
    if is_renewal and not renewal_taken(certificate.lapses_on, act.day):
        raise Refused(
            "Hồ sơ đánh giá lại chỉ nhận từ 180 đến 120 ngày trước khi giấy chứng nhận hết hạn: "
            f"từ ngày {opens:%d/%m/%Y} đến hết ngày {closes:%d/%m/%Y}."
        )


def _refuse_old_sheet(dossier: Dossier, act: Act) -> None:
    if needed_rubric(dossier.product, act) != dossier.rubric:
        raise Refused(
            "Bộ tiêu chí của sản phẩm đã thay đổi từ khi lập hồ sơ. Hãy chuyển hồ sơ sang bộ "
            "đang hiệu lực, xem lại phần tự chấm rồi nộp."
        )


def _refuse_incomplete(dossier: Dossier) -> None:
    missing = missing_parts(dossier)
    if not missing:
        return
    names = "; ".join(part.label for part in missing[:NAMED_AT_MOST])
    more = len(missing) - NAMED_AT_MOST
    rest = f"; và {more} mục khác" if more > 0 else ""
    raise Refused(f"Hồ sơ còn thiếu: {names}{rest}.")
