"""The workbook that offices fill in; written with the record, it reads back as no change."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ocop.places.models import Commune, Province
from ocop.registry.intake.columns import COLUMNS
from ocop.registry.intake.places import Places
from ocop.registry.intake.sets import Sets
from ocop.registry.models import Producer, Product
from ocop.registry.queries import live_products
from ocop.rulesets.queries import rubrics_in_force
from ocop.sheets.writing import Heading, cell_at, put_text, saved, table_workbook

TITLE = "Danh sách sản phẩm OCOP"
LISTS = "Danh mục"
WIDTHS = {"product": 32, "producer": 36, "address": 30, "set": 30, "code": 20, "gtin": 18}
KEYS = tuple(column.key for column in COLUMNS if column.key != "district")
EMPTY_ROWS = 200


def template_workbook(
    province: Province, day: date, *, filled: bool, commune: Commune | None = None
) -> bytes:
    """Return the columns of a register with lists to choose from; ``filled`` adds the record.

    With ``commune`` it is that commune's record, and no other can be chosen.
    """
    sets = Sets(rubrics_in_force(day))
    headings = [Heading(COLUMNS[key].label, width=WIDTHS.get(key, 16)) for key in KEYS]
    rows = _rows(province, commune, sets) if filled else []
    data = table_workbook(TITLE, headings, rows, as_of=day, signers=())
    communes = sorted(Places(province, day).communes, key=lambda one: one.sort_key)
    choices = {
        "kind": list(Producer.Kind.labels),
        "commune": [one.full_name for one in communes if commune in (None, one)],
        "set": [sets.label(number) for number in range(1, 27)],
    }
    return _with_lists(data, choices, last=len(rows) + EMPTY_ROWS)


def _rows(province: Province, commune: Commune | None, sets: Sets) -> list[list[str]]:
    products = live_products().filter(commune__province=province, retired_on=None)
    if commune is not None:
        products = products.filter(commune=commune, producer__commune=commune)
    rows = products.select_related("producer", "commune").prefetch_related("codes")
    return [
        [_cells(product, sets)[key] for key in KEYS]
        for product in rows.order_by("producer__sort_key", "producer", "sort_key", "pk")
    ]


def _cells(product: Product, sets: Sets) -> dict[str, str]:
    producer = product.producer
    codes = [code.code for code in sorted(product.codes.all(), key=lambda code: code.pk)]
    return {
        "product": product.name,
        "producer": producer.name,
        "kind": producer.get_kind_display(),
        "commune": product.commune.full_name,
        "address": producer.address,
        "phone": producer.phone,
        "email": producer.email,
        "tax_code": producer.tax_code,
        "set": sets.label(product.set_number),
        "code": codes[-1] if codes else product.code,
        "gtin": product.gtin or "",
        "specification": product.specification,
    }


def _with_lists(data: bytes, choices: dict[str, list[str]], *, last: int) -> bytes:
    """Add the sheet of lists, and let cells offer them; other words may still be typed."""
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    lists = book.create_sheet(LISTS)
    head = int(str(sheet.freeze_panes)[1:]) - 1
    for at, (key, names) in enumerate(choices.items(), start=1):
        letter = "ABC"[at - 1]
        put_text(cell_at(lists, 1, at), f"Danh mục {COLUMNS[key].label.lower()}")
        lists.cell(1, at).font = Font(bold=True)
        lists.column_dimensions[letter].width = 40
        for row, name in enumerate(names, start=2):
            put_text(cell_at(lists, row, at), name)
        offer = DataValidation(
            type="list", formula1=f"'{LISTS}'!${letter}$2:${letter}${len(names) + 1}"
        )
        offer.showErrorMessage = False
        column = get_column_letter(KEYS.index(key) + 2)
        offer.add(f"{column}{head + 1}:{column}{head + last}")
        sheet.add_data_validation(offer)
    return saved(book)
