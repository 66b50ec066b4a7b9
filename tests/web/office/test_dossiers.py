"""The officers' pages of dossiers: found, received, sent back, proposed, assessed, printed."""

import re
from datetime import timedelta

import pytest

from ocop.dossiers.checklist import parts_to_check
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence, Return
from ocop.files import store
from tests import cast
from tests.factories.dossiers import (
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_representative,
)
from tests.moment import TODAY
from tests.web.desk import at, body, renamed, table, text


def address(dossier, page=""):
    return f"/van-phong/ho-so/{dossier.code}/{page}"


def report(dossier, **changes):
    """Return Mẫu 03 as the commune's officer fills it in."""
    needed = parts_to_check(dossier.kind, sampled=dossier.rubric.sample_required)
    return {
        "report_no": "12/BC-UBND", "letter_no": "34/UBND-KT", "signed_on": "05/10/2026",
        "material": "Chè trồng tại xã.", "labour": "Hai mươi lao động của xã.",
        "idea_kind": "traditional", "idea": "Nghề có từ lâu.", "identity": "Cách sao chè riêng.",
        "parts": [part.key for part in needed], **changes,
    }  # fmt: skip


ASSESSMENT = {
    "report_no": "7/BC-TTV", "signed_on": "05/10/2026", "surveyed_on": "01/10/2026",
    "content": "Hồ sơ đủ, cơ sở đúng như mô tả.", "recommendation": "Trình hội đồng.",
}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_rows_as_for_one(rows, django_assert_num_queries):
    for _ in range(rows):
        a_dossier(State.SUBMITTED)
    client = at(cast.lan())
    client.get("/van-phong/ho-so/")  # A session's first request notes that it is alive.

    with django_assert_num_queries(9):
        page = text(client.get("/van-phong/ho-so/"))

    assert f"<b>{rows}</b> dòng" in page


def test_the_list_tells_the_working_days_that_the_commune_has_left():
    a_dossier(State.SUBMITTED, filed_on=TODAY - timedelta(days=30))
    client = at(cast.lan())

    assert re.search(r"quá \d+ ngày làm việc", text(client.get("/van-phong/ho-so/")))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?tt=PROPOSED", ["đề nghị"]),
        ("?qua=1", ["quá hạn"]),
        ("?tu=TRÀ QUÁ", ["quá hạn"]),
        ("?tu=khong-co", []),
        ("?loai=renewal", []),
    ],
)
def test_the_list_is_narrowed_by_its_filters(query, found):
    late, new = TODAY - timedelta(days=60), TODAY
    for name, state, day in [
        ("quá hạn", State.SUBMITTED, late), ("mới", State.SUBMITTED, new),
        ("đề nghị", State.PROPOSED, late),
    ]:  # fmt: skip
        product = renamed(a_product(), f"Trà {name}")
        a_dossier(state, product=product, filed_on=day)

    page = text(at(cast.lan()).get(f"/van-phong/ho-so/{query}"))

    every = ["quá hạn", "mới", "đề nghị"]
    assert [name for name in every if f"Trà {name}" in page] == found


def test_the_list_goes_to_excel_with_numbers_and_moments():
    dossier = a_dossier(State.SUBMITTED)

    answer = at(cast.lan()).get("/van-phong/ho-so/?tai=xlsx")

    [row] = table(answer)
    assert "attachment" in answer["Content-Disposition"]
    assert row["Mã"].value == dossier.code
    assert (row["Bộ"].data_type, row["Bộ"].value) == ("n", 8)
    assert (row["Nộp lúc"].is_date, row["Nộp lúc"].value.day) == (True, 5)


def test_a_dossier_shows_what_was_typed_claimed_and_attached_and_what_may_be_done():
    dossier = a_dossier(State.SUBMITTED)

    page = text(at(cast.lan()).get(address(dossier)))

    assert "Có mô tả." in page
    assert dossier.evidence.get().name in page
    assert "Nhận hồ sơ" in page
    assert "Lập báo cáo và đề nghị" not in page


def test_a_dossier_offers_each_officer_only_what_is_theirs():
    dossier = a_dossier(State.PROPOSED)

    assert "Ghi báo cáo thẩm định" in text(at(cast.tung()).get(address(dossier)))
    commune = text(at(cast.lan()).get(address(dossier)))
    assert "Ghi báo cáo thẩm định" not in commune
    assert "Trả lại để bổ sung" not in commune


def test_the_commune_takes_a_dossier_in_and_it_gets_its_slip():
    dossier = a_dossier(State.SUBMITTED)

    page = at(cast.lan()).post(address(dossier, "nhan/"), follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert dossier.slip_no in text(page)


def test_a_second_receipt_is_refused_with_where_the_dossier_is():
    dossier = a_dossier(State.RECEIVED)

    page = at(cast.lan()).post(address(dossier, "nhan/"))

    assert page.status_code == 409
    assert "Xã đang xem xét" in text(page)


def test_the_commune_sends_back_with_reasons():
    dossier = a_dossier(State.RECEIVED)

    page = at(cast.lan()).post(
        address(dossier, "tra-lai/"), {"reasons": "Bổ sung ảnh nhãn."}, follow=True
    )

    dossier.refresh_from_db()
    assert (dossier.state, dossier.returns.get().by) == (State.RETURNED, Return.By.COMMUNE)
    assert "Bổ sung ảnh nhãn." in text(page)


def test_the_province_sends_back_what_was_proposed():
    dossier = a_dossier(State.PROPOSED)

    at(cast.tung()).post(address(dossier, "tra-lai/"), {"reasons": "Thiếu phiếu kiểm nghiệm."})

    assert dossier.returns.get().by == Return.By.PROVINCE


def test_nothing_is_sent_back_without_a_reason():
    dossier = a_dossier(State.RECEIVED)

    page = at(cast.lan()).post(address(dossier, "tra-lai/"), {"reasons": "  "})

    dossier.refresh_from_db()
    assert page.status_code == 200
    assert dossier.state == State.RECEIVED
    assert 'aria-invalid="true"' in text(page)


def test_a_dossier_that_is_no_longer_the_communes_is_not_sent_back_by_it():
    dossier = a_dossier(State.ASSESSED)

    page = at(cast.lan()).post(address(dossier, "tra-lai/"), {"reasons": "Muộn rồi."})

    assert "chờ hội đồng" in text(page)
    assert "Muộn rồi." in text(page)


def test_the_commune_proposes_and_the_product_gets_its_code():
    dossier = a_dossier(State.RECEIVED)

    page = at(cast.lan()).post(address(dossier, "de-nghi/"), report(dossier), follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.PROPOSED
    assert dossier.product.codes.exists()
    assert "12/BC-UBND" in text(page)


def test_a_part_that_was_not_checked_keeps_the_report_open_with_all_its_words():
    dossier = a_dossier(State.RECEIVED)
    parts = report(dossier)["parts"][1:]

    page = text(at(cast.lan()).post(address(dossier, "de-nghi/"), report(dossier, parts=parts)))

    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert "Còn thành phần chưa kiểm tra" in page
    assert "Cách sao chè riêng." in page
    assert "34/UBND-KT" in page


def test_an_officer_who_acts_for_the_producer_does_not_propose_it():
    dossier = a_dossier(State.RECEIVED)
    a_representative(dossier.product.producer, cast.lan())

    page = text(at(cast.lan()).post(address(dossier, "de-nghi/"), report(dossier)))

    assert "người đại diện của chủ thể này" in page
    assert "Hai mươi lao động của xã." in page


def test_the_province_enters_the_report_of_its_advisers():
    dossier = a_dossier(State.PROPOSED)

    page = at(cast.tung()).post(address(dossier, "tham-dinh/"), ASSESSMENT, follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.ASSESSED
    assert "Hồ sơ đủ, cơ sở đúng như mô tả." in text(page)


def test_a_report_of_tomorrow_is_refused_with_what_was_typed():
    dossier = a_dossier(State.PROPOSED)

    answer = at(cast.tung()).post(
        address(dossier, "tham-dinh/"), ASSESSMENT | {"signed_on": "06/10/2026"}
    )

    dossier.refresh_from_db()
    assert dossier.state == State.PROPOSED
    assert "06/10/2026" in text(answer)
    assert "Hồ sơ đủ, cơ sở đúng như mô tả." in text(answer)
    assert 'aria-invalid="true"' in text(answer)


def test_a_day_that_is_none_is_told_how_to_be_written():
    dossier = a_dossier(State.PROPOSED)

    page = at(cast.tung()).post(
        address(dossier, "tham-dinh/"), ASSESSMENT | {"signed_on": "hôm qua"}
    )

    assert "Xin ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/10/2026." in text(page)


def test_the_paper_set_is_printed():
    dossier = a_dossier(State.SUBMITTED)

    answer = at(cast.lan()).get(address(dossier, "ban-in.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert body(answer).startswith(b"%PDF")


def test_a_proof_is_handed_out_as_the_file_it_is():
    dossier = a_dossier(State.SUBMITTED)
    key = store.save(b"%PDF-1.4 proof")
    Evidence.objects.update(key=key)

    answer = at(cast.lan()).get(f"/van-phong/minh-chung/{dossier.evidence.get().pk}/")

    assert body(answer) == b"%PDF-1.4 proof"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_neighbours_dossier_does_not_exist_for_the_commune():
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))
    dossier = a_dossier(State.SUBMITTED, product=a_product(producer=beside))

    assert at(cast.lan()).get(address(dossier)).status_code == 404
    assert at(cast.lan()).post(address(dossier, "nhan/")).status_code == 404
    assert "<b>0</b> dòng" in text(at(cast.lan()).get("/van-phong/ho-so/"))
