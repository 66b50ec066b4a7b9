from datetime import date

import pytest

from ocop.documents.letters import Table, long_day, offices
from ocop.documents.letters.layout import grounds_ended, paragraphs, recipients_ended
from ocop.documents.letters.posts import for_body, head_or_deputy
from tests.documents.letters.paper import a_decision, a_letter


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 9), "09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "10 tháng 3 năm 2026"),
        (None, "…… tháng …… năm ……"),
    ],
)
def test_a_day_is_written_as_the_decree_says_and_left_open_when_there_is_none(day, written):
    assert long_day(day) == written


def test_a_paper_without_a_number_or_a_day_leaves_both_open():
    letter = a_letter()
    assert letter.numbered == "Số: ……"
    assert letter.dated == "Ba Chẽ, ngày …… tháng …… năm ……"


def test_an_annex_names_the_paper_it_belongs_to():
    belongs = a_decision().belongs
    assert belongs == "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2026)"


def test_grounds_end_in_semicolons_and_the_last_in_a_full_stop_however_they_were_typed():
    assert grounds_ended(("Căn cứ A;", "Căn cứ B.", "Căn cứ C")) == [
        "Căn cứ A;",
        "Căn cứ B;",
        "Căn cứ C.",
    ]
    assert grounds_ended(()) == []
    assert recipients_ended(("Như trên", "Lưu: VT")) == ["- Như trên;", "- Lưu: VT."]


def test_the_lead_of_a_paragraph_opens_its_first_line_only():
    lead = a_letter().body[2]
    assert paragraphs(lead) == [("Ý kiến:", "Đoạn một."), ("", "Đoạn hai.")]


@pytest.mark.parametrize(
    ("post", "authority"),
    [
        ("Chủ tịch", ""),
        ("Phó Chủ tịch", "KT. Chủ tịch"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "KT. Chủ tịch"),
        ("", ""),
    ],
)
def test_a_deputy_signs_for_the_head(post, authority):
    signer = head_or_deputy(post, "Vũ Đình Khải")
    assert signer.authority == authority
    assert signer.post == (post or "Chủ tịch")


def test_a_vice_minister_signs_for_the_minister_and_a_body_is_signed_for():
    assert head_or_deputy("Thứ trưởng", "A", head="Bộ trưởng").authority == "KT. Bộ trưởng"
    assert for_body("HỘI ĐỒNG", "Chủ tịch").authority == "TM. HỘI ĐỒNG"


def test_a_place_stands_in_lower_case_inside_a_sentence():
    assert offices.committee("Thành phố Hải Phòng") == "Ủy ban nhân dân thành phố Hải Phòng"


@pytest.mark.parametrize(
    ("rows", "widths"), [((("một",),), ()), ((("một", "hai"),), (1,))]
)  # fmt: skip
def test_a_table_whose_rows_or_widths_do_not_match_its_headers_is_a_fault(rows, widths):
    with pytest.raises(ValueError):
        Table(("A", "B"), rows, widths)
