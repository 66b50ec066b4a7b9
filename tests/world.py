"""One small world in which every door has something to guard: mine, a neighbour's, one far away.

Rows only. "mine" is of Ba Chẽ, where Lan is the officer; "neighbour" of another producer there;
"beside" of another commune of the province; "far" of another province. Two councils sit: one has a
sealed sitting and a closed one. Each row keeps a word that nobody writes but there.
"""

from datetime import timedelta
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

from ocop.accounts.models import ApiKey, SavedView
from ocop.accounts.permissions import Role
from ocop.audit.operations import publish_checkpoint
from ocop.certificates.models import Level, RevocationCase
from ocop.complaints.models import Attachment, Complainant, Complaint
from ocop.cycles.slips import PLAN
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence
from ocop.epcis.models import Capture
from ocop.figures.models import Trait
from ocop.files import store
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Conflict, Council, Result, Seat, Sitting
from ocop.jobs.models import Job
from ocop.kernel.act import Act
from ocop.mark.checklist import version_on
from ocop.mark.models import Artwork, LabelCheck
from ocop.notices.models import Delivery
from ocop.registry.models import Delegation, Paper, PaperFile, Photo, Scope
from ocop.scans.models import Alarm, Report
from ocop.stamps.flow import OrderState
from ocop.stamps.models import Batch, Order
from ocop.trace.models import (
    DiaryEntry,
    DiaryPhoto,
    Harvest,
    Lot,
    Recall,
    RecalledLot,
    RecallStop,
    Site,
)
from tests import cast
from tests.factories.cycles import (
    a_participation,
    a_plan,
    a_training,
    an_attendance,
    an_idea,
    said_on,
)
from tests.factories.delegations import a_delegation
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_province,
    a_representative,
    a_user,
)
from tests.factories.grading import a_by_law, a_card, a_seat, sealed
from tests.factories.notices import a_delivery, a_notice, reached
from tests.moment import NOW, TODAY

# What Vân wrote on a card that is still sealed; nobody else writes such words.
GTIN = "08936012340013"
SEALED_REMARK = "Quỳnh tím mọc ngược 7719"
SEALED_OPINION = "Ý kiến riêng về đàn vịt trời 4402"
# Positions of the options of set 8, and others that give other points.
SEALED_CHOICES = {"1.1": 3, "1.2": 3, "2.1": 3}
OTHER_CHOICES = {"1.1": 1}


def told_within(name):
    """Return the word that stands in a place's ideas, plans, papers and proofs."""
    return f"saola-{name}-7719"


def told_of_a_case(name):
    """Return the word that stands in a place's case of revocation."""
    return f"manglon-{name}-4402"


def told_to_the_office(name):
    """Return the word that stands in the complaint about a place's product."""
    return f"voocxam-{name}-3317"


def place(commune, name):
    """Return a producer with a product, a filed dossier, its evidence and a certificate."""
    word = told_within(name)
    producer = a_producer(commune=commune)
    product = a_product(producer=producer)
    if name == "mine":
        product.gtin = GTIN
        product.save(update_fields=["gtin"])
    dossier = a_dossier(State.SUBMITTED, product=product)
    a_participation(product)
    training = a_training(host=commune)
    certificate = a_certificate(a_product(producer=producer))
    case, label, complaint = after_the_certificate(certificate, name)
    paper = Paper.objects.create(producer=producer, kind="taichinh", number=word, created_at=NOW)
    dossier.evidence.update(name=f"{word}.pdf")
    shown = {"320": {"key": store.save(b"RIFF"), "width": 320, "height": 240}}
    photo = Photo.objects.create(product=product, variants=shown, digest="0" * 64, created_at=NOW)
    scan = store.save(b"%PDF-1.4 a scan")
    order = ordered(product, name)
    return SimpleNamespace(
        lot=order.lot,
        order=order,
        traced=traced(order, name),
        scanned=scanned(order, name),
        batch=order.batch,
        paper=paper,
        paper_file=PaperFile.objects.create(
            paper=paper,
            name=f"{word}.pdf",
            mime="application/pdf",
            size=15,
            sha256=scan,
            key=scan,
            created_at=NOW,
        ),
        photo=photo,
        idea=an_idea("FILED", producer=producer, is_assisted=True, name=word),
        plan=a_plan("FILED", product=product, said=dict.fromkeys(said_on(PLAN), word)),
        training=training,
        guest=an_attendance(training, name=word),
        name=name,
        producer=producer,
        product=product,
        dossier=dossier,
        evidence=dossier.evidence.get(),
        certificate=certificate,
        case=case,
        label=label,
        artwork=label.artworks.get(),
        complaint=complaint,
        attachment=complaint.attachments.get(),
    )


def after_the_certificate(certificate, name):
    """Return a case of revocation, a label check and a complaint about a certificate's product."""
    case = RevocationCase.objects.create(
        code=f"TH-{name}", certificate=certificate, ground="b", source="inspection",
        seen=f"Không thấy sổ ghi, {told_of_a_case(name)}.", created_at=NOW,
    )  # fmt: skip
    label = LabelCheck.objects.create(
        code=f"NH-{name}", product=certificate.product, checklist=version_on(TODAY), created_at=NOW
    )
    file = {"name": "tep.pdf", "mime": "application/pdf", "size": 9, "created_at": NOW}
    key = store.save(b"%PDF-1.4 a proof")
    Artwork.objects.create(check_of=label, version=1, stars_shown=3, key=key, sha256=key, **file)
    complaint = Complaint.objects.create(
        code=f"KN-{name}", kind="report", about="label", province=certificate.province,
        product=certificate.product, text=told_to_the_office(name), acknowledge_by=TODAY,
        answer_by=TODAY, created_at=NOW,
    )  # fmt: skip
    Complainant.objects.create(complaint=complaint, created_at=NOW)
    Attachment.objects.create(complaint=complaint, key=key, sha256=key, **file)
    return case, label, complaint


def ordered(product, name):
    """Return an order of stamps that was approved, with its lot and its batch."""
    lot = Lot.objects.create(
        product=product, code="L01", made_on=TODAY, units=50, created_at=NOW
    )  # fmt: skip
    order = Order.objects.create(
        code=f"DT-{name}", lot=lot, count=50, note=told_of_a_case(name),
        state=OrderState.APPROVED, decided_on=TODAY, created_at=NOW,
    )  # fmt: skip
    Batch.objects.create(
        order=order, lot=lot, product=product, key=1, number=product.pk, about="T/SP-00001",
        first=1, last=50, created_at=NOW,
    )  # fmt: skip
    return order


def scanned(order, name):
    """Return what came of scans of an order's stamps: an alarm, and a report with its photo."""
    word, product = told_of_a_case(name), order.lot.product
    alarm = Alarm.objects.create(
        code=f"CB-{name}", product=product, batch=order.batch, counter=1, signals=32, words=word,
        created_at=NOW,
    )  # fmt: skip
    report = Report.objects.create(
        code=f"BT-{name}", product=product, kind="label", text=word, created_at=NOW,
        photo_key=store.save(f"RIFF {name}".encode()),
    )  # fmt: skip
    return SimpleNamespace(alarm=alarm, report=report)


def traced(order, name):
    """Return what the diary tells of an order's lot: a place, a sending, and its recall."""
    word, lot, producer = told_of_a_case(name), order.lot, order.lot.product.producer
    site = Site.objects.create(
        code=f"DD-{name}", producer=producer, commune=producer.commune, kind="area",
        name="Đồi mẫu", area_m2=10, reason=word, folded="doi mau", created_at=NOW,
    )  # fmt: skip
    harvest = Harvest.objects.create(
        code=f"ME-{name}", producer=producer, site=site, goods="Hoa", brought_on=TODAY, kg=9,
        created_at=NOW,
    )  # fmt: skip
    entry = DiaryEntry.objects.create(
        client_id=uuid5(NAMESPACE_URL, name), producer=producer, kind="ship", done_at=NOW,
        site=site, lot=lot, units=3, partner=word, created_at=NOW,
    )  # fmt: skip
    shown = {"320": {"key": store.save(b"RIFF"), "width": 320, "height": 240}}
    photo = DiaryPhoto.objects.create(entry=entry, variants=shown, digest="0", created_at=NOW)
    recall = Recall.objects.create(
        code=f"THL-{name}", is_drill=True, lot=lot, reason=word, effective_on=TODAY,
        created_at=NOW,
    )  # fmt: skip
    told = {"recall": recall, "created_at": NOW}
    return SimpleNamespace(
        site=site, harvest=harvest, entry=entry, photo=photo, recall=recall,
        row=RecalledLot.objects.create(lot=lot, step=0, units=50, **told),
        stop=RecallStop.objects.create(entry=entry, units=3, **told),
    )  # fmt: skip


def people(places):
    """Return whoever comes to the doors, by what they are there."""
    far = a_province("24", "Bắc Ninh")
    mine = places["mine"].producer
    post = {"role": Role.PROVINCE_OFFICER, "province": mine.commune.province}
    withdrawn = cast.person("thoi", "Hà Văn Thôi", **post)
    withdrawn.memberships.update(withdrawn_on=TODAY - timedelta(days=1))
    return {
        "anonymous": None,
        "stranger": cast.stranger(),
        "producer": a_representative(places["mine"].producer, cast.hoa()),
        "commune": cast.lan(),
        "other commune": cast.person(
            "binh", "Lý Thị Bình", Role.COMMUNE_OFFICER, commune=places["beside"].producer.commune
        ),
        "province": cast.tung(),
        "other province": cast.person("xa", "Đỗ Văn Xa", Role.PROVINCE_OFFICER, province=far),
        "leader": cast.leader(),
        "ministry": cast.ministry(),
        "administrator": cast.administrator(),
        "chair": cast.van(),
        "member": cast.person("tho", "Trần Văn Thọ"),
        "conflicted": cast.person("khai", "Bùi Thị Khai"),
        "other council": cast.person("khac", "Ngô Văn Khác"),
        "secretary": cast.person("thuky", "Lưu Thị Ký"),
        "adviser": cast.person("tuvan", "Mạc Văn Vấn"),
        "former member": cast.person("cuu", "Đinh Văn Cựu"),
        "withdrawn officer": withdrawn,
        "officer in conflict": cast.person("vuong", "Tô Văn Vướng", **post),
    }


# What each helper of "mine" was given; the officer's is by role, and one is over.
HELPERS = {
    "helper with dossiers": {"scope": Scope.DOSSIERS},
    "helper with papers": {"scope": Scope.PAPERS},
    "helper": {"scope": Scope.ALL},
    "helper who files": {"scope": Scope.ALL, "may_file": True},
    "assisting officer": {"scope": Scope.ALL, "may_file": True, "role": Delegation.Role.OFFICER},
    "former helper": {"scope": Scope.ALL, "may_file": True, "ended_on": TODAY},
}


def helpers(producer):
    """Return those to whom ``producer`` delegated, with what it delegated to each."""
    made = {}
    for number, (role, given) in enumerate(HELPERS.items()):
        is_officer = given.get("role") == Delegation.Role.OFFICER
        post = {"role": Role.COMMUNE_OFFICER, "commune": producer.commune} if is_officer else {}
        user = cast.person(f"giup{number}", f"Người Giúp {number}", **post)
        made[role] = user, a_delegation(producer, user, **given)
    return made


def a_review(result, name):
    """Return a request, with a file, that a result be looked at again."""
    product = result.item.dossier.product
    review = Complaint.objects.create(
        code=f"XX-{name}", kind="review", about="score", province=product.commune.province,
        product=product, result=result, text="Xin xem lại.", acknowledge_by=TODAY,
        answer_by=TODAY, created_at=NOW,
    )  # fmt: skip
    Complainant.objects.create(complaint=review, created_at=NOW)
    key = store.save(b"%PDF-1.4 a proof")
    Attachment.objects.create(
        complaint=review, name="tep.pdf", mime="application/pdf", size=9, key=key, sha256=key,
        created_at=NOW,
    )  # fmt: skip
    return review


def a_job(user):
    """Return long work of ``user`` that is done, with what came of it."""
    job = Job.objects.create(
        kind="listing.export", title="Tải sổ", owner=user, state="DONE", finished_at=NOW,
        keeps_until=NOW + timedelta(days=7), result_name="so.xlsx", created_at=NOW,
    )  # fmt: skip
    job.result_key = job.keep(b"PK a workbook")
    job.save()
    return job


def a_council_of(province, name, seats):
    """Return a council with those people in it, each under a role."""
    council = Council.objects.create(
        name=name, province=province, level=Level.PROVINCE, by_law=a_by_law(),
        decision_no="9/QĐ-UBND", established_on=TODAY - timedelta(days=90), created_at=NOW,
    )  # fmt: skip
    return council, [a_seat(council, role, user) for user, role in seats]


def a_sitting_of(council, code, state, dossiers):
    """Return a sitting held yesterday with these dossiers before it."""
    sitting = Sitting.objects.create(
        code=code, council=council, title=f"Phiên {code}", held_on=TODAY - timedelta(days=1),
        state=state, created_at=NOW,
    )  # fmt: skip
    sealed(sitting)
    for position, dossier in enumerate(dossiers, 1):
        AgendaItem.objects.create(
            sitting=sitting, dossier=dossier, position=position, created_at=NOW
        )
    return sitting


def a_result(item, stars, outcome, decision=None):
    """Return a conclusion of the council."""
    return Result.objects.create(
        item=item, mean=str(stars * 20), stars=stars, outcome=outcome, facts={},
        concluded_at=NOW, decision=decision, created_at=NOW,
    )  # fmt: skip


def built():
    """Build the world and return it."""
    province, far = a_province(), a_province("24", "Bắc Ninh")
    places = {
        "mine": place(a_commune(), "mine"),
        "neighbour": place(a_commune(), "neighbour"),
        "beside": place(a_commune("06985", "Lương Minh"), "beside"),
        "far": place(a_commune("09169", "Quế Võ", far), "far"),
    }
    key = store.save(b"%PDF-1.4 a proof")
    roles = people(places)
    mine = places["mine"].producer
    council, seats = a_council_of(province, "Hội đồng tỉnh", [
        (roles["chair"], Seat.Role.CHAIR), (roles["member"], Seat.Role.MEMBER),
        (roles["conflicted"], Seat.Role.MEMBER), (roles["secretary"], Seat.Role.SECRETARY),
        (roles["officer in conflict"], Seat.Role.MEMBER), (roles["adviser"], Seat.Role.ADVISER),
        (roles["former member"], Seat.Role.MEMBER),
    ])  # fmt: skip
    Seat.objects.filter(pk=seats[-1].pk).update(left_on=TODAY - timedelta(days=30))
    other, _ = a_council_of(far, "Hội đồng khác", [(roles["other council"], Seat.Role.CHAIR)])
    assessed = [a_dossier(State.ASSESSED, product=a_product(producer=mine)) for _ in range(2)]
    open_sitting = a_sitting_of(council, "PH-MO", SittingState.OPEN, assessed[:1])
    closed_sitting = a_sitting_of(council, "PH-DONG", SittingState.CLOSED, assessed[1:])
    far_dossier = a_dossier(State.ASSESSED, product=a_product(producer=places["far"].producer))
    far_sitting = a_sitting_of(other, "PH-XA", SittingState.CONVENED, [far_dossier])
    for sitting in (open_sitting, closed_sitting):
        for seat in (seats[2], seats[4]):
            Conflict.objects.create(
                item=sitting.items.get(), seat=seat, ground=Conflict.Ground.OTHER, created_at=NOW
            )
    sealed = a_card(
        open_sitting.items.get(), seats[0], SEALED_CHOICES, opinion=SEALED_OPINION,
        remarks={"1.1": SEALED_REMARK},
    )  # fmt: skip
    a_card(open_sitting.items.get(), seats[1], {"1.1": 1}, CardState.OPEN)
    for seat in seats[:2]:
        a_card(closed_sitting.items.get(), seat, {"1.1": 2})
    draft = a_dossier(State.DRAFT, product=a_product(producer=mine))
    Evidence.objects.update(key=key, sha256=key)
    helping = helpers(mine)
    results = {
        "mine": starless(council, mine),
        "far": starless(other, places["far"].producer, "PH-KHONG-XA"),
    }
    return SimpleNamespace(
        helping={role: delegation for role, (_, delegation) in helping.items()},
        delegated_beside=a_delegation(places["beside"].producer, a_user(), ended_on=TODAY),
        results={name: Result.objects.get(item__dossier=it) for name, it in results.items()},
        reviews={
            name: a_review(Result.objects.get(item__dossier=it), name)
            for name, it in results.items()
        },
        jobs={role: a_job(roles[role]) for role in ("producer", "province")},
        view=SavedView.objects.create(
            user=roles["commune"], path="/van-phong/ho-so/", name="Của tôi", created_at=NOW
        ),
        traits={
            name: Trait.objects.create(
                commune=places[name].producer.commune, kind="remote", source="Quyết định",
                since=TODAY, created_at=NOW,
            )
            for name in ("mine", "far")
        },
        keys={name: a_key(one) for name, one in (("mine", province), ("far", far), ("", None))},
        captures={name: a_capture(one) for name, one in (("mine", 22), ("far", 24), ("", 0))},
        places=places, roles=roles | {role: user for role, (user, _) in helping.items()},
        council=council, other_council=other, seats=seats,
        open=open_sitting, closed=closed_sitting, far_sitting=far_sitting, sealed=sealed,
        before_council=assessed[0], sealed_evidence=assessed[0].evidence.get(),
        draft=draft, starless=results["mine"], forwarded=forwarded(council, mine),
        notice=a_notice(roles["producer"]), delivery=given_up(roles["producer"]),
        checkpoint=publish_checkpoint(Act(by=None, at=NOW, origin="test")),
    )  # fmt: skip


def a_key(province):
    """Return the key of a program, for a province or for the whole country."""
    code = province.code if province else "00"
    return ApiKey.objects.create(
        name=f"Máy {code}", digest=code, head="ocop_", scopes=["epcis:capture"], province=province,
        created_at=NOW,
    )  # fmt: skip


def a_capture(province):
    """Return what came of a document that was handed in for a province, by its number."""
    return Capture.objects.create(
        capture_id=f"NAP-{province}", province=province, events=1, finished_at=NOW, created_at=NOW
    )


def given_up(user):
    """Return a sending to ``user`` that could not be made."""
    delivery = a_delivery(reached(user, sms=True), key="không gửi được")
    Delivery.objects.filter(pk=delivery.pk).update(state="given_up")
    return delivery


def starless(council, producer, code="PH-KHONG"):
    """Return a dossier that reached no star and waits to be closed."""
    dossier = a_dossier(State.ASSESSED, product=a_product(producer=producer))
    sitting = a_sitting_of(council, code, SittingState.MINUTED, [dossier])
    a_result(sitting.items.get(), 2, Result.Outcome.NONE)
    return dossier


def forwarded(council, producer):
    """Return a dossier with 90 points and more, approved by the province and forwarded."""
    product = a_product(producer=producer)
    dossier = a_dossier(State.DECIDED, product=product, forwarded=True)
    sitting = a_sitting_of(council, "PH-TRINH", SittingState.MINUTED, [dossier])
    decision = a_certificate(a_product(producer=producer)).decision
    a_result(sitting.items.get(), 5, Result.Outcome.FORWARDED, decision)
    return dossier
