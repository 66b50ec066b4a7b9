"""Taking certificates of older regimes over from a spreadsheet."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from ocop.audit.models import Entry
from ocop.certificates.intake import plan_certificates
from ocop.certificates.intake import values as cells
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import import_certificates
from ocop.certificates.verbs import Verb
from ocop.kernel.errors import Refused
from ocop.registry.intake import Outcome
from ocop.registry.operations import import_registry
from tests.factories.dossiers import act_of
from tests.factories.registers import GTIN, quang_ninh, register
from tests.moment import TODAY
from tests.sheets.builders import xlsx

HEAD = (
    "TT", "Số giấy chứng nhận", "Tên sản phẩm", "Chủ thể", "Xã, phường", "Mã sản phẩm",
    "Hạng sao", "Cấp", "Số quyết định", "Ngày quyết định", "Ngày cấp", "Ngày hết hạn",
)  # fmt: skip
KEYS = (
    "number", "product", "producer", "commune", "code", "stars", "level", "decision",
    "decided_on", "issued_on", "lapses_on",
)  # fmt: skip
TEA = {
    "number": "0012/2021/GCN-OCOP", "product": "Trà hoa vàng", "producer": "HTX Ba Chẽ",
    "commune": "Xã Ba Chẽ", "stars": "4 sao", "decision": "1234/QĐ-UBND",
    "decided_on": "02/03/2021", "issued_on": "05/03/2021",
}  # fmt: skip


@pytest.fixture
def province(db):
    """Quảng Ninh with the tea and the honey of Ba Chẽ in its record."""
    found = quang_ninh()
    rows = register({"code": "BC-01", "gtin": GTIN}, {"product": "Mật ong", "set": "4"})
    import_registry(act_of(), data=rows, filename="so.xlsx", province=found)
    return found


def sheet(*rows):
    made = [(n, *((TEA | row).get(key, "") for key in KEYS)) for n, row in enumerate(rows, 1)]
    return xlsx(HEAD, *made)


def planned(province, *rows):
    return plan_certificates(sheet(*rows), "gcn.xlsx", province=province, day=TODAY).lines


def taken(province, *rows):
    return import_certificates(
        act_of(), data=sheet(*rows), filename="gcn.xlsx", province=province
    ).lines


def outcomes(lines):
    return [line.outcome for line in lines]


def test_a_certificate_keeps_its_own_number_and_decision(province):
    taken(province, {})

    certificate = Certificate.objects.get()
    assert (certificate.number, certificate.stars) == ("0012/2021/GCN-OCOP", 4)
    assert (certificate.issued_on, certificate.lapses_on) == (date(2021, 3, 5), date(2024, 3, 5))
    assert (certificate.product.name, certificate.is_legacy) == ("Trà hoa vàng", True)
    decision = certificate.decision
    assert (decision.number, decision.signed_on) == ("1234/QĐ-UBND", date(2021, 3, 2))
    assert (decision.level, certificate.level) == (Level.PROVINCE, Level.PROVINCE)


@pytest.mark.parametrize(
    ("written", "lapses_on"),
    [
        ("", date(2024, 3, 5)),
        ("05/03/2024", date(2024, 3, 5)),
        ("04/03/2024", date(2024, 3, 5)),
        ("03/03/2024", date(2024, 3, 3)),
    ],
)
def test_the_last_good_day_and_the_day_of_the_lapse_mean_the_same(province, written, lapses_on):
    data = {"lapses_on": written}
    taken(province, data)

    assert Certificate.objects.get().lapses_on == lapses_on
    assert outcomes(planned(province, data)) == [Outcome.SAME]


def test_one_decision_serves_all_its_certificates(province):
    other = {"number": "0013", "product": "Mật ong", "decision": "Số 1234/QĐ-UBND ngày 2/3/2021",
             "decided_on": ""}  # fmt: skip

    taken(province, {}, other)

    assert Decision.objects.get().certificates.count() == 2


def test_each_act_and_the_import_leave_a_line(province):
    taken(province, {})

    verbs = Entry.objects.filter(verb__startswith="certificates").order_by("pk")
    assert [entry.verb for entry in verbs] == [
        Verb.DECISION_RECORDED, Verb.IMPORTED, Verb.SHEET_IMPORTED,
    ]  # fmt: skip


def test_the_same_file_twice_leaves_no_trace(province):
    taken(province, {}, {"number": "0013", "product": "Mật ong"})
    before = Entry.objects.count()

    assert outcomes(taken(province, {}, {"number": "0013", "product": "Mật ong"})) == [
        Outcome.SAME, Outcome.SAME,
    ]  # fmt: skip
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "changed",
    [{"stars": "3"}, {"issued_on": "06/03/2021"}, {"decision": "99/QĐ"}, {"product": "Mật ong"},
     {"lapses_on": "05/03/2025"}, {"level": "huyện"}, {"decided_on": "01/03/2021"}],
)  # fmt: skip
def test_a_certificate_that_is_there_is_never_changed(province, changed):
    taken(province, {})

    [line] = taken(province, changed)

    assert "không sửa bằng bảng tính" in line.errors[0]
    assert Certificate.objects.get().stars == 4


@pytest.mark.parametrize(
    "found", [{"code": "BC-01"}, {"code": "SP-00001"}, {"commune": ""}, {"product": "TRÀ HOA VÀNG"}]
)
def test_a_product_is_found_by_code_or_by_its_names(province, found):
    assert outcomes(planned(province, found)) == [Outcome.NEW]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"product": "Chè dây"}, "import_registry"),
        ({"producer": "Hợp tác xã Ba Chẽ"}, "Có phải là SP-00001"),
        ({"product": ""}, "Thiếu mã sản phẩm"),
        ({"product": "", "code": "BC-99"}, "Mã BC-99 chưa có"),
        ({"commune": "Xã Không Có"}, "Không có xã"),
        ({"number": ""}, "Thiếu “Số giấy chứng nhận”"),
        ({"stars": "2"}, "từ 3 đến 5"),
        ({"stars": "5 sao tiềm năng"}, "Tiềm năng"),
        ({"level": "thôn"}, "huyện, tỉnh hoặc quốc gia"),
        ({"decision": ""}, "Thiếu “Số quyết định”"),
        ({"decided_on": "", "issued_on": ""}, "Thiếu “Ngày cấp”"),
        ({"issued_on": "31/02/2021"}, "không đọc được"),
        ({"issued_on": "06/10/2026"}, "tương lai"),
        ({"lapses_on": "05/03/2021"}, "sau ngày cấp"),
        ({"number": "x" * 61}, "dài quá 60"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(province, wrong, why):
    [line] = planned(province, wrong)

    assert line.outcome == Outcome.ERROR
    assert why in " ".join(line.errors)


def test_the_day_of_the_tests_is_not_ahead(province):
    assert outcomes(planned(province, {"issued_on": "05/10/2026"})) == [Outcome.NEW]


def test_one_number_twice_in_a_file_is_told(province):
    same, other = planned(province, {}, {}, {"stars": "3"})[1:]

    assert (same.outcome, same.flags) == (Outcome.SAME, ("Trùng với dòng 2 trong tệp này.",))
    assert other.outcome == Outcome.ERROR


@pytest.mark.parametrize(
    ("stars", "day", "level"),
    [
        (3, date(2023, 2, 23), Level.PROVINCE),
        (3, date(2023, 2, 24), Level.DISTRICT),
        (3, date(2025, 6, 30), Level.DISTRICT),
        (3, date(2025, 7, 1), Level.PROVINCE),
        (4, date(2024, 1, 1), Level.PROVINCE),
        (5, date(2024, 1, 1), Level.NATIONAL),
    ],
)
def test_who_recognised_follows_the_law_of_the_day(stars, day, level):
    assert cells.usual_level(stars, day) == level


def test_another_level_is_taken_as_written_and_flagged(province):
    [line] = taken(province, {"level": "cấp huyện"})

    assert line.flags == ("Lúc đó 4 sao do cấp tỉnh công nhận, bảng ghi cấp huyện.",)
    assert Certificate.objects.get().level == Level.DISTRICT


@pytest.mark.parametrize("text", ["3", "3 sao", "Hạng 3 sao", "OCOP 3 sao", "★★★", "***", "Ba sao"])
def test_three_stars_have_many_writings(text):
    assert cells.stars(text) == 3


@pytest.mark.parametrize(
    "text", ["5/3/2021", "05.03.2021", "05-03-2021", "2021-03-05", "ngày 5 tháng 3 năm 2021"]
)
def test_a_day_has_many_writings(text):
    assert cells.day(text, "Ngày cấp") == date(2021, 3, 5)


@pytest.mark.parametrize("text", ["2021", "3/2021", "13/13/2021", "0/0/0000", "hôm qua"])
def test_half_a_day_is_refused(text):
    with pytest.raises(Refused, match="Ngày cấp"):
        cells.day(text, "Ngày cấp")


def test_the_command_shows_and_then_writes(province, tmp_path):
    file = tmp_path / "gcn.xlsx"
    file.write_bytes(sheet({}, {"number": "0013", "stars": "2"}))

    def run(*arguments):
        out = StringIO()
        call_command("import_certificates", str(file), *arguments, stdout=out)
        return out.getvalue().splitlines()[-1]

    told = '{"rows": 2, "new": 1, "changed": 0, "same": 0, "errors": 1}'
    assert (run(), Certificate.objects.count()) == (told, 0)
    assert (run("--commit"), Certificate.objects.count()) == (told, 1)
    assert json.loads(run("--commit"))["same"] == 1


def test_the_command_refuses_a_file_without_the_columns(province, tmp_path):
    file = tmp_path / "gcn.xlsx"
    file.write_bytes(register({}))
    errors = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("import_certificates", str(file), "--commit", stderr=errors)

    assert ended.value.code == 2
    assert "“Số giấy chứng nhận”" in errors.getvalue()
