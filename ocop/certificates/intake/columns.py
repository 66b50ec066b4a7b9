"""The columns of a register of certificates, as the offices head them."""

from ocop.registry.intake.columns import ADDRESS, CODE, COMMUNE, DISTRICT, GTIN
from ocop.sheets.columns import Column, Columns

COLUMNS = Columns(
    Column(
        "number",
        "Số giấy chứng nhận",
        ("số GCN", "số giấy", "giấy chứng nhận số", "giấy chứng nhận", "số chứng nhận"),
        required=True,
    ),
    Column(
        "stars",
        "Hạng sao",
        ("số sao", "hạng", "xếp hạng", "phân hạng", "sao", "kết quả phân hạng", "đạt sao"),
        required=True,
    ),
    Column(
        "product",
        "Tên sản phẩm",
        ("sản phẩm", "tên sản phẩm OCOP", "sản phẩm OCOP", "tên SP"),
    ),
    Column(
        "producer",
        "Chủ thể",
        ("tên chủ thể", "chủ thể OCOP", "chủ thể sản xuất", "đơn vị sản xuất", "cơ sở sản xuất"),
        fill_down=True,
    ),
    COMMUNE,
    DISTRICT,
    ADDRESS,
    CODE,
    GTIN,
    Column("level", "Cấp", ("cấp công nhận", "cấp phân hạng", "cấp sao", "cấp ra quyết định")),
    Column(
        "decision",
        "Số quyết định",
        ("quyết định", "quyết định số", "số QĐ", "QĐ số", "quyết định công nhận", "QĐ công nhận"),
    ),
    Column("decided_on", "Ngày quyết định", ("ngày QĐ", "ngày ký", "ngày ra quyết định")),
    Column("issued_on", "Ngày cấp", ("ngày cấp giấy", "ngày cấp GCN", "ngày công nhận")),
    Column(
        "lapses_on",
        "Ngày hết hạn",
        ("ngày hết hiệu lực", "hết hạn", "có giá trị đến", "thời hạn đến", "hạn đến", "hiệu lực"),
    ),
)
