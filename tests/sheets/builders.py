"""Ugly files, built the way offices build them."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from ocop.sheets.columns import Column, Columns

REGISTRY = Columns(
    Column("product", "Tên sản phẩm", ("sản phẩm", "tên sản phẩm OCOP"), required=True),
    Column("producer", "Chủ thể", ("tên chủ thể", "chủ thể sản xuất"), required=True),
    Column("address", "Địa chỉ", ("địa chỉ sản xuất",)),
    Column("phone", "Điện thoại", ("số điện thoại", "SĐT")),
    Column("stars", "Hạng sao", ("số sao", "xếp hạng", "sao")),
    Column("decided_on", "Ngày quyết định", ("ngày cấp", "ngày QĐ")),
)
FILLING = Columns(
    Column("product", "Tên sản phẩm", required=True),
    Column("producer", "Chủ thể", required=True, fill_down=True),
)
HEAD = ("TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao")
MIEN = (1, "Miến dong Bình Liêu", "HTX Đồng Tâm", "xã Đồng Tâm", 4)
TRA = (2, "Trà hoa vàng", "Công ty Đạp Thanh", "xã Đạp Thanh", 5)


def xlsx(*rows, merge=(), name="Sheet1", edit=None):
    """Return an .xlsx of the rows; ``edit`` is handed the sheet before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for span in merge:
        sheet.merge_cells(span)
    if edit:
        edit(sheet)
    return stored(book)


def stored(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def loaded(data):
    return load_workbook(BytesIO(data), rich_text=True)


def as_excel_writes(rows, strings):
    """Return a package with a table of shared strings, which openpyxl itself never writes."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheet = f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
    parts = {"worksheets/sheet1": sheet, "sharedStrings": f"<sst {main}>{strings}</sst>"}
    changed = {f"xl/{name}.xml": content for name, content in parts.items()}
    target = with_parts(stored(Workbook()), **changed)
    with ZipFile(BytesIO(target)) as source:
        types = source.read("[Content_Types].xml").decode()
        links = source.read("xl/_rels/workbook.xml.rels").decode()
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
    link = f'<Relationship Type="{relations}/sharedStrings" Target="/xl/sharedStrings.xml" Id="s"/>'
    return with_parts(
        target,
        **{
            "[Content_Types].xml": types.replace("</Types>", f"{part}</Types>"),
            "xl/_rels/workbook.xml.rels": links.replace(
                "</Relationships>", f"{link}</Relationships>"
            ),
        },
    )


def with_parts(data, **changed):
    """Return a package with some parts changed or added."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, changed.pop(name, None) or source.read(name))
        for name, content in changed.items():
            copy.writestr(name, content)
    return target.getvalue()


def named(table, key="product"):
    return [row.values[key] for row in table.rows]


PRODUCERS = [
    ("Huyện Ba Chẽ", "HTX lâm sản ngoài gỗ Ba Chẽ", 4),
    ("Huyện Ba Chẽ", "Công ty CP Đạp Thanh", 6),
    ("Huyện Ba Chẽ", "Hộ kinh doanh Nịnh Thị Trắng", 1),
    ("Huyện Bình Liêu", "HTX Đại Thành", 5),
    ("Huyện Bình Liêu", "Cơ sở sản xuất miến dong Quyết Tiến", 3),
    ("Huyện Bình Liêu", "Tổ hợp tác Hoành Mô", 2),
    ("Thị xã Đông Triều", "HTX gốm sứ Đông Triều", 9),
    ("Thị xã Đông Triều", "Công ty TNHH Na dai An Sinh", 4),
    ("Thành phố Hạ Long", "Công ty CP Ngọc trai Hạ Long", 3),
    ("Thành phố Hạ Long", "Cơ sở chả mực Bà Khơi", 7),
    ("Huyện Vân Đồn", "HTX thủy sản Bản Sen", 8),
    ("Huyện Vân Đồn", "Công ty nước mắm Cái Rồng", 8),
]


def registry_sheet():
    """Return a register of sixty products as a province sends it, and what it says."""
    book = Workbook()
    sheet = book.active
    sheet.title = "DM sản phẩm"
    sheet["A1"], sheet["E1"] = "UBND TỈNH QUẢNG NINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["E2"] = "Độc lập - Tự do - Hạnh phúc"
    sheet["A4"] = "DANH SÁCH SẢN PHẨM OCOP VÀ CHỦ THỂ NĂM 2025"
    sheet.merge_cells("A4:G4")
    for at, text in enumerate(("TT", "Tên sản phẩm", "Chủ thể", None, None, "Hạng sao"), 1):
        sheet.cell(6, at).value = text
    for at, text in enumerate(("Tên", "Địa chỉ", "Số điện thoại"), 3):
        sheet.cell(7, at).value = text
    for span in ("A6:A7", "B6:B7", "C6:E6", "F6:F7"):
        sheet.merge_cells(span)
    for at in range(1, 7):
        sheet.cell(8, at).value = f"({at})"
    expected = _fill(sheet, 9)
    end = sheet.max_row
    sheet.cell(end + 1, 1).value = f"Tổng cộng: {len(expected)} sản phẩm"
    sheet.cell(end + 3, 5).value = "Quảng Ninh, ngày 12 tháng 3 năm 2026"
    sheet.cell(end + 4, 2).value, sheet.cell(end + 4, 5).value = "Người lập biểu", "CHÁNH VĂN PHÒNG"
    sheet.cell(end + 9, 2).value, sheet.cell(end + 9, 3).value = "Nguyễn Văn An", "Trần Thị Bình"
    return stored(book), expected


def _fill(sheet, row):
    expected = []
    district = ""
    for index, (place, producer, count) in enumerate(PRODUCERS):
        if place != district:
            district, counter = place, 0
            sheet.cell(row, 1).value = "I" * (1 + index % 3)
            sheet.cell(row, 2).value = place
            row += 1
        top = row
        for product in range(count):
            counter += 1
            name = f"Sản phẩm {index + 1}.{product + 1} mật ong"
            sheet.cell(row, 1).value, sheet.cell(row, 2).value = counter, name
            sheet.cell(row, 6).value = 3 + product % 3
            expected.append((row, name, producer, place, f"09{index:02d}000111"))
            row += 1
        sheet.cell(top, 3).value = producer
        sheet.cell(top, 4).value = f"xã số {index}"
        sheet.cell(top, 5).value = 900000111 + index * 1000000
        sheet.cell(top, 5).number_format = "0000000000"
        if count > 1:
            for letter in "CDE":
                sheet.merge_cells(f"{letter}{top}:{letter}{row - 1}")
    return expected
