"""Acts on business plans."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.cycles.calendar import plan_back_by
from ocop.cycles.flow import PLAN_FLOW, PlanState
from ocop.cycles.models import FollowUp, Plan, PlanReturn
from ocop.cycles.operations.ideas import Stale, refuse_own, year_of
from ocop.cycles.queries import takes_part
from ocop.cycles.slips import PLAN
from ocop.cycles.telling import tell_producer
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.registry.models import Product


@transaction.atomic
def draft_plan(act: Act, *, product: Product) -> Plan:
    """Begin a plan for a product that takes part, with what its last plan said.

    Refused for a product that does not take part, and while another plan of it is under way.
    """
    lock(product)
    if not takes_part(product, act.day):
        raise Refused(
            "Sản phẩm này chưa có quyết định chấp thuận tham gia chương trình. "
            "Hãy nộp phiếu ý tưởng trước."
        )
    number = take_number(f"plans {act.day.year}")
    last = Plan.objects.filter(product=product, state=PlanState.APPROVED).order_by("-pk").first()
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                code=f"PA-{act.day.year}-{number:04d}",
                cycle=year_of(product.commune.province, act),
                product=product,
                state=PlanState.DRAFT,
                said=last.said if last else {},
                is_sample=product.is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Sản phẩm này đang có một phương án chưa xong.") from error
    record(act, Verb.PLAN_DRAFTED, plan, product=product.code)
    return plan


@transaction.atomic
def keep_plan(plan: Plan, act: Act, *, version: int, said: Mapping[str, Any]) -> int:
    """Save what was typed since ``version``, and return the version that stands now.

    This writes no line of history: a draft's keystrokes are nobody's act. Refused (``Stale``)
    when another screen saved meanwhile, and outside draft and return.
    """
    lock(plan)
    if not plan.is_writable:
        raise WrongState("keep_plan", PlanState(plan.state))
    if version != plan.version:
        raise Stale(plan.version)
    plan.said = PLAN.merged(plan.said, said)
    plan.version += 1
    plan.save(update_fields=["said", "version"])
    return plan.version


@transaction.atomic
def file_plan(plan: Plan, act: Act) -> None:
    """Hand the plan in; refused while a required blank says nothing."""
    lock(plan)
    state = PLAN_FLOW.after("file_plan", PlanState(plan.state))
    if missing := PLAN.missing(plan.said):
        labels = ", ".join(f"“{blank.label}”" for blank in missing)
        raise Refused(f"Phương án còn trống: {labels}. Hãy viết thêm rồi nộp.")
    plan.state, plan.filed_at = state, act.at
    plan.save(update_fields=["state", "filed_at"])
    record(act, Verb.PLAN_FILED, plan, version=plan.version)


@transaction.atomic
def return_plan(plan: Plan, act: Act, *, by: str, reasons: str) -> PlanReturn:
    """Give the plan back with what is to be added, by the commune or the province.

    Refused without a reason that the producer can act on, and to who represents the producer.
    """
    lock(plan)
    producer = plan.product.producer
    refuse_own(producer, act)
    state = PLAN_FLOW.after("return_plan", PlanState(plan.state))
    if not reasons.strip():
        raise Refused("Hãy ghi rõ cần bổ sung gì để chủ thể làm được ngay.", field="reasons")
    plan.state = state
    plan.save(update_fields=["state"])
    back_by = plan_back_by(act.day)
    returned = PlanReturn.objects.create(
        plan=plan, by=by, reasons=reasons.strip(), back_by=back_by, created_at=act.at
    )
    record(act, Verb.PLAN_RETURNED, plan, by=by, reasons=returned.pk)
    tell_producer(
        act,
        producer,
        subject=f"Phương án của “{plan.product}” cần bổ sung",
        text=f"{returned.reasons}\n\nHãy sửa và nộp lại trước ngày {back_by:%d/%m/%Y}.",
        link=f"/chu-the/phuong-an/{plan.code}/",
        key=f"plan-returned-{returned.pk}",
    )
    return returned


@transaction.atomic
def approve_plan(plan: Plan, act: Act, *, approval_no: str = "", opinion: str = "") -> None:
    """Approve the plan: the product enters step 4, carrying it out.

    Refused to who represents the producer.
    """
    lock(plan)
    producer = plan.product.producer
    refuse_own(producer, act)
    plan.state = PLAN_FLOW.after("approve_plan", PlanState(plan.state))
    plan.approved_on = act.day
    plan.approval_no, plan.opinion = approval_no.strip(), opinion.strip()
    plan.save(update_fields=["state", "approved_on", "approval_no", "opinion"])
    record(act, Verb.PLAN_APPROVED, plan, approval_no=plan.approval_no)
    tell_producer(
        act,
        producer,
        subject=f"Phương án của “{plan.product}” đã được duyệt",
        text=plan.opinion or "Hãy triển khai theo phương án và ghi lại việc đã làm được.",
        link=f"/chu-the/phuong-an/{plan.code}/",
        key=f"plan-approved-{plan.pk}",
    )


@transaction.atomic
def follow_plan(plan: Plan, act: Act, *, day: date, done: str, needed: str = "") -> FollowUp:
    """Note what was done by ``day`` and what is needed to go on.

    Refused before the plan was approved, for a day to come, and without words.
    """
    lock(plan)
    if plan.state != PlanState.APPROVED or plan.approved_on is None:
        raise WrongState("follow_plan", PlanState(plan.state))
    if day > act.day:
        raise Refused("Ngày ghi tiến độ không thể ở tương lai.", field="day")
    if day < plan.approved_on:
        raise Refused("Ngày này ở trước ngày duyệt phương án.", field="day")
    if not done.strip():
        raise Refused("Hãy ghi việc đã làm được.", field="done")
    note = FollowUp.objects.create(
        plan=plan,
        day=day,
        done=done.strip(),
        needed=needed.strip(),
        by=act.by if isinstance(act.by, User) else None,
        created_at=act.at,
    )
    record(act, Verb.PLAN_FOLLOWED, plan, day=day)
    return note
