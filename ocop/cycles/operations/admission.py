"""Acts by which products begin to take part in the programme, and cease to."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.audit.queries import is_late
from ocop.base.models import lock
from ocop.cycles.flow import IDEA_FLOW, IdeaState
from ocop.cycles.models import Admission, Idea, Participation, Plan
from ocop.cycles.operations.ideas import refuse_own
from ocop.cycles.telling import tell_producer
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.models import Product
from ocop.registry.operations.products import register_product


@transaction.atomic
def accept_ideas(
    act: Act,
    *,
    province: Province,
    ideas: Iterable[Idea],
    number: str,
    signed_on: date,
    signer: str = "",
    signer_post: str = "",
) -> Admission:
    """Accept one or many ideas by one signed decision; every product of theirs takes part.

    Refused without an idea, for one of another province, as ``accept_idea`` refuses, and for a
    decision dated in the future or entered before.
    """
    chosen = sorted(ideas, key=lambda idea: idea.pk)
    if not chosen:
        raise Refused("Hãy chọn ít nhất một ý tưởng.", field="ideas")
    is_sample = all(idea.is_sample for idea in chosen)
    admission = _entered(act, province, number, signed_on, signer, signer_post, is_sample)
    for idea in chosen:
        accept_idea(idea, act, admission=admission)
    codes = [idea.code for idea in chosen]
    record(act, Verb.ADMITTED, admission, signed_on=signed_on, ideas=codes)
    return admission


@transaction.atomic
def accept_idea(idea: Idea, act: Act, *, admission: Admission) -> Participation:
    """Accept one idea under a decision: its product takes part from the day of signing.

    A new product is entered in the registry. Refused before the commune's finding, for another
    province's idea, when its product takes part already, and to who represents the producer.
    """
    lock(idea)
    refuse_own(idea.producer, act)
    state = IDEA_FLOW.after("accept_idea", IdeaState(idea.state))
    if idea.commune.province_id != admission.province_id:
        raise Refused(f"Ý tưởng {idea.code} thuộc tỉnh khác.", field="ideas")
    idea.product = idea.product or _registered(idea, act)
    idea.state, idea.admission = state, admission
    idea.save(update_fields=["state", "admission", "product"])
    participation = _begin(idea.product, admission, act)
    record(act, Verb.IDEA_ACCEPTED, idea, product=idea.product.code, decision=admission.number)
    tell_producer(
        act,
        idea.producer,
        subject=f"Sản phẩm “{idea.name}” được chấp thuận tham gia OCOP",
        text=(
            f"Theo quyết định {admission.number} ngày {admission.signed_on:%d/%m/%Y}. "
            "Việc tiếp theo: lập phương án sản xuất, kinh doanh."
        ),
        link=f"/chu-the/y-tuong/{idea.code}/",
        key=f"idea-accepted-{idea.pk}",
    )
    return participation


@transaction.atomic
def admit(
    act: Act,
    *,
    province: Province,
    products: Iterable[Product],
    number: str,
    signed_on: date,
    signer: str = "",
    signer_post: str = "",
    is_sample: bool = False,
) -> Admission:
    """Enter a decision on products that are on record without an idea, such as an older one.

    Refused without a product, for one of another province or one that takes part already, and
    for a decision dated in the future or entered before.
    """
    chosen = sorted(products, key=lambda product: product.pk)
    if not chosen:
        raise Refused("Hãy chọn ít nhất một sản phẩm.", field="products")
    admission = _entered(act, province, number, signed_on, signer, signer_post, is_sample)
    for product in chosen:
        if product.commune.province_id != province.pk:
            raise Refused(f"Sản phẩm “{product}” thuộc tỉnh khác.", field="products")
        _begin(product, admission, act)
    codes = [product.code for product in chosen]
    record(act, Verb.ADMITTED, admission, signed_on=signed_on, products=codes)
    return admission


@transaction.atomic
def end_participation(
    participation: Participation, act: Act, *, ended_on: date, why: str, note: str = ""
) -> None:
    """Let a product go from the programme; its certificate, if any, is not touched by this.

    Refused when it has gone already, before it began, and for a day that is still to come.
    """
    lock(participation)
    if participation.ended_on is not None:
        raise Refused("Sản phẩm này đã được đưa ra khỏi chương trình từ trước.")
    if ended_on < participation.began_on:
        raise Refused("Ngày thôi phải sau ngày bắt đầu tham gia.", field="ended_on")
    if ended_on > act.day:
        raise Refused("Ngày thôi không thể ở tương lai.", field="ended_on")
    participation.ended_on = ended_on
    participation.why = Participation.Why(why)
    participation.note = note.strip()
    participation.save(update_fields=["ended_on", "why", "note"])
    record(act, Verb.PARTICIPATION_ENDED, participation.product, ended_on=ended_on, why=why)


@transaction.atomic
def move_participations(product: Product, act: Act, *, into: Product) -> None:
    """Let what a merged double had in the cycle follow it into the entry that stays.

    Where both take part, the double's participation ends on the day of the merger. Refused while
    both have an idea or a plan under way.
    """
    lock(into)
    both = Participation.objects.filter(product=into, ended_on=None).exists()
    mine = Participation.objects.filter(product=product)
    if both:
        mine.filter(ended_on=None).update(
            ended_on=act.day, why=Participation.Why.REMOVED, note=f"Gộp vào {into.code}."
        )
    try:
        with transaction.atomic():
            mine.update(product=into)
            Idea.objects.filter(product=product).update(product=into)
            Plan.objects.filter(product=product).update(product=into)
    except IntegrityError as error:
        raise Refused(
            "Cả hai bản ghi đều đang có phiếu ý tưởng hoặc phương án chưa xong. Hãy xử lý một "
            "bên trước rồi gộp."
        ) from error
    record(act, Verb.PARTICIPATIONS_MOVED, into, merged=product.code)


def _entered(
    act: Act,
    province: Province,
    number: str,
    signed_on: date,
    signer: str,
    signer_post: str,
    is_sample: bool,
) -> Admission:
    """Return the decision's row; refused when the ledger waits, in the future, or twice."""
    if is_late(act.at):
        raise Refused(
            "Sổ kiểm chứng đã quá 24 giờ chưa công bố mốc mới nên chưa ghi được quyết định. "
            "Hãy nhờ quản trị hệ thống chạy lệnh publish_checkpoint rồi làm lại."
        )
    if not number.strip():
        raise Refused("Hãy ghi số quyết định.", field="number")
    if signed_on > act.day:
        raise Refused("Ngày ký quyết định không thể ở tương lai.", field="signed_on")
    try:
        with transaction.atomic():
            return Admission.objects.create(
                province=province,
                number=number.strip(),
                signed_on=signed_on,
                signer=signer,
                signer_post=signer_post,
                is_sample=is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"Quyết định {number} ngày này đã được ghi.", field="number") from error


def _registered(idea: Idea, act: Act) -> Product:
    """Enter the idea's product in the registry, described by what the slip says of it."""
    assert idea.set_number is not None
    return register_product(
        act,
        producer=idea.producer,
        name=idea.name,
        set_number=idea.set_number,
        commune=idea.commune,
        description=str(idea.said.get("what", ""))[:4000],
        source=f"Phiếu ý tưởng {idea.code}",
        is_sample=idea.is_sample,
    )


def _begin(product: Product, admission: Admission, act: Act) -> Participation:
    """Let a product take part from the day of the decision; refused while it does already."""
    try:
        with transaction.atomic():
            return Participation.objects.create(
                product=product,
                admission=admission,
                began_on=admission.signed_on,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"Sản phẩm “{product}” đã đang tham gia chương trình.") from error
