"""Sample evidence: a few small PDFs that say they are samples, shared by all sample dossiers."""

from datetime import date
from functools import cache

from ocop.documents.form import Heading, PaperForm, Paragraph, Rows, form_pdf
from ocop.rulesets.sheet import Criterion

PRINTED_ON = date(2026, 5, 22)
TITLES = {
    "A": "Tổ chức sản xuất và sức mạnh cộng đồng",
    "B": "Khả năng tiếp thị",
    "C": "Chất lượng sản phẩm",
    "changes": "Thay đổi từ lần công nhận trước",
}
FILE_NAME_LENGTH = 60


@cache
def paper(kind: str) -> bytes:
    """Return the sample document about one part of a sheet; the same bytes each time."""
    return form_pdf(
        PaperForm(
            title=f"Tài liệu mẫu: {TITLES[kind]}",
            printed="Tài liệu mẫu",
            agency=("TỈNH TRÌNH DIỄN", "Dữ liệu mẫu"),
            place="Quảng Ninh",
            day=PRINTED_ON,
            sample=True,
            blocks=(
                Paragraph(
                    "Tài liệu này không chứng minh điều gì có thật. Nó giữ chỗ cho giấy tờ, ảnh "
                    "chụp và sổ ghi mà chủ thể nộp làm minh chứng."
                ),
                Heading("Nội dung giữ chỗ"),
                Rows((("Nội dung", TITLES[kind]), ("Người lập", ""), ("Ngày lập", ""))),
            ),
        )
    )


def file_name(criterion: Criterion) -> str:
    """Return the name under which a sample document proves ``criterion``."""
    words = str(criterion.name)[:FILE_NAME_LENGTH].replace("/", " ")
    return f"{criterion.code} {words} (mẫu).pdf"
