"""Spreadsheets at the office: sent, looked through, taken over as seen, never past one's place."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone
from openpyxl import load_workbook

from ocop.accounts.models import Membership
from ocop.accounts.permissions import Role
from ocop.certificates.models import Certificate
from ocop.jobs.flow import State
from ocop.jobs.models import Job
from ocop.jobs.worker import LEASE, Worker
from ocop.registry.models import Product
from ocop.web.office import imports
from tests import cast
from tests.certificates.test_import_command import sheet
from tests.factories.dossiers import a_province
from tests.factories.registers import quang_ninh, register
from tests.moment import NOW
from tests.registry.unchanged import unchanged
from tests.web.desk import at, body, text

DESK = "/van-phong/nhap-bang-tinh/"
BAD = {"product": "Mật ong", "set": "27"}


@pytest.fixture
def desk(db):
    """Tùng's browser, in a Quảng Ninh with its communes."""
    quang_ninh()
    return at(cast.tung())


def send(client, data, name="so.xlsx", kind="san-pham", place="22"):
    file = SimpleUploadedFile(name, data)
    return client.post(DESK, {"file": file, "kind": kind, "place": place})


def sent(client, data, **options):
    """Send a file that is taken in; return the address of its preview."""
    response = send(client, data, **options)
    assert response.status_code == 302, text(response)
    return response["Location"]


def seen(client, address):
    """Return the fingerprint that the preview shows beside its button."""
    return client.get(address).context["plan"].fingerprint


def test_sending_shows_each_row_and_writes_nothing(desk):
    with unchanged():
        page = text(desk.get(sent(desk, register({}, BAD))))

    assert "Ghi 1 dòng vào sổ" in page
    assert "Trà hoa vàng" in page
    assert "Không có bộ sản phẩm số 27" in page


def test_what_was_seen_is_written_once(desk):
    address = sent(desk, register({}, BAD))

    page = text(desk.post(address, {"seen": seen(desk, address)}, follow=True))

    assert "Đã ghi 1 dòng mới, 0 dòng thay đổi. 1 dòng lỗi chưa được ghi." in page
    assert "dòng vào sổ" not in page
    assert Product.objects.get().name == "Trà hoa vàng"


def test_a_record_that_changed_since_is_looked_through_again(desk):
    address = sent(desk, register({}))
    before = seen(desk, address)
    other = sent(desk, register({"phone": "0988777666"}))
    desk.post(other, {"seen": seen(desk, other)})

    with unchanged():
        page = text(desk.post(address, {"seen": before}))

    assert "đã thay đổi từ lúc xem trước" in page
    assert "Điện thoại: 0988777666 → 0912345678" in page


@pytest.mark.parametrize("fingerprint", ["", "0" * 63, "x" * 64, "0" * 64])
def test_a_button_without_the_right_fingerprint_writes_nothing(desk, fingerprint):
    address = sent(desk, register({}))

    with unchanged():
        assert desk.post(address, {"seen": fingerprint}).status_code == 200


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [("", 4), ("new", 3), ("error", 1), ("same", 0), ("xem-lai", 1), ("khong-co", 4)],
)
def test_the_preview_is_filtered_by_outcome(desk, chosen, rows):
    data = register(
        {}, {"product": "Tra hoa vang"}, {"product": "Rượu", "set": "14"}, BAD
    )  # fmt: skip

    response = desk.get(f"{sent(desk, data)}?loc={chosen}")

    assert len(response.context["lines"]) == rows
    assert [(label, count) for _, label, count in response.context["options"]] == [
        ("Mới", 3), ("Lỗi", 1), ("Cần xem lại", 1),
    ]  # fmt: skip


def test_a_likely_double_is_shown_before_it_is_written(desk):
    page = text(desk.get(sent(desk, register({}, {"producer": "Hợp tác xã Ba Chẽ"}))))

    assert "Có thể trùng với dòng 2 “Trà hoa vàng” của “HTX Ba Chẽ”." in page
    assert "hệ thống không tự gộp" in page


def test_the_error_file_is_their_own_sheet(desk):
    response = desk.get(f"{sent(desk, register({}, BAD))}loi.xlsx")

    cells = list(load_workbook(BytesIO(body(response))).active.values)
    assert (cells[0][1], cells[0][-1]) == ("Tên sản phẩm", "Lỗi")
    assert "27" in cells[2][-1]


def test_long_lists_come_in_pages(desk):
    rows = [{"product": f"Chè {n}"} for n in range(imports.SHOWN + 1)]
    address = sent(desk, register(*rows))

    assert len(desk.get(address).context["lines"]) == imports.SHOWN
    assert len(desk.get(f"{address}?trang=2").context["lines"]) == 1


@pytest.mark.parametrize("query", ["", "?day-du"])
def test_the_template_comes_back_as_no_change(desk, query):
    address = sent(desk, register({"code": "BC-01"}))
    desk.post(address, {"seen": seen(desk, address)})

    plan = desk.get(sent(desk, body(desk.get(f"{DESK}mau.xlsx{query}")))).context["plan"]

    assert plan.counts["same"] == plan.counts["rows"] == (1 if query else 0)


def test_certificates_are_taken_over_the_same_way(desk):
    products = sent(desk, register({}))
    desk.post(products, {"seen": seen(desk, products)})
    address = sent(desk, sheet({}), kind="giay")

    desk.post(address, {"seen": seen(desk, address)})

    assert Certificate.objects.get().number == "0012/2021/GCN-OCOP"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "so.xlsx"),
        (b"PK\x03\x04" + b"\x00" * 300, "so.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 40, "so.xls"),
        (b"%PDF-1.7 x", "so.csv"),
        (b"a;b\n1;2\n", "so.csv"),
        (bytes(range(256)) * 20, "so.csv"),
        (b"\x00" * 1000, "../../so.xlsx"),
        (b"<html><table></table></html>", "so.xls"),
        (b"x", "so.xlsm"),
    ],
)
def test_a_hostile_file_is_refused_in_words(desk, data, name):
    with unchanged():
        response = send(desk, data, name)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_file_beyond_ten_megabytes_is_refused(desk, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST", 100)

    assert "lớn hơn 10 MB" in text(send(desk, register({})))


@pytest.mark.parametrize(("most", "status"), [(2, 302), (1, 200)])
def test_more_rows_than_the_desk_takes_are_refused(desk, monkeypatch, most, status):
    monkeypatch.setattr(imports, "MOST_ROWS", most)

    assert send(desk, register({}, BAD)).status_code == status


@pytest.mark.parametrize("change", [{"kind": "khac"}, {"place": "01"}, {"place": "x"}])
def test_another_kind_or_province_is_refused(desk, change):
    with unchanged():
        assert send(desk, register({}), **change).status_code == 200


def test_a_file_is_there_only_for_whoever_sent_it(desk):
    address = sent(desk, register({}))
    other = cast.person("khac", "Đỗ Thị Khác", Role.PROVINCE_OFFICER, province=a_province())

    for path in (address, f"{address}loi.xlsx", f"{DESK}{'0' * 64}/", f"{DESK}khong-co/"):
        assert at(other).get(path).status_code == 404
        assert at(other).post(address, {"seen": "0" * 64}).status_code == 404


def test_an_officer_of_another_province_reaches_nothing_here(desk):
    far = cast.person(
        "ha-noi", "Lý Thị Xa", Role.PROVINCE_OFFICER, province=a_province("01", "Hà Nội")
    )

    there = at(far)

    with unchanged():
        assert send(there, register({})).status_code == 200
        address = sent(there, register({}), place="01")
        assert there.get(address).context["plan"].counts["errors"] == 1


@pytest.mark.parametrize("who", [cast.leader, cast.ministry, cast.hoa])
def test_only_who_may_import_gets_in(desk, who):
    for path in (DESK, f"{DESK}mau.xlsx", f"{DESK}x/", f"{DESK}x/loi.xlsx"):
        assert at(who()).get(path).status_code == 403


def test_the_oldest_of_many_files_is_forgotten(desk, monkeypatch):
    monkeypatch.setattr(imports, "MOST_OPEN", 2)
    first, *others = [sent(desk, register({"product": f"Chè {n}"})) for n in range(3)]

    assert desk.get(first).status_code == 404
    assert [desk.get(address).status_code for address in others] == [200, 200]
    assert text(desk.get(DESK)).count("so.xlsx") == 2


def test_many_rows_are_written_by_the_worker_as_they_were_seen(desk, monkeypatch):
    monkeypatch.setattr(imports, "QUICK_ROWS", 1)
    rows = [{"product": f"Sản phẩm {number}", "gtin": ""} for number in range(3)]
    address = sent(desk, register(*rows))
    response = desk.post(address, {"seen": seen(desk, address)})
    before = Product.objects.count()
    Worker(timezone.now).once()
    job = Job.objects.get()

    assert response["Location"] == f"/van-phong/viec/{job.pk}/"
    assert (before, Product.objects.count()) == (0, 3)
    assert (job.state, job.done, job.total) == (State.DONE, 3, 3)
    assert job.outcome.startswith("Đã ghi 3 dòng mới")


def test_what_changed_while_it_waited_is_not_written(desk, monkeypatch):
    monkeypatch.setattr(imports, "QUICK_ROWS", 1)
    rows = [{"product": f"Sản phẩm {number}", "gtin": ""} for number in range(3)]
    address = sent(desk, register(*rows))
    desk.post(address, {"seen": seen(desk, address)})
    monkeypatch.setattr(imports, "QUICK_ROWS", 200)
    other = sent(desk, register(rows[0]))
    desk.post(other, {"seen": seen(desk, other)})
    Worker(timezone.now).once()
    job = Job.objects.get()

    assert (job.state, Product.objects.count()) == (State.FAILED, 1)
    assert "đã thay đổi từ lúc xem trước" in job.failure


@pytest.mark.parametrize("killed_at", [1, 2, 3])
def test_a_kill_in_the_middle_of_an_import_leaves_nothing_and_the_next_try_all(
    desk, monkeypatch, killed_at
):
    monkeypatch.setattr(imports, "QUICK_ROWS", 1)
    rows = [{"product": f"Sản phẩm {number}", "gtin": ""} for number in range(3)]
    address = sent(desk, register(*rows))
    desk.post(address, {"seen": seen(desk, address)})

    def tell(job, done):
        if done == killed_at:
            raise OperationalError("Mất điện")

    with monkeypatch.context() as once:
        once.setattr(Job, "tell", tell)
        with pytest.raises(OperationalError):
            Worker(timezone.now).once()
    assert Product.objects.count() == 0

    later = timezone.now() + LEASE
    Worker(lambda: later).once()
    assert (Job.objects.get().state, Product.objects.count()) == (State.DONE, 3)


def test_cells_pasted_from_excel_go_to_the_same_preview(desk):
    rows = "Tên sản phẩm\tTên chủ thể\tXã\tNhóm\nTrà hoa vàng\tHTX Ba Chẽ\tBa Chẽ\tĐồ uống"
    told = {"kind": "san-pham", "place": "22", "pasted": rows}

    page = text(desk.post(DESK, told, follow=True))
    assert "dan-tu-excel.csv" in page
    assert "Trà hoa vàng" in page


def test_neither_a_file_nor_pasted_cells_is_told(desk):
    page = text(desk.post(DESK, {"kind": "san-pham", "place": "22"}))
    assert "Hãy chọn một tệp, hoặc dán các ô từ Excel." in page


@pytest.fixture
def commune_desk(db):
    """Lan's browser, in a Quảng Ninh with its communes."""
    quang_ninh()
    return at(cast.lan())


BESIDE = {"product": "Mật ong", "set": "4", "commune": "Xã Lương Minh"}


def test_a_commune_sees_and_writes_its_own_rows_only(commune_desk):
    address = sent(commune_desk, register({}, BESIDE), place="06978")
    page = text(commune_desk.get(address))
    commune_desk.post(address, {"seen": seen(commune_desk, address)})

    assert "Ghi 1 dòng vào sổ" in page
    assert "Dòng này là của Xã Lương Minh, ở đây chỉ nhập cho Xã Ba Chẽ." in page
    assert [one.name for one in Product.objects.all()] == ["Trà hoa vàng"]


def test_a_commune_is_held_to_its_rows_by_the_worker_too(commune_desk, monkeypatch):
    monkeypatch.setattr(imports, "QUICK_ROWS", 1)
    rows = [{"product": "Trà một"}, {"product": "Trà hai"}, BESIDE]
    address = sent(commune_desk, register(*rows), place="06978")
    commune_desk.post(address, {"seen": seen(commune_desk, address)})
    Worker(timezone.now).once()

    assert Job.objects.get().state == State.DONE
    assert {one.commune.code for one in Product.objects.all()} == {"06978"}
    assert Product.objects.count() == 2


@pytest.mark.parametrize("change", [{"place": "22"}, {"place": "06970"}, {"kind": "giay"}])
def test_a_commune_imports_for_no_other_place_and_no_certificates(commune_desk, change):
    with unchanged():
        response = send(commune_desk, register({}), **{"place": "06978", **change})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_an_officer_without_the_post_any_more_finds_the_file_no_more(commune_desk):
    address = sent(commune_desk, register({}), place="06978")
    Membership.objects.filter(user=cast.lan()).update(withdrawn_on=NOW.date())

    assert commune_desk.get(address).status_code == 403
