"""Whatever is printed is read again: at 150 dpi, by a reader that did not draw it."""

import csv
import io
import re
import subprocess
from shutil import which

import pytest
import zxingcpp
from PIL import Image

from ocop.documents import press
from ocop.kernel.errors import Refused
from ocop.stamps.keys import key_of
from ocop.stamps.outputs import (
    CSV,
    DATAMATRIX,
    EAN,
    GS1_128,
    SHEETS,
    VECTOR,
    check_output,
    prefix,
    sheet,
    sheet_of,
    write_file,
)
from ocop.stamps.printing import LABELS, LEAST_MODULE_UM, QUIET, check_size, label_of, module_um
from ocop.stamps.serials import pin_of, serial_of
from tests.factories.stamps import GTIN, a_batch, a_lot, a_stamped_product
from tests.moment import TODAY
from tests.serving import PATIENCE

pytestmark = pytest.mark.django_db
DPI = 150


def batch_with(gtin=GTIN, count=60, **fields):
    """Return a batch of a product with a GTIN, or without one."""
    expires_on = TODAY.replace(year=TODAY.year + 1)
    lot = a_lot(a_stamped_product(gtin=gtin), code="L2610", expires_on=expires_on)
    return a_batch(lot, count, **fields)


def serials(batch):
    """Return the serials of a batch, one by one."""
    key = key_of(batch.key)
    return [
        serial_of(key, batch.number, n, batch.about) for n in range(batch.first, batch.last + 1)
    ]


def read_all(pictures):
    """Return everything that the reader finds on the pages."""
    found = []
    for picture in pictures:
        image = Image.open(io.BytesIO(picture)).convert("L")
        found += zxingcpp.read_barcodes(image)
    return found


def cut(page, label):
    """Return the labels of a page one by one, as a scanner is held to them."""
    image = Image.open(io.BytesIO(page))
    width, height = (side * DPI * 10 // 254 for side in (label.width, label.height))
    left = (image.width - width * label.columns) // 2
    top = (image.height - height * label.rows) // 2
    for number in range(label.per_page):
        x, y = left + width * (number % label.columns), top + height * (number // label.columns)
        out = io.BytesIO()
        image.crop((x, y, x + width, y + height)).save(out, "PNG")
        yield out.getvalue()


@pytest.mark.parametrize(
    ("label", "gtin"),
    [
        ("a4-50", GTIN),
        ("a4-24", GTIN),
        ("a4-16", None),
        ("a4-28", None),
        ("roll-50x30", GTIN),
        ("roll-50x30", None),
    ],
)
def test_every_symbol_on_a_sheet_is_read_at_150_dpi(label, gtin):
    batch = batch_with(gtin)
    pages = press.pictures(
        "stamps.typ", sheet_of(batch, SHEETS, label, batch.first, batch.last, True), ppi=DPI
    )

    found = {code.text for code in read_all(pages)}

    assert found == {prefix(batch) + serial for serial in serials(batch)}


@pytest.mark.skipif(which("pdftoppm") is None, reason="the second renderer is not installed")
def test_the_pdf_itself_is_read_as_another_renderer_draws_it(tmp_path):
    batch = batch_with(count=24)
    path = tmp_path / "tem.pdf"
    path.write_bytes(
        sheet(batch, SHEETS, "a4-24", batch.first, batch.last, day=TODAY, calibration=True)
    )

    drawn = ["pdftoppm", "-r", str(DPI), "-png", path, tmp_path / "page"]
    subprocess.run(drawn, check=True, timeout=PATIENCE)

    pages = [page.read_bytes() for page in sorted(tmp_path.glob("page*.png"))]
    assert len(pages) == 2
    assert {c.text for c in read_all(pages)} == {prefix(batch) + s for s in serials(batch)}


@pytest.mark.parametrize(
    ("output", "label", "kind"),
    [
        # What follows "]" says that the first character is FNC1, so that elements are of GS1.
        (DATAMATRIX, "a4-28", "]d2"),
        (DATAMATRIX, "roll-50x30", "]d2"),
        (GS1_128, "a4-16", "]C1"),
        (EAN, "a4-28", "]E0"),
        (EAN, "roll-50x30", "]E0"),
    ],
)
def test_every_bar_code_of_gs1_is_read_at_150_dpi(output, label, kind):
    batch = batch_with(count=16)
    pages = press.pictures(
        "stamps.typ", sheet_of(batch, output, label, batch.first, batch.last), ppi=DPI
    )

    read = [code for page in pages for code in read_all(cut(page, label_of(label)))]
    found = [code.text for code in read]

    lot = f"(01)0{GTIN}(17){batch.lot.expires_on:%y%m%d}(10)L2610"
    told = {
        DATAMATRIX: {f"{lot}(21){serial}" for serial in serials(batch)},
        GS1_128: {lot},
        EAN: {GTIN},
    }
    assert len(found) == batch.count
    assert set(found) == told[output]
    assert {code.symbology_identifier for code in read} == {kind}


def test_the_printers_csv_says_link_serial_and_pin_of_every_stamp(tmp_path):
    batch = batch_with(with_pin=True)

    size = write_file(batch, CSV, tmp_path / "tem.csv")

    text = (tmp_path / "tem.csv").read_text("ascii")
    rows = list(csv.DictReader(io.StringIO(text)))
    key = key_of(batch.key)
    assert size == len(text.replace("\n", "\r\n")) == (tmp_path / "tem.csv").stat().st_size
    assert [row["serial"] for row in rows] == serials(batch)
    assert all(row["uri"] == prefix(batch) + row["serial"] for row in rows)
    assert rows[4]["pin"] == pin_of(key, batch.number, batch.first + 4, batch.about)


@pytest.mark.parametrize("gtin", [GTIN, None])
def test_every_symbol_of_the_vector_file_is_read_at_150_dpi(tmp_path, gtin):
    batch = batch_with(gtin)
    write_file(batch, VECTOR, tmp_path / "tem.ps")

    text = (tmp_path / "tem.ps").read_text("ascii")
    side = int(re.search(r"(\d+) \d+ true \[", text).group(1))
    size = (side + 7) // 8 * side
    lines = [bytes.fromhex(one) for one in re.findall(r"^[0-9a-f]+$", text, re.MULTILINE)]
    stamps = [(line[:size], line[size:].decode()) for line in lines]

    assert [serial for _, serial in stamps] == serials(batch)
    for bits, serial in stamps:
        image = Image.frombytes("1", (side, side), bytes(255 - b for b in bits))
        whole = Image.new("1", (side + 2 * QUIET, side + 2 * QUIET), 1)
        whole.paste(image, (QUIET, QUIET))
        # A module of a third of a millimetre is two dots at 150 dpi.
        pixels = (whole.width * 2, whole.height * 2)
        [code] = zxingcpp.read_barcodes(whole.resize(pixels, Image.Resampling.NEAREST).convert("L"))
        assert code.text == prefix(batch) + serial


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_a_module_is_as_wide_as_a_telephone_needs_or_the_label_is_refused(label):
    widest = max(side for side in range(21, 178, 4) if module_um(label, side) >= LEAST_MODULE_UM)

    check_size(label, widest)
    with pytest.raises(Refused, match="dưới mức 0,33 mm"):
        check_size(label, widest + 4)


@pytest.mark.parametrize(("label", "holds"), [("a4-28", True), ("a4-50", False)])
def test_bars_are_as_wide_as_a_scanner_needs_or_the_label_is_refused(label, holds):
    batch = batch_with(count=1)

    if holds:
        check_output(batch, EAN, label)
        return
    with pytest.raises(Refused, match="từ 40 mm"):
        check_output(batch, EAN, label)


def test_a_label_too_small_for_its_symbol_is_refused(settings):
    settings.STAMP_SITE_URL = "https://" + "rat-dai." * 40 + "vn"

    with pytest.raises(Refused, match="0,33 mm"):
        check_output(batch_with(), SHEETS, "a4-50")


def test_a_product_without_a_gtin_has_no_bar_code_of_gs1():
    with pytest.raises(Refused, match="GTIN"):
        check_output(batch_with(None), EAN, "a4-28")


def test_an_unknown_label_is_refused():
    with pytest.raises(Refused, match="cỡ tem"):
        label_of("a3")
