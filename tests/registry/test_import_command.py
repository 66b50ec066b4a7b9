"""The command that takes a register over, as an office runs it."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from ocop.places.models import Province
from ocop.registry.models import Product
from tests.factories.dossiers import a_commune
from tests.factories.registers import register
from tests.registry.unchanged import unchanged

BAD = {"product": "Mật ong", "set": "27"}


@pytest.fixture
def run(province, tmp_path):
    """Run the command on a file; return its lines."""

    def run(data, *arguments, name="so.xlsx"):
        file = tmp_path / name
        file.write_bytes(data)
        out = StringIO()
        call_command("import_registry", str(file), *arguments, stdout=out)
        return out.getvalue().splitlines()

    return run


def test_without_commit_nothing_is_written(run):
    with unchanged():
        lines = run(register({}, BAD))

    assert lines[-1] == '{"rows": 2, "new": 1, "changed": 0, "same": 0, "errors": 1}'
    assert "+ dòng 2: mới · Trà hoa vàng – HTX Ba Chẽ" in lines
    assert "! dòng 3: lỗi · Mật ong – HTX Ba Chẽ" in lines
    assert "Chưa ghi gì" in lines[-2]


def test_with_commit_twice_all_is_the_same(run):
    data = register({}, {"product": "Mật ong", "set": "4"})

    first, second = run(data, "--commit"), run(data, "--commit")

    assert json.loads(first[-1])["new"] == 2
    assert json.loads(second[-1]) == {"rows": 2, "new": 0, "changed": 0, "same": 2, "errors": 0}
    assert "Đang ghi: 2/2 dòng" in first
    assert Product.objects.count() == 2


def test_a_change_and_a_likely_double_are_told(run):
    run(register({}), "--commit")

    lines = run(register({"phone": "0988777666"}, {"product": "Tra hoa vang"}))

    assert "      Điện thoại: 0912345678 → 0988777666" in lines
    assert "    ? Có thể trùng với SP-00001 “Trà hoa vàng” của “HTX Ba Chẽ”." in lines


def test_the_error_file_is_their_own_sheet_with_a_red_column(run, tmp_path):
    target = tmp_path / "loi.xlsx"

    run(register({}, BAD), "--errors", str(target))

    sheet = load_workbook(BytesIO(target.read_bytes())).active
    head, good, bad = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (head[1], head[-1]) == ("Tên sản phẩm", "Lỗi")
    assert (good[1], good[-1]) == ("Trà hoa vàng", None)
    assert "Không có bộ sản phẩm số 27" in bad[-1]
    assert sheet.cell(1, len(head)).fill.fgColor.rgb.endswith("C00000")


def test_without_errors_no_error_file_is_made(run, tmp_path):
    run(register({}), "--errors", str(tmp_path / "loi.xlsx"))

    assert not (tmp_path / "loi.xlsx").exists()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "so.xlsx", "Tệp này trống."),
        (b"PK\x03\x04", "so.xlsx", "Tệp Excel bị hỏng"),
        (b"a,b\n1,2", "so.csv", "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_refused_file_ends_with_two_and_a_sentence(run, capsys, data, name, sentence):
    with unchanged(), pytest.raises(SystemExit) as ended:
        run(data, "--commit", name=name)

    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("path", ["khong-co.xlsx", "."])
def test_a_path_without_a_file_is_refused(province, tmp_path, path):
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_registry", str(tmp_path / path), stderr=errors)

    assert ended.value.code == 2
    assert "Không mở được tệp" in errors.getvalue()


def test_a_folder_that_is_not_there_is_refused_before_anything_is_written(run, tmp_path):
    with unchanged(), pytest.raises(SystemExit):
        run(register({}), "--commit", "--errors", str(tmp_path / "khong" / "loi.xlsx"))


def test_the_province_is_asked_for_where_there_are_several(run):
    a_commune("00001", "Xa", Province.objects.get(code="01"))

    with pytest.raises(SystemExit):
        run(register({}))

    assert json.loads(run(register({}), "--province", "22")[-1])["new"] == 1


@pytest.mark.parametrize("code", ["99", "xx"])
def test_an_unknown_province_is_refused(run, code):
    with pytest.raises(SystemExit) as ended:
        run(register({}), "--province", code)

    assert ended.value.code == 2
