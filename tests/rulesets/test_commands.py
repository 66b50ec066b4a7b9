import io
import json

import pytest
from django.core.management import CommandError, call_command

from ocop.places.models import Province
from ocop.rulesets import bundled
from ocop.rulesets.models import Ruleset, Wording
from tests.rulesets.cards import document


def graded(capfd, *args):
    """Run the command without a database: pytest-django forbids one here."""
    code = 0
    try:
        call_command("grade", *args)
    except SystemExit as end:
        code = end.code
    return code, [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_grade_answers_a_file(capfd, tmp_path):
    path = tmp_path / "phieu.json"
    path.write_text(json.dumps(document(), indent=1))

    code, [answer] = graded(capfd, str(path))

    assert (code, answer["stars"]) == (0, 5)


def test_grade_answers_every_line_and_ends_with_two_when_one_was_refused(
    capfd, tmp_path, monkeypatch
):
    lines = "\n".join(json.dumps(document(8, set=n)) for n in (8, 99, 8))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))

    code, answers = graded(capfd, "-")

    assert code == 2
    assert ["refused" in answer for answer in answers] == [False, True, False]
    assert answers[1] == {"refused": "Không có bộ số (set) 99; hãy chọn từ 1 đến 26."}


def test_grade_refuses_a_file_that_is_not_there(capfd, tmp_path):
    code, [answer] = graded(capfd, str(tmp_path / "none.json"))

    assert (code, list(answer)) == (2, ["refused"])


def test_load_ruleset_tells_what_it_loaded(db):
    out = io.StringIO()

    call_command("load_ruleset", str(bundled.path("qd26-2026")), stdout=out)

    assert out.getvalue() == "qd26-2026: Quyết định 26/2026/QĐ-TTg, 26 bộ, 787 tiêu chí.\n"


def test_load_ruleset_refuses_with_file_and_line(db, tmp_path):
    path = tmp_path / "sai.yaml"
    path.write_text(bundled.text("qd26-2026").replace("max: 18\n", "max: 19\n", 1))

    with pytest.raises(CommandError, match=r"sai\.yaml: Dòng 21\d\d: mục 1 ghi 19 điểm"):
        call_command("load_ruleset", str(path))

    assert not Ruleset.objects.exists()


def test_load_wording_reads_a_csv(ruleset, tmp_path):
    Province.objects.create(code="22", name="Quảng Ninh", full_name="Tỉnh Quảng Ninh")
    path = tmp_path / "loi-van.csv"
    path.write_text("set,code,position,text\n8,1.1,0,Nguồn gốc\n", encoding="utf-8-sig")
    told = {"province": "22", "ruleset": "qd26-2026", "source": "Bản ký"}

    call_command("load_wording", str(path), stdout=io.StringIO(), **told)

    assert Wording.objects.get().text == "Nguồn gốc"
    for wrong in ({"province": "99"}, {"ruleset": "x"}, {"source": " "}):
        with pytest.raises(CommandError):
            call_command("load_wording", str(path), **(told | wrong))
    path.write_text("bo,ma\n8,1.1\n")
    with pytest.raises(CommandError, match="các cột set, code, position, text"):
        call_command("load_wording", str(path), **told)
