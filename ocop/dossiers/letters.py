"""Papers about one dossier: the commune's report and letter, and the advisory team's report."""

from collections.abc import Iterator
from datetime import date

from ocop.documents.letters import (
    BLANK,
    Block,
    Facts,
    Letter,
    Paragraph,
    Signer,
    Table,
    heading,
    offices,
)
from ocop.documents.letters.posts import SIGNED, for_body
from ocop.dossiers.checklist import parts_to_check
from ocop.dossiers.forms import SELF_ASSESSMENT, Type, typed
from ocop.dossiers.models import Assessment, Dossier, Proposal
from ocop.kernel.errors import Refused


def commune_report(dossier: Dossier, day: date) -> Letter:
    """Return Mẫu số 03, the commune's report; refused before the commune has written it."""
    proposal, commune = _proposal(dossier), dossier.product.commune
    return Letter(
        title=f"Báo cáo của xã về hồ sơ {dossier}",
        parent=offices.COMMITTEE,
        agency=commune.full_name,
        number=proposal.report_no,
        place=commune.name,
        day=proposal.signed_on,
        made_on=day,
        kind="Báo cáo",
        about="Đánh giá sản phẩm đề nghị phân hạng (Mẫu số 03)",
        body=tuple(_findings(dossier, proposal)),
        recipients=(offices.committee(commune.province.full_name), "Lưu: VT"),
        signers=(for_body("ỦY BAN NHÂN DÂN", "Chủ tịch"),),
        sample=dossier.is_sample,
    )


def commune_letter(dossier: Dossier, day: date) -> Letter:
    """Return the commune's letter that proposes the dossier; refused before it has its report."""
    # QĐ 26/2026/QĐ-TTg, Điều 6: công văn đề nghị, Mẫu 03, hồ sơ sản phẩm, 05 mẫu.
    proposal, product = _proposal(dossier), dossier.product
    commune = product.commune
    return Letter(
        title=f"Công văn đề nghị đánh giá hồ sơ {dossier}",
        parent=offices.COMMITTEE,
        agency=commune.full_name,
        number=proposal.letter_no,
        place=commune.name,
        day=proposal.signed_on,
        made_on=day,
        about=f"đề nghị đánh giá, phân hạng sản phẩm {product.name}",
        addressed=(f"Kính gửi: {offices.committee(commune.province.full_name)}",),
        body=(
            Paragraph(
                f"{offices.committee(commune.full_name)} đã kiểm tra hồ sơ {dossier} "
                f"({dossier.get_kind_display().lower()}) và lập Báo cáo số {proposal.report_no}."
            ),
            _named(dossier),
            Paragraph(
                f"{offices.committee(commune.full_name)} đề nghị "
                f"{offices.committee(commune.province.full_name)} xem xét, đánh giá, phân hạng sản "
                "phẩm nêu trên. Hồ sơ gửi kèm gồm 01 bộ giấy và 01 bộ điện tử:"
            ),
            _checked(dossier, proposal),
        ),
        recipients=("Như trên", product.producer.name, "Lưu: VT"),
        signers=(for_body("ỦY BAN NHÂN DÂN", "Chủ tịch"),),
        sample=dossier.is_sample,
    )


def advisory_report(dossier: Dossier, day: date) -> Letter:
    """Return the advisory team's report to the council's chair; refused before it has reported."""
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.c
    report = Assessment.objects.filter(dossier=dossier).first()
    if report is None:
        raise Refused("Tổ tư vấn chưa ghi báo cáo thẩm định hồ sơ này.")
    province = dossier.product.commune.province
    surveyed = f"{report.surveyed_on:%d/%m/%Y}" if report.surveyed_on else ""
    return Letter(
        title=f"Báo cáo thẩm định hồ sơ {dossier}",
        parent=offices.committee(province.full_name),
        agency="Tổ tư vấn đánh giá, phân hạng sản phẩm OCOP",
        number=report.report_no,
        place=province.name,
        day=report.signed_on,
        made_on=day,
        kind="Báo cáo",
        about=f"Thẩm định hồ sơ sản phẩm {dossier.product.name}",
        addressed=("Kính gửi: Chủ tịch Hội đồng đánh giá, phân hạng sản phẩm OCOP",),
        body=(
            heading("I. Hồ sơ"),
            _named(dossier),
            Facts((("Ngày khảo sát thực tế", surveyed),)),
            heading("II. Nội dung thẩm định"),
            Paragraph(report.content),
            heading("III. Kiến nghị"),
            Paragraph(report.recommendation or BLANK * 12),
        ),
        recipients=("Như trên", "Lưu: hồ sơ Tổ tư vấn"),
        signers=(Signer("Tổ trưởng", authority="TM. TỔ TƯ VẤN", note=SIGNED),),
        sample=dossier.is_sample,
    )


def _proposal(dossier: Dossier) -> Proposal:
    proposal = Proposal.objects.filter(dossier=dossier).first()
    if proposal is None:
        raise Refused("Xã chưa lập báo cáo và công văn đề nghị cho hồ sơ này.")
    return proposal


def _named(dossier: Dossier) -> Facts:
    product = dossier.product
    return Facts(
        (
            ("Hồ sơ", dossier.code),
            ("Sản phẩm", product.name),
            ("Bộ sản phẩm", f"{dossier.rubric.number}. {dossier.rubric.title}"),
            ("Chủ thể", product.producer.name),
            ("Loại hình", product.producer.get_kind_display()),
            ("Địa chỉ", product.producer.address),
        )
    )


def _findings(dossier: Dossier, proposal: Proposal) -> Iterator[Block]:
    yield heading("I. Thông tin chung")
    yield _named(dossier)
    person = next(s for s in SELF_ASSESSMENT.sections if s.key == "representative")
    yield Facts(
        tuple(
            (each.label, each.shown(typed(dossier.forms, SELF_ASSESSMENT, person, each)))
            for each in person.fields
            if each.type not in {Type.CHECK, Type.TEXT}
        )
    )
    yield heading("II. Nhận xét")
    idea = f"{proposal.get_idea_kind_display()}. {proposal.idea}"
    yield Paragraph(proposal.material, lead="1. Nguồn gốc sản phẩm, nguyên liệu địa phương:")
    yield Paragraph(proposal.labour, lead="2. Lao động địa phương:")
    yield Paragraph(idea, lead="3. Nguồn gốc ý tưởng:")
    yield Paragraph(proposal.identity, lead="4. Bản sắc, trí tuệ, tri thức địa phương:")
    yield heading("III. Thành phần hồ sơ đã kiểm tra")
    yield _checked(dossier, proposal)
    commune = dossier.product.commune
    yield Paragraph(
        f"{offices.committee(commune.full_name)} đề nghị "
        f"{offices.committee(commune.province.full_name)} đánh giá, phân hạng sản phẩm nêu trên."
    )


def _checked(dossier: Dossier, proposal: Proposal) -> Table:
    parts = parts_to_check(dossier.kind, sampled=dossier.rubric.sample_required)
    rows = tuple(
        (str(place), part.label, "Đã kiểm tra" if proposal.parts.get(part.key) else BLANK)
        for place, part in enumerate(parts, start=1)
    )
    return Table(("TT", "Thành phần", "Xã kiểm tra"), rows, (1, 10, 4), "clc")
