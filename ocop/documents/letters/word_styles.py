"""The named styles of an official paper, by which an office changes all of a kind at once."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
_SIDES = {
    "l": WD_ALIGN_PARAGRAPH.LEFT,
    "c": WD_ALIGN_PARAGRAPH.CENTER,
    "r": WD_ALIGN_PARAGRAPH.RIGHT,
    "j": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

BODY, HEADING, GROUND = "VB Nội dung", "VB Tiêu đề mục", "VB Căn cứ"
CENTRED, FACT = "VB Giữa dòng", "VB Thông tin"
PARENT, AGENCY, NUMBER = "VB Cơ quan chủ quản", "VB Cơ quan ban hành", "VB Số ký hiệu"
SUBJECT, NATION, MOTTO, DATED = "VB Về việc", "VB Quốc hiệu", "VB Tiêu ngữ", "VB Ngày tháng"
KIND, ABOUT = "VB Tên loại", "VB Trích yếu"
RECIPIENTS, RECIPIENT = "VB Nơi nhận", "VB Nơi nhận từng dòng"
SIGNER, SIGN_NOTE = "VB Chữ ký", "VB Ghi chú chữ ký"
ANNEX, BELONGS = "VB Phụ lục", "VB Kèm theo"
TABLE, RULE = "VB Bảng", "VB Đường kẻ"


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    size: float
    side: str = "c"
    bold: bool = False
    italic: bool = False
    before: int = 0
    after: int = 0
    first: float = 0
    kept: bool = False


# NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II and IV: sizes, weights and slopes of each part.
_STYLES = (
    _Style(BODY, 14, "j", before=3, after=6, first=12.7),
    _Style(HEADING, 14, "l", bold=True, before=6, after=6, first=12.7, kept=True),
    _Style(GROUND, 14, "j", italic=True, before=3, after=3, first=12.7),
    _Style(CENTRED, 14, "c", before=3, after=6),
    _Style(FACT, 14, "l", before=2, after=2, first=12.7),
    _Style(PARENT, 12),
    _Style(AGENCY, 12, bold=True),
    _Style(NUMBER, 13, before=3),
    _Style(SUBJECT, 12, before=6),
    _Style(NATION, 12, bold=True),
    _Style(MOTTO, 13, bold=True),
    _Style(DATED, 13, italic=True, before=3),
    _Style(KIND, 14, bold=True, before=6, after=3, kept=True),
    _Style(ABOUT, 14, bold=True),
    _Style(RECIPIENTS, 12, "l", bold=True, italic=True),
    _Style(RECIPIENT, 11, "l"),
    _Style(SIGNER, 14, bold=True, kept=True),
    _Style(SIGN_NOTE, 13, italic=True, kept=True),
    _Style(ANNEX, 14, bold=True, kept=True),
    _Style(BELONGS, 14, italic=True, kept=True),
    _Style(TABLE, 12, "l"),
    _Style(RULE, 2),
)


def dress(made: Document) -> None:
    """Give the document the typeface, the language and the styles of official papers."""
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia"):
        language.set(qn(script), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for style in _STYLES:
        _add(made, style)


def _add(made: Document, style: _Style) -> None:
    added = made.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = made.styles["Normal"]
    added.quick_style = True
    added.font.size, added.font.bold, added.font.italic = Pt(style.size), style.bold, style.italic
    shape = added.paragraph_format
    shape.alignment = _SIDES[style.side]
    shape.space_before, shape.space_after = Pt(style.before), Pt(style.after)
    shape.first_line_indent = Mm(style.first)
    shape.keep_with_next = style.kept
