"""The commune's report: in one press, on paper and as a workbook."""

from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ocop.dossiers.flow import State
from ocop.kernel.act import VIETNAM
from ocop.web.office.report import KEPT, MISSED, RUNNING, kept_or_missed
from tests import cast
from tests.factories.dossiers import a_certificate, a_commune, a_dossier, a_producer, a_product
from tests.moment import NOW, TODAY
from tests.web import desk

pytestmark = pytest.mark.django_db
REPORT = "/van-phong/bao-cao/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


def at_noon(year, month, day):
    return datetime(year, month, day, 12, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("answered", "day", "told"),
    [
        (at_noon(2026, 10, 26), NOW.date(), KEPT),
        (at_noon(2026, 10, 27), NOW.date(), MISSED),
        (None, at_noon(2026, 10, 26).date(), RUNNING),
        (None, at_noon(2026, 10, 27).date(), MISSED),
    ],
)
def test_fifteen_working_days_are_kept_to_the_end_of_the_last(answered, day, told):
    assert kept_or_missed(at_noon(2026, 10, 5), answered, day) == told


def sheets(client, query=""):
    content = client.get(f"{REPORT}?tai=xlsx{query}").content
    return load_workbook(BytesIO(content))


def rows_of(sheet):
    return {
        row[1].value: [cell.value for cell in row[2:]]
        for row in sheet
        if isinstance(row[0].value, int)
    }


def test_a_commune_is_told_its_own_and_no_others():
    for commune in (a_commune(), a_commune("06985", "Lương Minh")):
        product = a_product(producer=a_producer(commune=commune))
        a_certificate(product)
        a_dossier(State.SUBMITTED, product=product)
    book = sheets(desk.at(cast.lan()))

    assert rows_of(book["Chủ thể và sản phẩm"])["Chủ thể"] == [1]
    assert sum(rows_of(book["Giấy chứng nhận theo hạng sao"])["Cộng"]) == 1
    assert rows_of(book["Hồ sơ nộp trong kỳ"])["Cộng"] == [1]


@pytest.mark.parametrize(("days", "counted"), [(0, 1), (1, 0)])
def test_a_dossier_counts_in_the_period_of_its_filing(days, counted):
    a_dossier(State.SUBMITTED, product=a_product(producer=a_producer(commune=a_commune())))
    last = a_last_filing() - timedelta(days=days)
    book = sheets(desk.at(cast.lan()), f"&tu=01/01/2026&den={last:%d/%m/%Y}")

    assert rows_of(book["Hồ sơ nộp trong kỳ"])["Cộng"] == [counted]


def a_last_filing():
    from ocop.dossiers.models import Dossier

    return Dossier.objects.get().filed_on


def test_every_sheet_is_ready_to_print_and_sign():
    for sheet in sheets(desk.at(cast.lan())):
        texts = [str(cell.value) for row in sheet for cell in row if cell.value is not None]
        assert sheet["A1"].value == "ỦY BAN NHÂN DÂN XÃ BA CHẼ"
        assert "Thủ trưởng đơn vị" in texts
        assert sheet.page_setup.orientation == "landscape"


def test_the_page_shows_the_same_and_prints_with_its_head():
    page = desk.text(desk.at(cast.lan()).get(REPORT))

    assert "BÁO CÁO CHƯƠNG TRÌNH OCOP" in page
    assert "Kỳ từ 01/01/2026 đến hết" in page
    assert f"{TODAY:%d/%m/%Y}" in page


def test_a_period_that_ends_before_it_begins_is_told():
    page = desk.text(desk.at(cast.lan()).get(f"{REPORT}?tu=02/10/2026&den=01/10/2026"))

    assert "Ngày cuối phải từ ngày đầu trở đi." in page


@pytest.mark.parametrize("rows", [1, 25])
def test_the_report_asks_the_same_however_much_there_is(rows, django_assert_max_num_queries):
    client = desk.at(cast.lan())
    for _ in range(rows):
        product = a_product(producer=a_producer(commune=a_commune()))
        a_certificate(product)
        a_dossier(State.SUBMITTED, product=product)

    with django_assert_max_num_queries(26):
        client.get(REPORT)


@pytest.mark.parametrize(
    ("person", "agency", "post"),
    [
        (cast.lan, "XÃ BA CHẼ", "TM. ỦY BAN NHÂN DÂN"),
        (cast.tung, "TỈNH QUẢNG NINH", "TM. ỦY BAN NHÂN DÂN"),
        (cast.ministry, "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "BỘ TRƯỞNG"),
    ],
)
def test_the_report_is_an_official_paper_of_the_office_that_asks(person, agency, post):
    product = a_product(producer=a_producer(commune=a_commune()))
    certificate = a_certificate(product, lapses_on=TODAY + timedelta(days=30))

    answer = desk.at(person()).get(f"{REPORT}?tai=docx")

    assert answer["Content-Disposition"].endswith('.docx"')
    told = words_of(answer.content)
    assert agency in told.upper()
    assert post in told.upper()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told.upper()
    assert "Thời hạn 15 ngày làm việc ở xã" in told
    assert f"{certificate.lapses_on:%d/%m/%Y}" in told


def words_of(content):
    """Return all that a .docx says, tables and frames too."""
    with ZipFile(BytesIO(content)) as packed:
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    return " ".join(node.text or "" for node in root.iter() if node.tag.endswith("}t"))
