"""The fields of the three printed forms (QĐ 26/2026/QĐ-TTg, Phụ lục III), as data. Pure.

The labels are ours, cut into sections that fit a phone; the printed forms are the law. What the
system knows by itself (province, year, group, occasion, slip number) is not asked again.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

FIRST, UPGRADE, RENEWAL = "first", "upgrade", "renewal"
_EVERY = frozenset({FIRST, UPGRADE, RENEWAL})


class Type(StrEnum):
    """How a field is typed in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    CHOICE = "choice"
    CHECK = "check"


# The most characters that a line and a text may have.
LONGEST = {Type.LINE: 300, Type.TEXT: 10_000, Type.DAY: 40, Type.WHOLE: 40, Type.CHOICE: 40}


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a form."""

    key: str
    label: str
    type: Type = Type.LINE
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    help: str = ""

    def says(self, value: object) -> bool:
        """Tell whether ``value`` fills the blank with something that can be read."""
        if self.type is Type.CHECK:
            return value is True
        if not isinstance(value, str) or not value.strip():
            return False
        if self.type is Type.DAY:
            return read_day(value) is not None
        if self.type is Type.WHOLE:
            return read_whole(value) is not None
        return self.type is not Type.CHOICE or value in dict(self.options)

    def shown(self, value: object) -> str:
        """Return ``value`` as it is printed."""
        if self.type is Type.CHECK:
            return "Có" if value is True else "Không"
        return dict(self.options).get(str(value or ""), str(value or "").strip())


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form that is filled in on one screen."""

    key: str
    label: str
    fields: tuple[Field, ...]
    kinds: frozenset[str] = _EVERY
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form."""

    key: str
    number: str
    title: str
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        """Return the name that people know the form by."""
        return f"{self.number}. {self.title}"

    def sections_for(self, kind: str) -> list[Section]:
        """Return the sections that a dossier of ``kind`` fills in, in order."""
        return [section for section in self.sections if kind in section.kinds]


def read_day(text: str) -> date | None:
    """Return the day that ``text`` writes as 05/10/2026 or 2026-10-05, if it is one."""
    plain = text.strip().replace("-", "/").replace(".", "/")
    for pattern in ("%d/%m/%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(plain, pattern).date()
        except ValueError:
            continue
    return None


def read_whole(text: str) -> int | None:
    """Return the whole number that ``text`` writes, dots between thousands or not."""
    plain = "".join(text.replace(".", "").split()).replace("\N{MINUS SIGN}", "-")
    digits = plain.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    return int(plain)


def clean(text: str) -> str:
    """Return ``text`` in NFC without what a database refuses to keep."""
    whole = text.encode("utf-8", "replace").decode().replace("\x00", "")
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n"))


LEGAL_FORMS = (
    ("company", "Doanh nghiệp"),
    ("cooperative", "Hợp tác xã"),
    ("group", "Tổ hợp tác"),
    ("household", "Hộ sản xuất, kinh doanh"),
    ("association", "Hội, hiệp hội"),
    ("centre", "Trung tâm điều hành"),
)
_WHERE_AND_WHEN = (
    Field("signed_at", "Nơi ký"),
    Field("signed_on", "Ngày ký", Type.DAY),
)

REGISTRATION = Form(
    "registration",
    "Mẫu số 01",
    "Phiếu đăng ký đánh giá, phân hạng",
    (
        Section(
            "applicant",
            "Bên đăng ký",
            (
                Field("name", "Tên chủ thể"),
                Field("representative", "Người đại diện theo pháp luật"),
                Field("position", "Chức vụ"),
                Field("address", "Địa chỉ"),
                Field("phone", "Điện thoại"),
                Field("email", "Thư điện tử", required=False),
            ),
        ),
        Section(
            "product",
            "Sản phẩm",
            (
                Field("name", "Tên sản phẩm"),
                Field(
                    "samples",
                    "Số mẫu sản phẩm gửi kèm",
                    Type.WHOLE,
                    required=False,
                    help="5 mẫu, giao tại xã; dịch vụ du lịch không gửi mẫu.",
                ),
            ),
        ),
        Section(
            "pledge",
            "Cam kết",
            (
                Field(
                    "agreed",
                    "Thông tin trong hồ sơ là đúng sự thật. Chúng tôi chấp hành quy định đánh giá "
                    "và chịu trách nhiệm về hồ sơ trước Hội đồng và pháp luật.",
                    Type.CHECK,
                ),
                *_WHERE_AND_WHEN,
            ),
        ),
    ),
)

SELF_ASSESSMENT = Form(
    "self_assessment",
    "Mẫu số 02",
    "Báo cáo tự đánh giá",
    (
        Section(
            "general",
            "Thông tin chung",
            (
                Field("legal_form", "Loại hình", Type.CHOICE, options=LEGAL_FORMS),
                Field("founded_on", "Ngày thành lập hoặc đăng ký", Type.DAY),
                Field("registration_no", "Số đăng ký kinh doanh", required=False),
            ),
        ),
        # Sex and ethnicity are asked by the printed form; they stay in it and go nowhere else.
        Section(
            "representative",
            "Người đại diện theo pháp luật",
            (
                Field("name", "Họ và tên"),
                Field("sex", "Giới tính", Type.CHOICE, options=(("male", "Nam"), ("female", "Nữ"))),
                Field("ethnicity", "Dân tộc"),
                Field("residence", "Nơi thường trú"),
            ),
            help="Mẫu của Nhà nước hỏi các mục này; chỉ người xét hồ sơ đọc được.",
        ),
        Section(
            "product",
            "Sản phẩm",
            (
                Field("name", "Tên sản phẩm hoặc dịch vụ"),
                Field("specification", "Quy cách", Type.TEXT),
                Field("standard", "Tiêu chuẩn áp dụng", Type.TEXT),
            ),
        ),
        Section(
            "papers",
            "Giấy tờ đã có",
            (
                Field("business_registration", "Đăng ký kinh doanh", Type.CHECK, False),
                Field("quality_declared", "Công bố chất lượng", Type.CHECK, False),
                Field("food_safety", "Chứng nhận cơ sở đủ an toàn thực phẩm", Type.CHECK, False),
                Field(
                    "mandatory_conditions",
                    "Chứng nhận điều kiện sản xuất bắt buộc, nếu thuộc diện",
                    Type.CHECK,
                    False,
                ),
                Field("trademark", "Chứng nhận nhãn hiệu", Type.CHECK, False),
                Field(
                    "common_mark",
                    "Văn bản cho dùng chỉ dẫn địa lý, nhãn hiệu tập thể hoặc chứng nhận",
                    Type.CHECK,
                    False,
                ),
                Field("patent", "Bằng sáng chế", Type.CHECK, False),
                Field("design", "Bằng kiểu dáng công nghiệp", Type.CHECK, False),
                Field("copyright", "Chứng nhận quyền tác giả", Type.CHECK, False),
                Field("other_right", "Quyền khác", required=False),
            ),
            help="Đánh dấu giấy tờ đã có; giấy nào không thuộc diện thì bỏ trống.",
        ),
        Section(
            "profile",
            "Giới thiệu chủ thể",
            (
                Field("history", "Lịch sử, các giai đoạn phát triển", Type.TEXT),
                Field("structure", "Cơ cấu tổ chức", Type.TEXT),
            ),
        ),
        Section(
            "plan_results",
            "Kết quả phương án sản xuất, kinh doanh",
            (
                Field(
                    "production",
                    "Vùng nguyên liệu, công nghệ, sơ chế, chế biến, đóng gói",
                    Type.TEXT,
                ),
                Field(
                    "quality_change",
                    "Thay đổi về chất lượng, tiêu chuẩn, bao bì, nhãn",
                    Type.TEXT,
                ),
                Field("market", "Thị trường phân phối", Type.TEXT),
                Field("revenue", "Doanh thu năm gần nhất (đồng)", Type.WHOLE),
                Field("profit", "Lợi nhuận năm gần nhất (đồng)", Type.WHOLE),
            ),
        ),
        Section(
            "changes",
            "Thay đổi từ lần công nhận trước",
            (
                Field("material", "Nguyên liệu", Type.TEXT),
                Field("technology", "Công nghệ", Type.TEXT),
                Field("packaging_label", "Bao bì, nhãn", Type.TEXT),
                Field("declaration", "Công bố chất lượng", Type.TEXT),
                Field(
                    "periodic_tests",
                    "Kiểm nghiệm định kỳ",
                    Type.TEXT,
                    help="Ngày, nơi kiểm nghiệm, kết quả; phiếu thì gửi ở phần minh chứng.",
                ),
                Field("market", "Thị trường", Type.TEXT),
                Field("output", "Sản lượng", Type.TEXT),
                Field("revenue", "Doanh thu (đồng)", Type.WHOLE),
            ),
            kinds=frozenset({RENEWAL}),
            help="Ghi rõ cả mục không thay đổi.",
        ),
        # The list above is printed for renewals; an upgrade only states what changed.
        Section(
            "improvements",
            "Thay đổi làm căn cứ nâng hạng",
            (Field("summary", "Những gì đã thay đổi từ lần công nhận trước", Type.TEXT),),
            kinds=frozenset({UPGRADE}),
        ),
        Section(
            "outlook",
            "Kế hoạch thời gian tới",
            (
                Field("product", "Phát triển sản phẩm", Type.TEXT),
                Field("production", "Tổ chức sản xuất", Type.TEXT),
                Field("market", "Thị trường", Type.TEXT),
                *_WHERE_AND_WHEN,
            ),
        ),
    ),
)

COMMUNE_REPORT = Form(
    "commune_report",
    "Mẫu số 03",
    "Báo cáo của xã",
    (
        Section(
            "assessment",
            "Nhận xét",
            (
                Field("material", "Nguồn gốc sản phẩm, nguyên liệu địa phương", Type.TEXT),
                Field("labour", "Lao động địa phương", Type.TEXT),
                Field(
                    "idea_kind",
                    "Nguồn gốc ý tưởng",
                    Type.CHOICE,
                    options=(
                        ("traditional", "Sản phẩm truyền thống"),
                        ("new", "Sản phẩm mới"),
                    ),
                ),
                Field("idea", "Nhận xét về nguồn gốc ý tưởng", Type.TEXT),
                Field("identity", "Bản sắc, trí tuệ, tri thức địa phương", Type.TEXT),
            ),
        ),
        Section(
            "proposal",
            "Đề nghị",
            (
                Field("report_no", "Số báo cáo"),
                Field("letter_no", "Số công văn đề nghị"),
                Field("signed_on", "Ngày ký", Type.DAY),
            ),
        ),
    ),
)

# The two forms that the producer fills in, by their keys in ``Dossier.forms``.
TYPED: Mapping[str, Form] = {form.key: form for form in (REGISTRATION, SELF_ASSESSMENT)}

Typed = Mapping[str, Mapping[str, Mapping[str, object]]]


def blanks(kind: str) -> Iterator[tuple[Form, Section, Field]]:
    """Yield every blank that a dossier of ``kind`` fills in, in the order of the paper."""
    for form in TYPED.values():
        for section in form.sections_for(kind):
            for field in section.fields:
                yield form, section, field


def typed(forms: Typed, form: Form, section: Section, field: Field) -> object:
    """Return what was typed into one blank, or nothing."""
    return forms.get(form.key, {}).get(section.key, {}).get(field.key)
