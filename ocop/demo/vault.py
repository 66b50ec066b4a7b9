"""Sample vaults: papers with files at every state of validity, and dossiers filled from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import import_legacy, record_decision
from ocop.certificates.queries import live_certificates
from ocop.certificates.term import MONTHS
from ocop.demo.awards import CHAIR
from ocop.demo.clock import Clock
from ocop.demo.papers import PRINTED_ON
from ocop.demo.scene import Scene, rows
from ocop.demo.staff import speaker_of
from ocop.demo.walk import Aim, enclose, fill_in
from ocop.documents.form import PaperForm, Paragraph, Rows, form_pdf
from ocop.dossiers import operations as dossiers
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.kernel.days import add_months
from ocop.registry.models import Paper, Producer, Product
from ocop.registry.operations import add_paper, add_paper_file, register_product

HOA = "htx-mau-tra-hoa-vang-ba-che"
OTHERS = 10
HERBAL_TEA = 12
RENEWED, KEPT = "Nụ hoa vàng sấy lạnh Ba Chẽ", "Lá trà hoa vàng sao tay Ba Chẽ"
# A lapse for which Điều 12.3 keeps a certificate while its renewal is under way.
KEPT_SINCE = date(2026, 9, 10)
SOURCE = "Dữ liệu mẫu, không phải giấy tờ có thật."


@dataclass(frozen=True, slots=True)
class Sample:
    """One paper: its kind, how long ago it was issued, and when it ends, in days from the demo."""

    kind: str
    issuer: str
    issued: int
    ends: int | None = None
    open_ended: bool = False


SAMPLES = (
    Sample("dkkd", "Phòng đăng ký kinh doanh (mẫu)", -1400, open_ended=True),
    Sample("attp", "Sở Nông nghiệp và Môi trường (mẫu)", -1050, 45),
    Sample("congbo", "Chủ thể tự công bố (mẫu)", -500, open_ended=True),
    Sample("kiemnghiem", "Trung tâm kiểm nghiệm (mẫu)", -420),
    Sample("vietgap", "Tổ chức chứng nhận (mẫu)", -300, 430),
    Sample("nguyenlieu", "Ủy ban nhân dân xã xác nhận (mẫu)", -120),
    Sample("lienket", "Hợp đồng với 12 hộ (mẫu)", -200),
    Sample("laodong", "Chủ thể lập (mẫu)", -90),
    Sample("nhanhieu", "Cục Sở hữu trí tuệ (mẫu)", -800),
    Sample("baobi", "Ảnh của chủ thể (mẫu)", -60),
    Sample("haccp", "Tổ chức chứng nhận (mẫu)", -1100, -20),
)


def stock_vaults(scene: Scene) -> None:
    """Fill the vaults of some sample producers, and write dossiers from them; once."""
    names = {maker["key"]: maker["name"] for maker in rows("samples")["producers"]}
    hoa = Producer.objects.get(name=names[HOA])
    if Paper.objects.filter(producer=hoa, is_sample=True).exists():
        return
    others = Producer.objects.filter(is_sample=True).exclude(pk=hoa.pk).order_by("pk")[:OTHERS]
    for place, producer in enumerate([hoa, *others]):
        _stock(scene, producer, place)
    _renewal(scene, hoa)
    _kept(scene, hoa)
    _upgrade(scene)


def _stock(scene: Scene, producer: Producer, place: int) -> None:
    """Note the papers of one producer; every other one has a few less."""
    clock = Clock(scene.on)
    signer = speaker_of(scene, producer)
    for sample in SAMPLES[: len(SAMPLES) - place]:
        act = clock.act(signer, 20, 9)
        paper = add_paper(
            act, producer=producer, kind=sample.kind, issuer=sample.issuer,
            number=f"{producer.pk:02d}{sample.issued % 97:02d}/M", source=SOURCE,
            issued_on=scene.on + timedelta(days=sample.issued),
            expires_on=scene.on + timedelta(days=sample.ends) if sample.ends else None,
            open_ended=sample.open_ended, is_sample=True,
        )  # fmt: skip
        add_paper_file(paper, act, data=_scan(sample.kind), filename=f"{paper.kind} (mẫu).pdf")


@cache
def _scan(kind: str) -> bytes:
    """Return the sample scan of a kind of paper; the same bytes each time."""
    label = str(Paper.Kind(kind).label)
    return form_pdf(
        PaperForm(
            title=label,
            printed="Giấy tờ mẫu",
            agency=("TỈNH TRÌNH DIỄN", "Dữ liệu mẫu"),
            place="Quảng Ninh",
            day=PRINTED_ON,
            sample=True,
            blocks=(
                Paragraph("Bản chụp này không chứng minh điều gì có thật."),
                Rows((("Loại giấy", label), ("Số", ""), ("Nơi cấp", ""))),
            ),
        )
    )


def _renewal(scene: Scene, producer: Producer) -> None:
    """Write a renewal in its window, pre-filled from the vault."""
    product = _product(scene, producer, RENEWED)
    _certify(scene, product, add_months(scene.on, 5 - MONTHS))
    clock = Clock(scene.on)
    dossiers.prepare(clock.act(speaker_of(scene, producer), 3, 20), product=product,
                     kind=Kind.RENEWAL)  # fmt: skip


def _kept(scene: Scene, producer: Producer) -> None:
    """File a late renewal of a certificate that the transition keeps; only in its time."""
    product = _product(scene, producer, KEPT)
    _certify(scene, product, add_months(KEPT_SINCE, -MONTHS))
    signer, clock = speaker_of(scene, producer), Clock(scene.on)
    if not KEPT_SINCE <= scene.on < KEPT_SINCE + timedelta(days=170):
        return
    act = clock.act(signer, 8, 19)
    dossier = dossiers.prepare(act, product=product, kind=Kind.RENEWAL)
    fill_in(dossier, clock.act(signer, 7, 19), signer=signer, aim=Aim(3, 62, KEPT))
    act = clock.act(signer, 6, 20)
    enclose(dossier, act)
    dossiers.submit(dossier, clock.act(signer, 5, 9))


def _upgrade(scene: Scene) -> None:
    """Write an upgrade of a product of this season, pre-filled from the dossier that won."""
    for product in _upgradable(scene):
        act = Clock(scene.on).act(speaker_of(scene, product.producer), 2, 19)
        dossiers.prepare(act, product=product, kind=Kind.UPGRADE)
        return


def _upgradable(scene: Scene) -> Iterator[Product]:
    decided = Dossier.objects.filter(state=State.DECIDED, is_sample=True).order_by("pk")
    products = [one.product for one in decided.select_related("product__producer")]
    live = live_certificates(products, scene.ago(2))
    for product in products:
        if product.pk in live and live[product.pk].stars < 5:
            yield product


def _product(scene: Scene, producer: Producer, name: str) -> Product:
    act = scene.act("tung", day=scene.began, hour=11)
    return register_product(
        act, producer=producer, name=name, set_number=HERBAL_TEA, commune=producer.commune,
        specification="hộp 100 g", description="Hái tay, sơ chế trong ngày.", is_sample=True,
        source=SOURCE,
    )  # fmt: skip


def _certify(scene: Scene, product: Product, issued_on: date) -> Certificate:
    act = scene.act("tung", day=scene.began, hour=14)
    number = f"{product.pk}/QĐ-UBND (mẫu)"
    decision = record_decision(
        act, number=number, kind=Decision.Kind.RECOGNITION, level=Level.PROVINCE,
        province=scene.province, signed_on=issued_on, signer_post=CHAIR, is_sample=True,
    )  # fmt: skip
    return import_legacy(
        act, product=product, number=f"M{product.pk:04d}-{issued_on.year}/OCOP-QN", stars=3,
        decision=decision, issued_on=issued_on, source=SOURCE,
    )  # fmt: skip
