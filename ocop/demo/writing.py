"""What a sample producer and the offices write: plain sentences, plainly samples."""

from typing import Any

from ocop.accounts.models import User
from ocop.dossiers.checklist import SAMPLES
from ocop.dossiers.forms import Field, Type, blanks, typed
from ocop.dossiers.models import Dossier, Proposal
from ocop.kernel.act import Act

Forms = dict[str, dict[str, dict[str, str | bool]]]

# By the field's key, or by section and key where two sections ask under one name.
WORDS = {
    "position": "Người đại diện",
    "phone": "0203 000 0000",
    "signed_at": "Quảng Ninh",
    "founded_on": "01/03/2021",
    "ethnicity": "Kinh",
    "residence": "Thôn mẫu, tỉnh Quảng Ninh",
    "standard": "Tiêu chuẩn cơ sở TCCS 01:2025 (mẫu)",
    "history": "Bắt đầu từ vài hộ làm chung, đến nay có xưởng riêng và sổ ghi từng mẻ.",
    "structure": "Một người phụ trách chung, một tổ sản xuất, một tổ bán hàng, một kế toán.",
    "plan_results.production": "Nguyên liệu lấy trong xã theo hợp đồng; sơ chế, chế biến và đóng "
    "gói tại xưởng, mỗi lô có số và ngày.",
    "quality_change": "Đã công bố chất lượng, đổi nhãn ghi đủ thành phần và hạn dùng.",
    "plan_results.market": "Bán tại xưởng, ở ba cửa hàng trong tỉnh và trên mạng.",
    "plan_results.revenue": "1.250.000.000",
    "profit": "180.000.000",
    "summary": "Thêm vùng nguyên liệu có sổ ghi, nhãn mới và bán trên sàn thương mại điện tử.",
    "changes.material": "Không thay đổi.",
    "changes.technology": "Thêm một máy sấy.",
    "packaging_label": "Nhãn mới, ghi đủ hạn dùng.",
    "declaration": "Đã công bố lại trong năm.",
    "periodic_tests": "Kiểm nghiệm tháng 3, các chỉ tiêu đạt.",
    "changes.market": "Thêm hai cửa hàng ở Hà Nội.",
    "output": "Tăng khoảng một phần mười.",
    "changes.revenue": "1.400.000.000",
    "outlook.product": "Giữ cách làm, thêm quy cách nhỏ làm quà.",
    "outlook.production": "Mở rộng vùng nguyên liệu thêm hai héc ta.",
    "outlook.market": "Bán vào chuỗi cửa hàng ở Hà Nội và Hải Phòng.",
}
HELD_PAPERS = {"business_registration", "quality_declared", "food_safety"}


def forms_of(dossier: Dossier, signer: User, act: Act) -> Forms:
    """Return what is typed into the blanks that a new dossier leaves open."""
    forms: Forms = {}
    for form, section, blank in blanks(dossier.kind):
        if not blank.says(typed(dossier.forms, form, section, blank)):
            value = _value(section.key, blank, signer, act)
            forms.setdefault(form.key, {}).setdefault(section.key, {})[blank.key] = value
    return forms


def proposal_of(dossier: Dossier, number: int) -> dict[str, Any]:
    """Return the findings of the commune's report."""
    commune = dossier.product.commune
    return {
        "report_no": f"{number}/BC-UBND (mẫu)",
        "letter_no": f"{number}/UBND-KT (mẫu)",
        "material": f"Nguyên liệu chính lấy tại {commune}, có sổ ghi và hợp đồng với các hộ.",
        "labour": "Phần lớn lao động là người trong xã, được hướng dẫn an toàn lao động.",
        "idea_kind": Proposal.Idea.TRADITIONAL,
        "idea": "Cách làm có từ lâu ở địa phương, chủ thể cải tiến khâu sơ chế và bao gói.",
        "identity": f"Sản phẩm dùng nguyên liệu và kinh nghiệm của người {commune}.",
    }


def assessment_of(number: int) -> dict[str, Any]:
    """Return the advisory team's report."""
    return {
        "report_no": f"{number}/BC-TTV (mẫu)",
        "content": "Đã xem hồ sơ, minh chứng và nơi sản xuất. Thành phần hồ sơ đủ; số liệu khớp "
        "với sổ ghi tại cơ sở. Các điểm cần hội đồng xem kỹ: liên kết vùng nguyên liệu và kênh "
        "bán hàng.",
        "recommendation": "Kiến nghị đưa ra Hội đồng đánh giá, phân hạng.",
    }


def _value(section: str, blank: Field, signer: User, act: Act) -> str | bool:
    if blank.type is Type.CHECK:
        return blank.required or blank.key in HELD_PAPERS
    if blank.key == "sex":
        return "female"
    if blank.key == "samples":
        return str(SAMPLES)
    if blank.key == "signed_on":
        return f"{act.day:%d/%m/%Y}"
    if blank.key in {"representative", "name"}:
        return str(signer.full_name)
    return WORDS.get(f"{section}.{blank.key}") or WORDS.get(blank.key, "")
