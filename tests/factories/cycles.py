"""Ideas, plans, participations and trainings at any stage; rows only, no operation is run."""

from itertools import count

from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import (
    Admission,
    Attendance,
    Cycle,
    Idea,
    Participation,
    Plan,
    Training,
)
from ocop.cycles.slips import EXISTING_IDEA, NEW_IDEA, PLAN
from tests.factories.dossiers import MEAT, a_producer, a_product, a_province
from tests.moment import NOW, TODAY

_numbers = count(1)


def a_cycle(year=TODAY.year, province=None):
    """Return the province's cycle of a year, the same one however often asked."""
    province = province or a_province()
    found = Cycle.objects.filter(province=province, year=year).first()
    return found or Cycle.objects.create(province=province, year=year, created_at=NOW)


def said_on(slip):
    """Return a slip with every blank filled in."""
    return {blank.key: f"Có ghi: {blank.label.lower()}." for blank in slip.blanks}


def an_idea(state=IdeaState.DRAFT, producer=None, product=None, **fields):
    """Return an idea that lacks nothing: for a new product unless one is given."""
    number = next(_numbers)
    producer = producer or (product.producer if product else a_producer())
    slip = EXISTING_IDEA if product else NEW_IDEA
    filed = state not in {IdeaState.DRAFT, IdeaState.WITHDRAWN}
    given = {
        "code": f"YT-T-{number:04d}",
        "kind": Idea.Kind.EXISTING if product else Idea.Kind.NEW,
        "name": product.name if product else f"Ý tưởng thử {number}",
        "set_number": product.set_number if product else MEAT,
        "said": said_on(slip),
        "filed_at": NOW if filed else None,
        "created_at": NOW,
    }
    commune = product.commune if product else producer.commune
    if state == IdeaState.ACCEPTED:
        product = product or a_product(producer=producer)
        given |= {"admission": an_admission(commune.province)}
    return Idea.objects.create(
        cycle=a_cycle(province=commune.province), state=state, producer=producer, commune=commune,
        product=product, **(given | fields),
    )  # fmt: skip


def an_admission(province=None, signed_on=TODAY, **fields):
    number = next(_numbers)
    return Admission.objects.create(
        province=province or a_province(), number=f"{number}/QĐ-UBND", signed_on=signed_on,
        created_at=NOW, **fields,
    )  # fmt: skip


def a_participation(product=None, began_on=TODAY, **fields):
    """Return a product's part in the programme, by a decision of the day it begins."""
    product = product or a_product()
    admission = fields.pop("admission", None) or an_admission(
        product.commune.province, signed_on=began_on
    )
    return Participation.objects.create(
        product=product, admission=admission, began_on=began_on, created_at=NOW, **fields
    )


def a_plan(state=PlanState.DRAFT, product=None, **fields):
    """Return a plan that lacks nothing."""
    number = next(_numbers)
    product = product or a_product()
    given = {
        "code": f"PA-T-{number:04d}",
        "said": said_on(PLAN),
        "filed_at": None if state == PlanState.DRAFT else NOW,
        "approved_on": TODAY if state == PlanState.APPROVED else None,
        "created_at": NOW,
    }
    cycle = a_cycle(province=product.commune.province)
    return Plan.objects.create(cycle=cycle, product=product, state=state, **(given | fields))


def a_training(province=None, communes=(), **fields):
    """Return a training of today, the province's own unless a host is given."""
    number = next(_numbers)
    given = {
        "kind": Training.Kind.TRAINING,
        "title": f"Tập huấn thử {number}",
        "step": 2,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "place": "Nhà văn hóa xã",
        "organiser": "Cơ quan OCOP tỉnh",
        "created_at": NOW,
    }
    host = fields.get("host")
    cycle = a_cycle(province=province or (host.province if host else None))
    training = Training.objects.create(cycle=cycle, **(given | fields))
    training.communes.set(communes)
    return training


def an_attendance(training, name="Triệu Thị Hoa", **fields):
    return Attendance.objects.create(training=training, name=name, created_at=NOW, **fields)
