"""What else a full province holds: ideas, plans, papers, notices, cases. Rows, for a bench."""

from datetime import timedelta
from typing import TYPE_CHECKING

from ocop.accounts.models import User
from ocop.certificates.models import RevocationCase
from ocop.complaints.models import Complaint
from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import Admission, Attendance, Cycle, Idea, Participation, Plan, Training
from ocop.mark.checklist import version_on
from ocop.mark.models import LabelCheck
from ocop.notices.models import Delivery, Notice
from ocop.registry.models import Paper, PaperFile

if TYPE_CHECKING:
    from bench.province import Grown

BULK = {"batch_size": 400}
IDEAS, PARTS, PLANS, PAPERS, CASES, TRAININGS, A_PERSON = 3_000, 9_000, 2_000, 10_000, 400, 200, 20
UNSAID = {IdeaState.DRAFT, IdeaState.WITHDRAWN}
# What needs an admission and a product of its own is the parts' business.
IDEA_STATES = [state for state in IdeaState if state != IdeaState.ACCEPTED]


def take_part(the: "Grown") -> None:
    """Let products take part, month by month, and let some stop."""
    admissions = Admission.objects.bulk_create([
        Admission(
            province=the.province, number=f"{back}/QĐ-CT-{the.mark}", signed_on=the.month(back),
            created_at=the.at,
        )
        for back in range(36)
    ])  # fmt: skip
    rows = []
    for n, product in enumerate(the.products[: the.of(PARTS)]):
        admission = admissions[n % 36]
        over = {"ended_on": the.day, "why": "left"} if n % 12 == 11 else {}
        rows.append(Participation(
            product=product, admission=admission, began_on=admission.signed_on,
            created_at=the.at, **over,
        ))  # fmt: skip
    Participation.objects.bulk_create(rows, **BULK)


def have_ideas(the: "Grown") -> None:
    """Write ideas at all states, and plans."""
    cycle = Cycle.objects.get(province=the.province, year=the.day.year)
    ideas, plans = [], []
    for n in range(the.of(IDEAS)):
        producer, state = the.random.choice(the.producers), IDEA_STATES[n % len(IDEA_STATES)]
        ideas.append(Idea(
            code=f"YT-{the.mark}{n:05d}", cycle=cycle, kind="new", state=state, producer=producer,
            commune=producer.commune, name=f"Ý tưởng {n}", set_number=8, created_at=the.at,
            filed_at=None if state in UNSAID else the.moment(the.past(60)),
        ))  # fmt: skip
    for n, product in enumerate(the.products[: the.of(PLANS)]):
        state = list(PlanState)[n % len(PlanState)]
        plans.append(Plan(
            code=f"PA-{the.mark}{n:05d}", cycle=cycle, product=product, state=state,
            created_at=the.at,
            filed_at=None if state == PlanState.DRAFT else the.moment(the.past(60)),
            approved_on=the.past(60) if state == PlanState.APPROVED else None,
        ))  # fmt: skip
    Idea.objects.bulk_create(ideas, **BULK)
    Plan.objects.bulk_create(plans, **BULK)


def train(the: "Grown") -> None:
    """Hold trainings, with forty people at each."""
    cycle = Cycle.objects.get(province=the.province, year=the.day.year)
    trainings = Training.objects.bulk_create([
        Training(
            cycle=cycle, kind="training", title=f"Tập huấn {the.mark}{n}", step=2,
            starts_on=day, ends_on=day,
            place="Nhà văn hoá xã", organiser="Tỉnh", created_at=the.at,
            host=the.random.choice([None, *the.communes]),
        )
        for n in range(the.of(TRAININGS))
        for day in [the.past(300)]
    ])  # fmt: skip
    Attendance.objects.bulk_create([
        Attendance(
            training=training, name=f"Người dự {n}", is_present=n % 3 > 0, created_at=the.at,
            producer=the.random.choice(the.producers),
        )
        for training in trainings
        for n in range(40)
    ], **BULK)  # fmt: skip


def keep_papers(the: "Grown") -> None:
    """Put papers into the vaults; one in four ends within half a year."""
    papers = Paper.objects.bulk_create([
        Paper(
            producer=product.producer, product=product, kind=the.random.choice(Paper.Kind.values),
            number=f"GT-{n}", issued_on=the.day - timedelta(days=400), created_at=the.at,
            expires_on=the.day + timedelta(days=the.random.randrange(-60, 660)),
        )
        for n, product in enumerate(the.products[: the.of(PAPERS)])
    ], **BULK)  # fmt: skip
    PaperFile.objects.bulk_create([
        PaperFile(
            paper=paper, name="giay.pdf", mime="application/pdf", size=9, sha256="0" * 64,
            key="0" * 64, created_at=the.at,
        )
        for paper in papers
    ], **BULK)  # fmt: skip


def tell(the: "Grown") -> None:
    """Fill the inboxes of the thousand, of the cast, and the outbox."""
    notices = Notice.objects.bulk_create([
        Notice(
            user=user, kind="lapse", subject="Giấy sắp hết hạn", text="Còn 30 ngày.",
            key=f"bench {the.mark}{n}", created_at=the.at,
        )
        for user in User.objects.all()
        for n in range(A_PERSON)
    ], **BULK)  # fmt: skip
    Delivery.objects.bulk_create([
        Delivery(
            notice=notice, channel="email", state="sent", next_try_at=the.at, sent_at=the.at,
            created_at=the.at,
        )
        for notice in notices
    ], **BULK)  # fmt: skip


def look_after(the: "Grown") -> None:
    """Open cases of revocation, checks of labels, and complaints."""
    chosen = [one for one in the.certificates if one.lapses_on > the.day][3 : 3 + the.of(CASES)]
    RevocationCase.objects.bulk_create([
        RevocationCase(
            code=f"TH-{the.mark}{n:04d}", certificate=one, ground="b", source="inspection",
            seen="Không thấy sổ ghi.", created_at=the.at,
        )
        for n, one in enumerate(chosen)
    ], **BULK)  # fmt: skip
    version = version_on(the.day)
    LabelCheck.objects.bulk_create([
        LabelCheck(
            code=f"NH-{the.mark}{n:04d}", product=one.product, checklist=version, created_at=the.at
        )
        for n, one in enumerate(chosen)
    ], **BULK)  # fmt: skip
    Complaint.objects.bulk_create([
        Complaint(
            code=f"KN-{the.mark}{n:04d}", kind="report", about="label", province=the.province,
            product=one.product, text="Nhãn in sai số sao.", acknowledge_by=the.day,
            answer_by=the.day + timedelta(days=n % 40 - 5), created_at=the.at,
        )
        for n, one in enumerate(chosen)
    ], **BULK)  # fmt: skip


STEPS = (take_part, have_ideas, train, keep_papers, tell, look_after)
