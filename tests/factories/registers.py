"""Registers as offices send them, and a province with its communes and the sets of the decision."""

import csv
from io import StringIO

from ocop.places.models import Province
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places
from tests.factories.dossiers import a_rubric, act_of
from tests.sheets.builders import xlsx

# Set number, title, group: what a_rubric takes from the bundled ruleset.
SETS = (4, 8, 11, 12, 14, 26)
HEAD = (
    "TT", "Tên sản phẩm", "Chủ thể", "Loại hình", "Xã, phường", "Huyện cũ", "Địa chỉ",
    "Điện thoại", "Bộ sản phẩm", "Mã sản phẩm", "GTIN", "Quy cách",
)  # fmt: skip
KEYS = (
    "product", "producer", "kind", "commune", "district", "address", "phone", "set", "code",
    "gtin", "specification",
)  # fmt: skip
TEA = {
    "product": "Trà hoa vàng", "producer": "HTX Ba Chẽ", "kind": "Hợp tác xã",
    "commune": "Xã Ba Chẽ", "address": "Thôn Khe Lọng", "phone": "0912345678", "set": "11",
}  # fmt: skip
# A GTIN of GS1 Vietnam whose check digit fits, and another.
GTIN, OTHER_GTIN = "08935001700012", "08935001700029"


def quang_ninh():
    """Return the province with its communes, old units, and some sets of the decision."""
    load_places(act_of(), data=packaged_places())
    for number in SETS:
        a_rubric(number)
    return Province.objects.get(code="22")


def line(number=1, **cells):
    """Return one row under ``HEAD``; what is not said is that of the tea."""
    said = TEA | cells
    return (number, *(said.get(key, "") for key in KEYS))


def register(*rows, head=HEAD, **options):
    """Return an .xlsx of rows, each a dict of cells or a tuple as it stands."""
    made = [row if isinstance(row, tuple) else line(n, **row) for n, row in enumerate(rows, 1)]
    return xlsx(head, *made, **options)


def as_csv(*rows, encoding="utf-8-sig"):
    """Return the rows as a CSV file."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)
