"""What stands in each place of the small world, each row with a word that is only its own."""

from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

from ocop.certificates.models import RevocationCase
from ocop.complaints.models import Attachment, Complainant, Complaint
from ocop.cycles.slips import PLAN
from ocop.dossiers.flow import State
from ocop.files import store
from ocop.mark.checklist import version_on
from ocop.mark.models import Artwork, LabelCheck
from ocop.registry.models import Paper, PaperFile, Photo
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
from tests.factories.cycles import (
    a_participation,
    a_plan,
    a_training,
    an_attendance,
    an_idea,
    said_on,
)
from tests.factories.dossiers import a_certificate, a_dossier, a_producer, a_product
from tests.moment import NOW, TODAY

# What Vân wrote on a card that is still sealed; nobody else writes such words.
GTIN = "08936012340013"


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
    order = ordered(product, name)
    return SimpleNamespace(
        name=name,
        lot=order.lot,
        order=order,
        traced=traced(order, name),
        scanned=scanned(order, name),
        batch=order.batch,
        paper=paper,
        paper_file=a_scan_of(paper, f"{word}.pdf"),
        photo=Photo.objects.create(product=product, digest="0" * 64, **shown()),
        idea=an_idea("FILED", producer=producer, is_assisted=True, name=word),
        plan=a_plan("FILED", product=product, said=dict.fromkeys(said_on(PLAN), word)),
        training=training,
        guest=an_attendance(training, name=word),
        producer=producer,
        product=product,
        dossier=dossier,
        evidence=dossier.evidence.get(),
        certificate=certificate,
        case=case, label=label, artwork=label.artworks.get(),
        complaint=complaint, attachment=complaint.attachments.get(),
    )  # fmt: skip


def shown():
    """Return what any photo is shown by."""
    sizes = {"320": {"key": store.save(b"RIFF"), "width": 320, "height": 240}}
    return {"variants": sizes, "created_at": NOW}


def a_scan_of(paper, name):
    """Return the file of a paper in the vault."""
    scan = store.save(b"%PDF-1.4 a scan")
    return PaperFile.objects.create(
        paper=paper, name=name, mime="application/pdf", size=15, sha256=scan, key=scan,
        created_at=NOW,
    )  # fmt: skip


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
    photo = DiaryPhoto.objects.create(entry=entry, digest="0", **shown())
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
