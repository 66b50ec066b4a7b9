"""Acts on an idea, from the first word to the commune's finding."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.cycles.calendar import idea_back_by
from ocop.cycles.flow import IDEA_FLOW, IdeaState
from ocop.cycles.models import Cycle, Idea, IdeaReturn
from ocop.cycles.models.ideas import By
from ocop.cycles.queries import cycle_of, takes_part
from ocop.cycles.telling import tell_producer
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.places.models import Province
from ocop.registry.access import represents
from ocop.registry.models import Producer, Product

SETS = range(1, 27)
_SENDER_OF = {IdeaState.FILED: By.COMMUNE, IdeaState.REVIEWED: By.PROVINCE}


class Stale(Refused):
    """A draft that another screen saved meanwhile."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Phiếu vừa được lưu từ một màn hình khác nên lần lưu này chưa được ghi. Nội dung bạn "
            "vừa nhập vẫn còn trên trang: hãy mở phiếu ở trang mới rồi chép phần còn thiếu sang."
        )
        self.version = version


@transaction.atomic
def draft_idea(
    act: Act,
    *,
    producer: Producer,
    kind: str,
    name: str = "",
    product: Product | None = None,
    set_number: int | None = None,
    is_assisted: bool = False,
) -> Idea:
    """Begin a slip for an idea of ``producer`` in the year's cycle.

    Refused before the province has opened the year, without a name, and for an existing product
    that is another's, takes part already, or has a slip under way.
    """
    lock(producer)
    if kind == Idea.Kind.EXISTING:
        _refuse_unfit(producer, product, act)
        assert product is not None
        name, set_number = product.name, product.set_number
    if not name.strip():
        raise Refused("Hãy ghi tên sản phẩm định làm.", field="name")
    number = take_number(f"ideas {act.day.year}")
    place = product.commune if product else producer.commune
    idea = Idea(
        code=f"YT-{act.day.year}-{number:04d}",
        cycle=year_of(place.province, act),
        kind=kind, state=IdeaState.DRAFT, producer=producer, commune=place,
        product=product if kind == Idea.Kind.EXISTING else None,
        name=name.strip(),
        set_number=set_number,
        is_assisted=is_assisted, is_sample=producer.is_sample, created_at=act.at,
    )  # fmt: skip
    _save_once(idea)
    record(act, Verb.IDEA_DRAFTED, idea, kind=kind, producer=producer.code)
    return idea


def _save_once(idea: Idea) -> None:
    """Keep a new slip; refused while the product has one under way."""
    try:
        with transaction.atomic():
            idea.save()
    except IntegrityError as error:
        raise Refused("Sản phẩm này đang có một phiếu ý tưởng chưa xong.", field="product") from (
            error
        )


def _refuse_unfit(producer: Producer, product: Product | None, act: Act) -> None:
    if product is None:
        raise Refused("Hãy chọn sản phẩm đã có trong sổ.", field="product")
    if product.producer_id != producer.pk:
        raise Refused("Sản phẩm này không thuộc chủ thể đã chọn.", field="product")
    if product.retired_on or product.merged_into_id:
        raise Refused("Sản phẩm này đã ngừng nên không đăng ký được.", field="product")
    if takes_part(product, act.day):
        raise Refused(
            "Sản phẩm này đã được chấp thuận tham gia, không cần phiếu ý tưởng nữa. "
            "Hãy lập phương án kinh doanh.",
            field="product",
        )


def year_of(province: Province, act: Act) -> Cycle:
    """Return the cycle of the act's year; refused before the province has opened it."""
    cycle = cycle_of(province, act.day.year)
    if cycle is None:
        raise Refused(
            f"Cơ quan OCOP tỉnh chưa mở chu trình năm {act.day.year}. Hãy hỏi cán bộ xã khi nào "
            "bắt đầu nhận."
        )
    return cycle


@transaction.atomic
def keep_idea(
    idea: Idea,
    act: Act,
    *,
    version: int,
    said: Mapping[str, Any] | None = None,
    name: str | None = None,
    set_number: int | None = None,
) -> int:
    """Save what was typed since ``version``, and return the version that stands now.

    This writes no line of history: a draft's keystrokes are nobody's act. Refused (``Stale``)
    when another screen saved meanwhile, and outside draft and return.
    """
    lock(idea)
    if not idea.is_writable:
        raise WrongState("keep_idea", IdeaState(idea.state))
    if version != idea.version:
        raise Stale(idea.version)
    idea.said = idea.slip.merged(idea.said, said or {})
    if idea.kind == Idea.Kind.NEW:
        idea.name = idea.name if name is None or not name.strip() else name.strip()
        idea.set_number = set_number if set_number is not None else idea.set_number
    idea.version += 1
    idea.save(update_fields=["said", "name", "set_number", "version"])
    return idea.version


@transaction.atomic
def file_idea(idea: Idea, act: Act) -> None:
    """Hand the slip in to the commune; refused while a required blank says nothing."""
    lock(idea)
    state = IDEA_FLOW.after("file_idea", IdeaState(idea.state))
    if missing := idea.slip.missing(idea.said):
        labels = ", ".join(f"“{blank.label}”" for blank in missing)
        raise Refused(f"Phiếu còn trống: {labels}. Hãy viết thêm rồi nộp.")
    idea.state, idea.filed_at = state, act.at
    idea.save(update_fields=["state", "filed_at"])
    record(act, Verb.IDEA_FILED, idea, kind=idea.kind, version=idea.version)


@transaction.atomic
def return_idea(idea: Idea, act: Act, *, by: str, reasons: str) -> IdeaReturn:
    """Give the slip back with what is to be added; the commune first, the province after it.

    Refused without a reason that the producer can act on, and to who represents the producer.
    """
    lock(idea)
    refuse_own(idea.producer, act)
    state = IDEA_FLOW.after("return_idea", IdeaState(idea.state))
    if _SENDER_OF[IdeaState(idea.state)] != by:
        raise WrongState("return_idea", IdeaState(idea.state))
    if not reasons.strip():
        raise Refused("Hãy ghi rõ cần bổ sung gì để chủ thể làm được ngay.", field="reasons")
    idea.state = state
    idea.save(update_fields=["state"])
    back_by = idea_back_by(act.day)
    returned = IdeaReturn.objects.create(
        idea=idea, by=by, reasons=reasons.strip(), back_by=back_by, created_at=act.at
    )
    record(act, Verb.IDEA_RETURNED, idea, by=by, reasons=returned.pk)
    tell_producer(
        act,
        idea.producer,
        subject=f"Ý tưởng “{idea.name}” cần bổ sung",
        text=f"{returned.reasons}\n\nHãy sửa và nộp lại trước ngày {back_by:%d/%m/%Y}.",
        link=f"/chu-the/y-tuong/{idea.code}/",
        key=f"idea-returned-{returned.pk}",
    )
    return returned


@transaction.atomic
def review_idea(
    idea: Idea, act: Act, *, is_feasible: bool, finding: str, set_number: int | None = None
) -> None:
    """Enter the commune's finding on feasibility, which lays the idea before the province.

    Refused without words, without the set that the product would belong to, and to who
    represents the producer.
    """
    lock(idea)
    refuse_own(idea.producer, act)
    state = IDEA_FLOW.after("review_idea", IdeaState(idea.state))
    if not finding.strip():
        raise Refused("Hãy ghi ý kiến của xã về tính khả thi.", field="finding")
    if idea.product is None and set_number is not None:
        idea.set_number = set_number
    if idea.set_number not in SETS:
        raise Refused("Hãy chọn bộ sản phẩm mà ý tưởng này thuộc về.", field="set_number")
    idea.state, idea.is_feasible, idea.finding = state, is_feasible, finding.strip()
    idea.save(update_fields=["state", "is_feasible", "finding", "set_number"])
    record(act, Verb.IDEA_REVIEWED, idea, feasible=is_feasible)


@transaction.atomic
def decline_idea(idea: Idea, act: Act, *, reasons: str) -> None:
    """Decline an idea that the commune has reviewed, and say why; it may come again next year.

    Refused without a reason, and to who represents the producer.
    """
    lock(idea)
    refuse_own(idea.producer, act)
    state = IDEA_FLOW.after("decline_idea", IdeaState(idea.state))
    if not reasons.strip():
        raise Refused("Hãy ghi lý do để chủ thể biết cần làm gì cho lần sau.", field="reasons")
    idea.state, idea.declined_because = state, reasons.strip()
    idea.save(update_fields=["state", "declined_because"])
    record(act, Verb.IDEA_DECLINED, idea)
    tell_producer(
        act,
        idea.producer,
        subject=f"Ý tưởng “{idea.name}” chưa được chấp thuận",
        text=f"{idea.declined_because}\n\nCó thể đăng ký lại với ý tưởng đã hoàn thiện.",
        link=f"/chu-the/y-tuong/{idea.code}/",
        key=f"idea-declined-{idea.pk}",
    )


@transaction.atomic
def withdraw_idea(idea: Idea, act: Act) -> None:
    """Take the slip back for good; refused once the province has decided on it."""
    lock(idea)
    idea.state = IDEA_FLOW.after("withdraw_idea", IdeaState(idea.state))
    idea.save(update_fields=["state"])
    record(act, Verb.IDEA_WITHDRAWN, idea)


def refuse_own(producer: Producer, act: Act) -> None:
    """Refuse to let somebody judge what they represent themselves."""
    if represents(act.by, producer, act.day):
        raise Refused(
            "Bạn đang là người đại diện của chủ thể này nên không xét việc của chính mình. "
            "Hãy để cán bộ khác thực hiện."
        )
