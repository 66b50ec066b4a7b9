"""Acts of whoever deals with a complaint, from the acknowledgement to the answer."""

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.complaints.access import complaints_for
from ocop.complaints.flow import COMPLAINT_FLOW, State
from ocop.complaints.models import Complaint
from ocop.complaints.operations.telling import (
    tell_assignee,
    tell_officers,
    tell_producer,
    tell_sender,
)
from ocop.complaints.queries import terms_of
from ocop.complaints.verbs import Verb
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune

FOUND_TRUE = frozenset({Complaint.Outcome.UPHELD, Complaint.Outcome.PARTLY})


@transaction.atomic
def acknowledge(complaint: Complaint, act: Act) -> None:
    """Take the complaint up, and tell its sender so; whoever does it deals with it."""
    lock(complaint)
    complaint.state = COMPLAINT_FLOW.after("acknowledge", State(complaint.state))
    complaint.acknowledged_on = act.day
    if complaint.assignee_id is None:
        complaint.assignee_id = getattr(act.by, "pk", None)
    complaint.save(update_fields=["state", "acknowledged_on", "assignee"])
    record(act, Verb.ACKNOWLEDGED, complaint, late=act.day > complaint.acknowledge_by)
    tell_sender(complaint, act, "acknowledged", "Đã tiếp nhận")


@transaction.atomic
def assign(complaint: Complaint, act: Act, *, to: User) -> None:
    """Give the complaint to an officer; refused when it has ended, and to who cannot reach it."""
    lock(complaint)
    _refuse_ended(complaint)
    if not complaints_for(to, act.day).filter(pk=complaint.pk).exists():
        raise Refused("Người này không giải quyết được vụ việc ở nơi này.", field="to")
    complaint.assignee = to
    complaint.save(update_fields=["assignee"])
    record(act, Verb.ASSIGNED, complaint, to=to)
    tell_assignee(complaint, act, to)


@transaction.atomic
def hand_over(complaint: Complaint, act: Act, *, commune: Commune) -> None:
    """Let a commune deal with it; the days run on. Refused for another province's commune."""
    lock(complaint)
    _refuse_ended(complaint)
    if commune.province_id != complaint.province_id:
        raise Refused("Hãy chọn một xã trong tỉnh.", field="commune")
    if complaint.kind == Complaint.Kind.REVIEW:
        raise Refused("Kết quả do hội đồng của tỉnh chấm nên tỉnh giải quyết.", field="commune")
    complaint.commune, complaint.assignee = commune, None
    complaint.save(update_fields=["commune", "assignee"])
    record(act, Verb.HANDED_OVER, complaint, commune=commune.code)
    tell_officers(complaint, act, f"to {commune.code}", "Tỉnh chuyển vụ việc cho xã giải quyết")


@transaction.atomic
def give_back(complaint: Complaint, act: Act) -> None:
    """Give the complaint back to the province; refused when no commune has it."""
    lock(complaint)
    _refuse_ended(complaint)
    if complaint.commune is None:
        raise Refused("Vụ việc đang do tỉnh giải quyết.")
    complaint.commune = complaint.assignee = None
    complaint.save(update_fields=["commune", "assignee"])
    record(act, Verb.TAKEN_BACK, complaint)
    tell_officers(complaint, act, f"back {act.request}", "Xã trả lại vụ việc cho tỉnh")


@transaction.atomic
def extend(complaint: Complaint, act: Act, *, reason: str) -> None:
    """Put the answer off once, with a reason that the sender reads; refused after its day."""
    lock(complaint)
    _refuse_ended(complaint)
    if complaint.extension_reason:
        raise Refused("Vụ việc đã được gia hạn một lần.")
    if act.day > complaint.answer_by:
        raise Refused("Đã quá hạn trả lời nên không gia hạn được. Hãy trả lời ngay.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do gia hạn.", field="reason")
    received_on = complaint.created_at.astimezone(VIETNAM).date()
    terms = terms_of(complaint.province, received_on)
    complaint.extension_reason = reason.strip()
    complaint.answer_by = terms.extended(complaint.answer_by)
    complaint.save(update_fields=["extension_reason", "answer_by"])
    record(act, Verb.EXTENDED, complaint, answer_by=complaint.answer_by)
    tell_sender(complaint, act, "extended", "Gia hạn trả lời")


@transaction.atomic
def find(complaint: Complaint, act: Act, *, findings: str) -> None:
    """Note what was found; it may be noted anew until the answer."""
    lock(complaint)
    state = COMPLAINT_FLOW.after("find", State(complaint.state))
    if not findings.strip():
        raise Refused("Hãy ghi kết quả xác minh.", field="findings")
    complaint.state, complaint.findings = state, findings.strip()
    complaint.save(update_fields=["state", "findings"])
    record(act, Verb.FOUND, complaint, length=len(complaint.findings))


@transaction.atomic
def answer(complaint: Complaint, act: Act, *, outcome: str, text: str) -> None:
    """Answer the sender, who reads the text under their ticket; a late one is told as late."""
    lock(complaint)
    state = COMPLAINT_FLOW.after("answer", State(complaint.state))
    if outcome not in Complaint.Outcome.values:
        raise Refused("Hãy chọn kết luận.", field="outcome")
    if not text.strip():
        raise Refused("Hãy viết câu trả lời.", field="text")
    complaint.state, complaint.outcome, complaint.answer = state, outcome, text.strip()
    complaint.ended_on = act.day
    complaint.save(update_fields=["state", "outcome", "answer", "ended_on"])
    late = act.day > complaint.answer_by
    record(act, Verb.ANSWERED, complaint, outcome=outcome, late=late)
    tell_sender(complaint, act, "answered", "Đã trả lời")
    if outcome in FOUND_TRUE and complaint.kind != Complaint.Kind.REVIEW:
        tell_producer(complaint, act, "answered", "Phản ánh được kết luận là đúng")
    if outcome in FOUND_TRUE and complaint.kind == Complaint.Kind.REVIEW:
        tell_officers(complaint, act, "upheld", "Cần đưa kết quả ra hội đồng xem lại")


@transaction.atomic
def transfer(complaint: Complaint, act: Act, *, to: str, reason: str) -> None:
    """Send the complaint to another body, and tell the sender to whom and why."""
    lock(complaint)
    state = COMPLAINT_FLOW.after("transfer", State(complaint.state))
    if not to.strip():
        raise Refused("Hãy ghi cơ quan nhận chuyển.", field="to")
    if not reason.strip():
        raise Refused("Hãy ghi lý do chuyển.", field="reason")
    complaint.state, complaint.transferred_to = state, to.strip()
    complaint.answer, complaint.ended_on = reason.strip(), act.day
    complaint.save(update_fields=["state", "transferred_to", "answer", "ended_on"])
    record(act, Verb.TRANSFERRED, complaint)
    tell_sender(complaint, act, "transferred", "Đã chuyển cơ quan có thẩm quyền")


def _refuse_ended(complaint: Complaint) -> None:
    if not complaint.is_open:
        raise Refused("Vụ việc đã kết thúc. Hãy tải lại trang để xem kết quả.")
