"""Acts of the commune, and the sending back that commune and province share."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.cycles.queries import round_taking
from ocop.dossiers.checklist import parts_to_check
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.models import Dossier, Proposal, Return
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.registry.access import represents
from ocop.registry.operations.products import assign_code

FINDINGS = {
    "report_no": "số báo cáo",
    "letter_no": "số công văn đề nghị",
    "material": "nhận xét về nguyên liệu địa phương",
    "labour": "nhận xét về lao động địa phương",
    "idea": "nhận xét về nguồn gốc ý tưởng",
    "identity": "nhận xét về bản sắc địa phương",
}
_SENDER_OF = {
    State.SUBMITTED: Return.By.COMMUNE,
    State.RECEIVED: Return.By.COMMUNE,
    State.PROPOSED: Return.By.PROVINCE,
}


@transaction.atomic
def receive(dossier: Dossier, act: Act) -> str:
    """Take the dossier in and return its slip number, without gaps in the commune's year.

    A dossier that comes back after a return keeps the slip of its first time. Refused unless it
    stands filed.
    """
    lock(dossier)
    dossier.state = FLOW.after("receive", State(dossier.state))
    dossier.received_at = act.at
    dossier.slip_no = dossier.slip_no or _next_slip(dossier, act.day.year)
    dossier.save(update_fields=["state", "received_at", "slip_no"])
    record(act, Verb.RECEIVED, dossier, slip_no=dossier.slip_no)
    return dossier.slip_no


@transaction.atomic
def send_back(dossier: Dossier, act: Act, *, by: str, reasons: str) -> Return:
    """Give the dossier back to its producer, with what is to be added.

    The commune does so while it checks, the province after the proposal; refused at any other
    time, and without a reason that the producer can act on.
    """
    lock(dossier)
    state = FLOW.after("send_back", State(dossier.state))
    if _SENDER_OF[State(dossier.state)] != by:
        raise WrongState("send_back", State(dossier.state))
    if not reasons.strip():
        raise Refused("Hãy ghi rõ cần bổ sung gì để chủ thể làm được ngay.", field="reasons")
    dossier.state = state
    dossier.round = None
    dossier.save(update_fields=["state", "round"])
    returned = Return.objects.create(
        dossier=dossier, by=by, reasons=reasons.strip(), created_at=act.at
    )
    record(act, Verb.RETURNED, dossier, **{"by": by, "return": returned.pk})
    return returned


@transaction.atomic
def propose(
    dossier: Dossier,
    act: Act,
    *,
    report_no: str,
    letter_no: str,
    material: str,
    labour: str,
    idea_kind: str,
    idea: str,
    identity: str,
    parts: Mapping[str, bool],
    signed_on: date | None = None,
) -> Proposal:
    """File the commune's report (Mẫu 03), which proposes the dossier to the province.

    The product gets its official code, and the dossier its round when the province has planned
    one. Refused while a part is unchecked or a finding is empty, and to an officer who acts for
    the producer. A second proposal, after a return, takes the place of the first.
    """
    lock(dossier)
    state = FLOW.after("propose", State(dossier.state))
    refuse_own(dossier, act)
    told = {"report_no": report_no, "letter_no": letter_no, "material": material,
            "labour": labour, "idea": idea, "identity": identity}  # fmt: skip
    signed_on = signed_on or act.day
    _refuse_empty(told, idea_kind)
    _refuse_unchecked(dossier, parts)
    if signed_on > act.day:
        raise Refused("Ngày ký báo cáo không được sau hôm nay.", field="signed_on")
    proposal = _report(dossier, act, told, idea_kind=idea_kind, parts=parts, signed_on=signed_on)
    dossier.state = state
    code = _enter_round(dossier, act)
    record(
        act, Verb.PROPOSED, dossier, report_no=proposal.report_no, letter_no=proposal.letter_no,
        product_code=code, round=str(dossier.round or ""),
    )  # fmt: skip
    return proposal


def _report(
    dossier: Dossier,
    act: Act,
    told: Mapping[str, str],
    *,
    idea_kind: str,
    parts: Mapping[str, bool],
    signed_on: date,
) -> Proposal:
    """Write Mẫu 03 down, in the place of an earlier one."""
    proposal, _ = Proposal.objects.update_or_create(
        dossier=dossier,
        defaults={
            **{key: text.strip() for key, text in told.items()},
            "idea_kind": idea_kind,
            "parts": {key: True for key, ticked in parts.items() if ticked},
            "signed_on": signed_on,
            "created_at": act.at,
        },
    )
    return proposal


def _enter_round(dossier: Dossier, act: Act) -> str:
    """Put the dossier into the round that takes it today, and return its product's code."""
    commune = dossier.product.commune
    dossier.round = round_taking(commune.province, act.day)
    dossier.save(update_fields=["state", "round"])
    year = dossier.round.cycle.year if dossier.round else act.day.year
    return assign_code(dossier.product, act, commune=commune, year=year).code


def refuse_own(dossier: Dossier, act: Act) -> None:
    """Refuse an officer's judgement of a producer whom the officer represents."""
    if represents(act.by, dossier.product.producer, act.day):
        raise Refused(
            "Bạn đang là người đại diện của chủ thể này nên không xét hồ sơ của chính mình. "
            "Hãy để cán bộ khác thực hiện."
        )


def _next_slip(dossier: Dossier, year: int) -> str:
    """Return the number of the commune's next registration slip.

    Mẫu 01 prints two numbers before "/PĐK" and explains neither; these are the ordinal in the
    commune's year and the number of the set.
    """
    commune = dossier.product.commune
    number = take_number(f"slips {commune.code} {year}")
    ordinal = f"{number:03d}-{dossier.rubric.number:02d}"
    return f"{ordinal}/PĐK-{commune.province.code}-{commune.code}-{year}"


def _refuse_empty(findings: Mapping[str, str], idea_kind: str) -> None:
    for key, text in findings.items():
        if not text.strip():
            raise Refused(f"Hãy ghi {FINDINGS[key]}.", field=key)
    if idea_kind not in Proposal.Idea.values:
        raise Refused("Hãy chọn sản phẩm truyền thống hoặc sản phẩm mới.", field="idea_kind")


def _refuse_unchecked(dossier: Dossier, parts: Mapping[str, bool]) -> None:
    needed = parts_to_check(dossier.kind, sampled=dossier.rubric.sample_required)
    unchecked = [part.label for part in needed if not parts.get(part.key)]
    if unchecked:
        raise Refused(
            f"Còn thành phần chưa kiểm tra: {'; '.join(unchecked)}. Hãy kiểm tra và đánh dấu, "
            "hoặc trả hồ sơ để bổ sung.",
            field="parts",
        )
