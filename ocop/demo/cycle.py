"""The year of the demo province: who takes part, ideas and plans, trainings, targets."""

from datetime import timedelta

from ocop.certificates.models import Certificate
from ocop.cycles import operations
from ocop.cycles.models import Cycle, Idea, Participation, Plan
from ocop.cycles.models.ideas import By
from ocop.cycles.operations.trainings import Guest
from ocop.cycles.slips import PLAN, Slip
from ocop.demo.clock import Clock, working_day
from ocop.demo.scene import Row, Scene, rows
from ocop.demo.staff import officer_of, speaker_of
from ocop.registry.models import Producer, Product

OFFICE, LEADER = "tung", "lanhdao"
SIGNER_POST = "Chủ tịch Ủy ban nhân dân tỉnh"
# Every so many ranked products has no decision on record, as older ones often have none.
LEFT_OUT = 12
ACCEPTED_DAYS_AGO = 57
FINDING = "Có vùng nguyên liệu và tay nghề; cần giúp về bao bì và kiểm nghiệm. (mẫu)"
RETURNED = (
    "1. Ghi rõ mỗi năm thu được bao nhiêu nguyên liệu, của hộ nào.\n"
    "2. Ghi giá bán dự kiến. (mẫu)"
)  # fmt: skip
DECLINED = "Chưa bảo đảm điều kiện an toàn thực phẩm cho cách chế biến này. (mẫu)"
PLAN_RETURNED = "1. Bổ sung bảng chi phí một năm.\n2. Ghi ai chịu trách nhiệm từng việc. (mẫu)"
DONE = (
    "Đã đăng ký mã vạch và in nhãn mới. (mẫu)",
    "Đã gửi mẫu kiểm nghiệm, mua thêm máy sấy. (mẫu)",
)


def play_year(scene: Scene) -> None:
    """Play the year's ideas, plans, trainings and targets; what stands is left as it is."""
    if Idea.objects.filter(is_sample=True).exists():
        return
    _admit_ranked(scene)
    _ideas(scene)
    _plans(scene)
    _trainings(scene)
    _targets(scene)


def _admit_ranked(scene: Scene) -> None:
    """Enter an older decision for most products that are or were ranked, in two sittings."""
    held = Certificate.objects.values("product")
    products = list(
        Product.objects.filter(pk__in=held, merged_into=None, commune__province=scene.province)
        .select_related("commune")
        .order_by("pk")
    )
    known = [one for at, one in enumerate(products) if at % LEFT_OUT != LEFT_OUT - 1]
    half = len(known) // 2
    act = scene.act(OFFICE, day=scene.began, hour=16)
    for years, chosen in ((3, known[:half]), (2, known[half:])):
        signed_on = working_day(scene.began - timedelta(days=365 * years))
        if chosen:
            operations.admit(
                act,
                province=scene.province,
                products=chosen,
                number=f"CT-{signed_on.year}/QĐ-UBND (mẫu)",
                signed_on=signed_on,
                signer_post=SIGNER_POST,
                is_sample=True,
            )


def _ideas(scene: Scene) -> None:
    accepted = [idea for row in rows("cycle")["ideas"] if (idea := _idea(scene, row))]
    act = Clock(scene.on).act(scene.user(LEADER), ACCEPTED_DAYS_AGO, 15)
    operations.accept_ideas(
        act,
        province=scene.province,
        ideas=accepted,
        number=f"CT-{act.day.year}-01/QĐ-UBND (mẫu)",
        signed_on=act.day,
        signer=scene.user(LEADER).full_name,
        signer_post=SIGNER_POST,
    )


def _idea(scene: Scene, row: Row) -> Idea | None:
    """Carry one idea to its stage; return it where the decision is to accept it."""
    names = {one["key"]: one["name"] for one in rows("samples")["producers"]}
    producer = Producer.objects.get(is_sample=True, name=names[row["producer"]])
    speaker, clock = speaker_of(scene, producer), Clock(scene.on)
    product = Product.objects.filter(producer=producer, name=row.get("product")).first()
    idea = operations.draft_idea(
        clock.act(speaker, row["days"], 8),
        producer=producer,
        kind=Idea.Kind.EXISTING if product else Idea.Kind.NEW,
        name=row.get("name", ""),
        product=product,
        set_number=row.get("set"),
    )
    said = _said(idea.slip, idea.name, short=row["stage"] == "draft")
    operations.keep_idea(idea, clock.act(speaker, row["days"], 9), version=0, said=said)
    if row["stage"] == "draft":
        return None
    operations.file_idea(idea, clock.act(speaker, row["days"] - 1, 9))
    return _judged(scene, idea, row, clock)


def _judged(scene: Scene, idea: Idea, row: Row, clock: Clock) -> Idea | None:
    stage, officer = row["stage"], officer_of(scene, idea.commune)
    act = clock.act(officer, max(row["days"] - 4, 0), 14)
    if stage == "returned":
        operations.return_idea(idea, act, by=By.COMMUNE, reasons=RETURNED)
    elif stage == "withdrawn":
        operations.withdraw_idea(idea, act)
    elif stage != "filed":
        feasible = stage not in {"unfeasible", "declined"}
        operations.review_idea(idea, act, is_feasible=feasible, finding=FINDING)
    if stage == "declined":
        later = clock.act(scene.user(OFFICE), max(row["days"] - 9, 0), 10)
        operations.decline_idea(idea, later, reasons=DECLINED)
    return idea if stage == "accepted" else None


def _plans(scene: Scene) -> None:
    for row in rows("cycle")["plans"]:
        product = (
            Product.objects.filter(is_sample=True, name=row["product"])
            .select_related("producer", "commune__province")
            .first()
        )
        if product and Participation.objects.filter(product=product, ended_on=None).exists():
            _plan(scene, product, row)


def _plan(scene: Scene, product: Product, row: Row) -> Plan:
    """Carry one plan to its stage."""
    speaker, clock, days = speaker_of(scene, product.producer), Clock(scene.on), row["days"]
    plan = operations.draft_plan(clock.act(speaker, days, 8), product=product)
    said = _said(PLAN, product.name, short=row["stage"] == "draft")
    operations.keep_plan(plan, clock.act(speaker, days, 9), version=0, said=said)
    if row["stage"] == "draft":
        return plan
    operations.file_plan(plan, clock.act(speaker, days - 1, 10))
    if row["stage"] == "returned":
        officer = officer_of(scene, product.commune)
        act = clock.act(officer, days - 3, 10)
        operations.return_plan(plan, act, by=By.COMMUNE, reasons=PLAN_RETURNED)
    if row["stage"] == "approved":
        act = clock.act(scene.user(OFFICE), days - 8, 10)
        operations.approve_plan(plan, act, opinion="Nhất trí, theo dõi hai tháng một lần. (mẫu)")
        for at, done in enumerate(DONE):
            later = clock.act(speaker, days - 20 - 14 * at, 16)
            operations.follow_plan(plan, later, day=later.day, done=done)
    return plan


def _trainings(scene: Scene) -> None:
    communes = scene.communes()
    for row in rows("cycle")["trainings"]:
        held_on = working_day(scene.on - timedelta(days=row["days"]))
        host = communes[row["host"]] if "host" in row else None
        by = officer_of(scene, host) if host else scene.user(OFFICE)
        planned = Clock(scene.on).act(by, max(row["days"], 0) + 2, 8)
        training = operations.plan_training(
            planned,
            province=scene.province,
            host=host,
            kind=row["kind"],
            title=row["title"],
            step=row["step"],
            starts_on=held_on,
            ends_on=held_on,
            place=row["place"],
            organiser=f"UBND {host}" if host else "Cơ quan OCOP tỉnh",
            communes=[communes[code] for code in row["communes"]],
            is_sample=True,
        )
        codes = [row["host"]] if host else list(row["communes"])
        operations.add_participants(training, planned, guests=_guests(row["guests"], codes))
        if row["days"] > 0:
            came = training.attendances.order_by("pk")[: row["guests"] - 2]
            act = scene.act(by.username, day=held_on, hour=11)
            operations.take_attendance(training, act, present=came)


def _guests(number: int, codes: list[str]) -> list[Guest]:
    producers = Producer.objects.filter(is_sample=True, merged_into=None).order_by("pk")
    if codes:
        producers = producers.filter(commune__code__in=codes)
    chosen = list(producers[:number])
    names = [str(name) for name in rows("cycle")["names"]][:number]
    return [Guest(name, chosen[at % len(chosen)]) for at, name in enumerate(names)]


def _targets(scene: Scene) -> None:
    cycle = Cycle.objects.get(province=scene.province, year=scene.on.year)
    act = scene.act(OFFICE, day=scene.began, hour=17)
    communes = scene.communes()
    for row in rows("cycle")["targets"]:
        numbers = {kind: number for kind, number in row.items() if kind != "commune"}
        commune = communes[row["commune"]] if "commune" in row else None
        operations.set_targets(cycle, act, numbers=numbers, commune=commune)


def _said(slip: Slip, name: str, *, short: bool) -> dict[str, str]:
    """Return what a sample slip says: each blank, or the first ones of a draft."""
    blanks = list(slip.blanks)
    told = blanks[:2] if short else blanks
    return {blank.key: f"{name}: {blank.label.lower()} (nội dung mẫu)." for blank in told}
