"""After the certificate: labels looked at, cases of revocation, complaints at every stage."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import cycle

from PIL import Image, ImageDraw

from ocop.certificates.clocks import revoke_by
from ocop.certificates.models import Certificate, RevocationCase
from ocop.certificates.operations import conclude, confirm_stopped, open_case, submit_case
from ocop.complaints import operations as complaints
from ocop.complaints.models import Complaint, ComplaintRule
from ocop.complaints.queries import review_until
from ocop.demo.clock import working_day
from ocop.demo.scene import Scene
from ocop.demo.staff import speaker_of
from ocop.documents.codes import qr_png
from ocop.grading.models import Result
from ocop.mark import operations as labels
from ocop.mark.models import LabelCheck, ProvinceMark
from ocop.mark.queries import lines_of, newest
from ocop.registry.models import Representative

OFFICE = "tung"
MARK_SOURCE = (
    "Theo báo chí: tỉnh giao quyền dùng nhãn hiệu cho sản phẩm từ 3 sao (2021). Văn bản quy chế "
    "của tỉnh chưa có trên hệ thống."
)
BASIS = "Quy chế mẫu, chưa phải văn bản của tỉnh"
BODY = "Văn phòng Điều phối nông thôn mới tỉnh"
STORIES = (
    ("report", "label", "Nhãn bán ở chợ in 4 sao, tra cứu trên mạng chỉ thấy 3 sao."),
    ("report", "product", "Gói mua ở trạm dừng chân không ghi hạn dùng, mở ra có mùi lạ."),
    ("complaint", "certificate", "Cơ sở đã đóng cửa từ mùa hè nhưng vẫn thấy giấy còn hiệu lực."),
    ("report", "other", "Điểm bán treo biển OCOP nhưng bày nhiều hàng không rõ nguồn gốc."),
    ("report", "label", "Mã QR trên túi quét không ra trang nào, người bán cũng không biết."),
    ("complaint", "product", "Mua ba hộp thì một hộp thiếu cân so với số ghi trên nhãn."),
)


def tend(scene: Scene) -> None:
    """Play what follows a certificate; what is there already is left as it is."""
    _rules(scene)
    held = _held(scene)
    if len(held) < len(STORIES) or RevocationCase.objects.filter(is_sample=True).exists():
        return
    _labels(scene, held)
    _cases(scene, held[::-1])
    _complaints(scene, held)
    _review(scene)


def _rules(scene: Scene) -> None:
    act = scene.act(OFFICE, day=scene.began, hour=8)
    if not ProvinceMark.objects.filter(province=scene.province).exists():
        labels.adopt_mark(
            act,
            province=scene.province,
            name="OCOP - Quảng Ninh",
            basis=MARK_SOURCE,
            since=date(2021, 1, 1),
        )
    if not ComplaintRule.objects.filter(province=scene.province).exists():
        complaints.set_rule(
            act,
            province=scene.province,
            since=scene.began,
            basis=BASIS,
            acknowledge_days=3,
            answer_days=15,
            extension_days=10,
            review_days=15,
            is_sample=True,
        )


def _held(scene: Scene) -> list[Certificate]:
    """Return the samples' certificates in force, those with somebody who speaks for them first."""
    spoken = set(Representative.objects.values_list("producer_id", flat=True))
    rows = Certificate.objects.in_force_on(scene.on).filter(
        product__is_sample=True, product__retired_on=None, issued_on__lt=scene.ago(40)
    )
    found = rows.select_related("product__producer", "product__commune__province").order_by("pk")
    return sorted(found, key=lambda c: c.product.producer_id not in spoken)


def _labels(scene: Scene, held: Sequence[Certificate]) -> None:
    """Send three labels: one to be corrected, one that passed, one that waits."""
    for certificate, days in zip(held, (16, 12, 2), strict=False):
        product = certificate.product
        check = labels.send_artwork(
            scene.act(_speaker(scene, certificate), day=working_day(scene.ago(days))),
            product=product,
            data=_label(product.name, product.code if days != 16 else ""),
            filename=f"Nhãn {product.name} (mẫu).jpg",
            stars_shown=certificate.stars,
            note="Nhãn mẫu để thử hệ thống.",
        )
        if days == 2:
            return
        _look(scene, check, working_day(scene.ago(days - 3)), fails=days == 16)


def _look(scene: Scene, check: LabelCheck, day: date, *, fails: bool) -> None:
    verdicts = {line.key: ("pass", "") for line in lines_of(check, newest(check))}
    act = scene.act(OFFICE, day=day, hour=15)
    if not fails:
        labels.pass_label(check, act, findings=verdicts)
        return
    verdicts["dates"] = ("fail", "Chưa có chỗ ghi hạn dùng và số lô.")
    verdicts["codes"] = ("fail", "Không đọc được mã trên nhãn, cần in lớn hơn.")
    labels.ask_correction(check, act, findings=verdicts, correct_by=scene.on + timedelta(days=3))


def _cases(scene: Scene, held: Sequence[Certificate]) -> None:
    """Open a case that has four days left, one that is overdue, and one under check."""
    near, late, fresh = held[:3]
    concluded = next(
        day for day in (scene.ago(n) for n in range(6, 30)) if (revoke_by(day) - scene.on).days <= 4
    )
    confirm_stopped(
        scene.act(OFFICE, day=concluded, hour=9),
        certificate=near,
        document_no="15/XN-UBND (mẫu)",
        confirmed_on=concluded,
        seen="Xã xác nhận cơ sở ngừng sản xuất, máy móc đã bán (mẫu).",
    )
    case = _opened(scene, late, 34, "b", "Đoàn kiểm tra không thấy hồ sơ an toàn thực phẩm (mẫu).")
    day = working_day(scene.ago(24))
    conclude(
        case,
        scene.act(OFFICE, day=day, hour=10),
        ground="b",
        conclusion_no="12/KL (mẫu)",
        conclusion_body=BODY,
        concluded_on=day,
        conclusion="Cơ sở không còn đáp ứng tiêu chí về an toàn thực phẩm (mẫu).",
    )
    sent = working_day(scene.ago(18))
    submit_case(case, scene.act(OFFICE, day=sent), submission_no="21/TTr (mẫu)", submitted_on=sent)
    _opened(scene, fresh, 3, "d", "Nhãn trên thị trường in sai số sao (mẫu).")


def _opened(
    scene: Scene, certificate: Certificate, days: int, ground: str, seen: str
) -> RevocationCase:
    return open_case(
        scene.act(OFFICE, day=working_day(scene.ago(days)), hour=9),
        certificate=certificate,
        ground=ground,
        source=RevocationCase.Source.INSPECTION,
        seen=seen,
    )


def _complaints(scene: Scene, held: Sequence[Certificate]) -> None:
    """Take six complaints: new, overdue, acknowledged, with a commune, found, answered."""
    days = (1, 9, 6, 8, 12, 20)
    taken = [
        complaints.receive(
            scene.act(None, day=working_day(scene.ago(ago)), hour=11),
            province=scene.province,
            kind=kind,
            about=about,
            text=f"{text} (Dữ liệu mẫu.)",
            product=certificate.product,
            files=[(_label("Ảnh chụp ở chợ (mẫu)", ""), "anh-chup.jpg")] if ago == 1 else [],
            is_sample=True,
        ).complaint
        for (kind, about, text), ago, certificate in zip(STORIES, days, cycle(held), strict=False)
    ]
    _deal(scene, taken)


def _deal(scene: Scene, taken: Sequence[Complaint]) -> None:
    _, _, read, commune, found, answered = taken
    for complaint, ago in ((read, 5), (commune, 7), (found, 10), (answered, 18)):
        complaints.acknowledge(complaint, scene.act(OFFICE, day=working_day(scene.ago(ago))))
    assert commune.product is not None
    act = scene.act(OFFICE, day=working_day(scene.ago(6)), hour=14)
    complaints.hand_over(commune, act, commune=commune.product.commune)
    for complaint, ago in ((found, 4), (answered, 12)):
        act = scene.act(OFFICE, day=working_day(scene.ago(ago)), hour=14)
        complaints.find(complaint, act, findings="Đã kiểm tra tại nơi bán, có biên bản (mẫu).")
    complaints.answer(
        answered,
        scene.act(OFFICE, day=working_day(scene.ago(11)), hour=16),
        outcome=Complaint.Outcome.PARTLY,
        text="Một lô đóng thiếu do cân lệch, cơ sở đã đổi hàng và hiệu chuẩn cân (mẫu).",
    )


def _review(scene: Scene) -> None:
    """Let a producer ask for the review of a result that was told lately, where there is one."""
    day = scene.ago(1)
    told = Result.objects.filter(
        decision__signed_on__lte=day, item__dossier__product__is_sample=True
    ).select_related("decision", "item__dossier__product__producer")
    for result in told.order_by("-decision__signed_on", "-pk"):
        until = review_until(result, day)
        speakers = result.item.dossier.product.producer.representatives.acting_on(day)
        speaker = speakers.select_related("user").first()
        if until is None or until < day or speaker is None:
            continue
        complaints.ask_review(
            scene.act(speaker.user.username, day=day),
            result=result,
            text="Xin xem lại điểm tiêu chí nhãn: giấy đăng ký mã vạch đã nộp kèm hồ sơ (mẫu).",
        )
        return


def _speaker(scene: Scene, certificate: Certificate) -> str:
    return speaker_of(scene, certificate.product.producer).username


def _label(name: str, code: str) -> bytes:
    """Return a picture of an invented label, with a code where there is one."""
    picture = Image.new("RGB", (640, 420), "#f4efe2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((16, 16, 624, 404), outline="#345", width=4)
    draw.rectangle((16, 16, 624, 110), fill="#345")
    for at in range(5):
        draw.rectangle((40, 150 + at * 44, 330 - at * 24, 166 + at * 44), fill="#9aa")
    if code:
        qr = Image.open(BytesIO(qr_png(code, scale=7))).convert("RGB")
        picture.paste(qr, (400, 160))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, comment=name.encode()[:200])
    return out.getvalue()
