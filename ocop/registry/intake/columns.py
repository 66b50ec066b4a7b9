"""The columns of a register of products, as the offices head them."""

from ocop.sheets.columns import Column, Columns

PRODUCT = Column(
    "product",
    "Tên sản phẩm",
    ("sản phẩm", "tên sản phẩm OCOP", "sản phẩm OCOP", "tên SP", "tên hàng hóa"),
    required=True,
)
PRODUCER = Column(
    "producer",
    "Chủ thể",
    (
        "tên chủ thể", "chủ thể OCOP", "chủ thể sản xuất", "tên chủ thể sản xuất",
        "đơn vị sản xuất", "tên đơn vị", "cơ sở sản xuất", "tên cơ sở", "nhà sản xuất",
        "tên tổ chức, cá nhân", "doanh nghiệp, HTX, hộ sản xuất",
    ),
    required=True,
    fill_down=True,
)  # fmt: skip
COMMUNE = Column(
    "commune",
    "Xã, phường",
    (
        "xã", "phường", "tên xã", "xã, phường, đặc khu", "xã, phường, thị trấn", "cấp xã",
        "đơn vị hành chính cấp xã", "địa bàn", "địa bàn xã", "địa phương",
    ),
)  # fmt: skip
DISTRICT = Column(
    "district",
    "Huyện cũ",
    ("huyện", "tên huyện", "cấp huyện", "huyện, thị xã, thành phố", "huyện, thành phố"),
)
ADDRESS = Column("address", "Địa chỉ", ("địa chỉ sản xuất", "địa chỉ chủ thể", "nơi sản xuất"))
CODE = Column("code", "Mã sản phẩm", ("mã SP", "mã số sản phẩm", "mã OCOP", "mã số"))
GTIN = Column("gtin", "GTIN", ("mã GTIN", "mã vạch", "mã số mã vạch", "barcode"))

COLUMNS = Columns(
    PRODUCT,
    PRODUCER,
    Column("kind", "Loại hình", ("loại hình chủ thể", "loại hình tổ chức", "loại chủ thể")),
    COMMUNE,
    DISTRICT,
    ADDRESS,
    Column(
        "phone", "Điện thoại", ("số điện thoại", "SĐT", "ĐT", "điện thoại liên hệ", "số ĐT")
    ),
    Column("email", "Thư điện tử", ("email", "e-mail", "địa chỉ email", "hộp thư")),
    Column("tax_code", "Mã số thuế", ("MST",)),
    Column(
        "set",
        "Bộ sản phẩm",
        (
            "nhóm, bộ sản phẩm", "nhóm sản phẩm", "phân nhóm", "nhóm", "bộ", "số bộ",
            "bộ sản phẩm số", "ngành hàng", "ngành sản phẩm",
        ),
    ),
    CODE,
    GTIN,
    Column("specification", "Quy cách", ("quy cách đóng gói", "đóng gói", "khối lượng tịnh")),
)  # fmt: skip

# What a row says of the producer rather than of the product.
OF_PRODUCER = ("kind", "commune", "district", "address", "phone", "email", "tax_code")
