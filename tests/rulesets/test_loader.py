"""Errors planted one at a time in the real files; each is refused with its own line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.kernel.errors import Refused
from ocop.rulesets import bundled
from ocop.rulesets.loader import digest, parse

TEXT = bundled.text("qd26-2026")
LINES = TEXT.split("\n")
FIRST_SET = LINES.index("  - number: 1")
TEA = LINES.index("  - number: 11")


def planted(old, new, start=FIRST_SET):
    """Return the text with the first ``old`` after ``start`` replaced, and the line of it."""
    at = next(n for n in range(start, len(LINES)) if old in LINES[n])
    lines = [*LINES]
    lines[at] = lines[at].replace(old, new, 1)
    return "\n".join(lines), at + 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        # Sums: a criterion's top step, a section, a part of the set.
        (
            "points: [0, 1, 2, 3], floors: {4: 2, 5: 3}",
            "points: [0, 1, 2]",
            "có 3 điểm nhưng 4 mức",
        ),
        ("code: '1.2', is: area-certified, max: 2", "code: '1.2', is: capacity, max: 3", "mức cao"),
        ("max: 18", "max: 19", "mục 1 ghi 19 điểm, các tiêu chí cộng lại 18"),
        ("is: export, max: 3, points: [1, 2, 3]", "is: export, max: 3, points: [1, 2, 2]", "tăng"),
        # Codes: twice, out of order, of another section, misshapen.
        ("code: '1.3'", "code: '1.2'", "mã 1.2 không nối tiếp 1.2"),
        ("code: '1.4'", "code: '1.5'", "mã 1.5 không nối tiếp 1.3"),
        ("code: '1.1'", "code: '2.1'", "mã 2.1 không nối tiếp mục 1"),
        ("code: '1.1'", "code: '1.x'", "không đúng dạng"),
        ("code: '7', is", "code: '8', is", "phải là mục 7"),
        ("- code: '2'", "- code: '3'", "phải là mục 2"),
        # Ladders: falling, equal, wrong count, floors.
        ("points: [0, 1, 2]}", "points: [0, 2, 1]}", "tăng dần"),
        ("points: [0, 1, 2]}", "points: [0, 0, 2]}", "tăng dần"),
        ("points: [0, 1, 2]}", "points: [0, 2]}", "có 2 điểm nhưng 3 mức"),
        ("points: [0, 1, 2]}", "points: [0, null, 2]}", "có mức không ghi điểm"),
        ("points: [0, 1, 2]}", "points: [0, 1.5, 2]}", "số nguyên"),
        ("points: [0, 1, 2]}", "points: [0, true, 2]}", "số nguyên"),
        ("floors: {4: 2, 5: 3}", "floors: {4: 4, 5: 3}", "dấu 4 sao ghi 4 điểm"),
        ("floors: {4: 2, 5: 3}", "floors: {4: 3, 5: 3}", "sao cao hơn phải cần nhiều điểm hơn"),
        ("floors: {4: 2, 5: 3}", "floors: {5: 2, 4: 3}", "từ thấp đến cao"),
        ("floors: {4: 2, 5: 3}", "floors: {2: 2, 5: 3}", "chỉ có 3, 4 và 5 sao"),
        ("floors: {4: 2, 5: 3}", "floors: {4: 2, 4: 3}", "khóa “4” ghi hai lần"),
        # Words that lead nowhere.
        ("is: capacity", "is: capacitty", "không có tiêu chí “capacitty”"),
        ("is: production", "is: producing", "không có tên mục “producing”"),
        ("knockout: all-grown", "knockout: some-grown", "không có trường hợp loại"),
        ("depends_on: '5.1'", "depends_on: '5.3'", "phụ thuộc 5.3"),
        ("lead_agencies: [mae]", "lead_agencies: [mea]", "không có cơ quan “mea”"),
        ("group: fresh-food", "group: tea-food", "không có nhóm"),
        ("dossier_knockouts: [forged", "dossier_knockouts: [forgery", "loại hồ sơ “forgery”"),
        ("floors: {4: 2, 5: 3}", "floor: {4: 2, 5: 3}", "không có khóa “floor”"),
        ("code: '1.2', is", "cod: '1.2', is", "không có khóa “cod”"),
        ("slug: fresh-animal", "slug: Fresh Animal", "chữ thường không dấu"),
        ("sample_required: true", "sample_required: 1", "true hoặc false"),
        ("title: Rau", "title: [Rau]", "."),
    ],
)
def test_a_planted_error_is_refused_with_its_line(old, new, sentence):
    text, line = planted(old, new)

    with pytest.raises(Refused) as told:
        parse(text)

    assert str(told.value).startswith(f"Dòng {line}: ")
    assert sentence in str(told.value)


def test_a_group_is_refused_where_it_contradicts_its_industry():
    text, line = planted("industry: I", "industry: II")

    with pytest.raises(Refused, match=f"Dòng {line + 1}: nhóm “fresh-food” không thuộc ngành II"):
        parse(text)


def test_an_open_quote_is_refused_as_yaml():
    text, _ = planted("- {code: '7'", "- {code: '7")

    with pytest.raises(Refused, match=r"Dòng \d+: tệp viết sai cú pháp YAML"):
        parse(text)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("is: appearance, max: 4", "is: appearance, max: 5", "mục 6.1 ghi 5 điểm"),
        ("code: '6.1.2'", "code: '6.1.3'", "mã 6.1.3 không nối tiếp 6.1.1"),
        ("code: '6.2.1'", "code: '6.3.1'", "mã 6.3.1 không nối tiếp 6.1.2"),
        ("{code: '6.2', is: brew", "{code: '6.3', is: brew", "mục 6.3 ghi 11 điểm"),
    ],
)
def test_the_third_level_of_tea_has_to_nest(old, new, sentence):
    text, _ = planted(old, new, start=TEA)

    with pytest.raises(Refused, match=sentence):
        parse(text)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id: qd26-2026", "id: QĐ 26", "chữ thường không dấu"),
        ("  A: {max: 40", "  A: {max: 41", "các phần cộng lại 101 điểm"),
        ("star: 4, from: 70, below: 90", "star: 4, from: 70, below: 91", "không chồng nhau"),
        ("{star: 1, from: 0, below: 30}", "{star: 1, from: 0}", "below (dưới) hoặc to"),
        ("effective_from: '2026-05-22'", "effective_from: '22/05/2026'", "năm-tháng-ngày"),
        ("3: province, 4: province", "3: provinces, 4: province", "cơ quan công nhận"),
        ("effective_from:", "effective:", "không có khóa “effective”"),
        ("        case: TH1", "        case: TH3", "không có trường hợp “TH3”"),
        ("kind: requirement", "kind: wish", "không có loại điều kiện"),
    ],
)
def test_the_head_of_the_file_is_checked_too(old, new, sentence):
    text, line = planted(old, new, start=0)

    with pytest.raises(Refused) as told:
        parse(text)

    assert sentence in str(told.value)
    assert str(told.value).startswith(f"Dòng {line}: ")


def test_the_bands_reach_from_nothing_to_everything():
    with pytest.raises(Refused, match="phủ từ 0 đến 100"):
        parse(TEXT.replace("star: 1, from: 0,", "star: 1, from: 1,"))


def test_a_part_that_does_not_add_up_is_refused_where_it_begins():
    start = LINES.index("      A:", FIRST_SET)
    text = TEXT.replace("is: bilingual, max: 1}", "is: bilingual, max: 2}", 1)
    text = text.replace("          max: 10\n", "          max: 11\n", 1)

    with pytest.raises(Refused, match=f"Dòng {start + 1}: bộ 1, phần A: các mục cộng lại 41"):
        parse(text)


def test_equal_steps_stand_only_where_a_note_owns_up_to_them():
    text = TEXT.replace("      - at: '3.1'\n", "      - at: '3.2'\n")

    with pytest.raises(Refused, match=r"tiêu chí 3\.1: điểm các mức phải tăng dần"):
        parse(text)


def test_sets_are_numbered_one_after_the_other():
    with pytest.raises(Refused, match="bộ số 5 không nối tiếp bộ số 3"):
        parse(TEXT.replace("  - number: 4\n", "  - number: 5\n"))
    with pytest.raises(Refused, match="đã dùng cho bộ khác"):
        parse(TEXT.replace("slug: fresh-animal", "slug: fresh-produce"))


def test_a_set_of_a_complete_file_cannot_be_incomplete():
    text = TEXT.replace(
        "    slug: fresh-produce\n", "    slug: fresh-produce\n    complete: false\n"
    )

    with pytest.raises(Refused, match="tệp ghi là đầy đủ"):
        parse(text)


def test_a_gap_of_a_repealed_file_comes_with_its_reason():
    sheets = parse(bundled.text("qd148-2023")).sheets

    assert str(sheets[7].why_incomplete) == "6.4 ghi tối đa 4 điểm nhưng các mức chỉ đến 3"
    assert sheets[1].complete
    with pytest.raises(Refused, match="cần ghi lý do"):
        parse(bundled.text("qd148-2023").replace("complete: true\n", "complete: false\n", 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a remark",
        "a",
        "- a",
        "a: b",
        "[" * 100_000,
        "- " * 5_000,
        "&a [*a]",
        "\x00",
        "\ud800",
        "a: &a [1]\nb: *c",
        "!!python/object/apply:os.system ['true']",
        "id: !!binary aGk=",
        "x" * 3_000_000,
    ],
)
def test_a_file_of_another_kind_is_refused(text):
    with pytest.raises(Refused):
        parse(text)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_lines_out_of_place_are_refused_or_harmless(one, other):
    lines = [*LINES]
    lines[one], lines[other] = lines[other], lines[one]

    try:
        parse("\n".join(lines))
    except Refused as refused:
        assert str(refused).startswith("Dòng ")


def test_a_change_of_one_letter_changes_the_digest():
    assert digest(TEXT) != digest(TEXT.replace("Nhãn", "nhãn", 1))
