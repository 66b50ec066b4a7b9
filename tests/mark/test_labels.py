"""A label is sent, looked at line by line, corrected, and ends; misuse leads to a case."""

from datetime import timedelta

import pytest

from ocop.accounts.permissions import Permission
from ocop.certificates.flow import CaseState
from ocop.certificates.models import Revocation
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.mark.access import artwork_for, checks_for, my_checks
from ocop.mark.flow import CheckState
from ocop.mark.models import LabelCheck
from ocop.mark.operations import (
    adopt_mark,
    answer,
    ask_correction,
    pass_label,
    refer,
    send_artwork,
    withdraw,
)
from ocop.mark.queries import lines_of, marks_of, newest, suggestions
from ocop.notices.models import Notice
from tests import cast
from tests.factories.aftercare import a_picture
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_post,
    a_product,
    a_province,
    a_representative,
    act_of,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def sent(product=None, stars_shown=3, code=None, by=None):
    """Return the check of a label that was just sent."""
    product = product or a_product()
    return send_artwork(
        act_of(by or cast.hoa()),
        product=product,
        data=a_picture(code),
        filename="nhãn.jpg",
        stars_shown=stars_shown,
    )


def said(check, **failed):
    """Return a verdict on every line: passed, but for those named."""
    lines = lines_of(check, newest(check))
    return {
        line.key: ("fail", failed[line.key]) if line.key in failed else ("pass", "")
        for line in lines
    }


def corrected(check, **fields):
    given = {"data": a_picture(size=(500, 300)), "filename": "b.jpg", "stars_shown": 3}
    return answer(check, act_of(cast.hoa()), **{**given, **fields})


def test_a_label_without_fault_passes():
    check = sent()

    pass_label(check, act_of(cast.tung()), findings=said(check))

    assert (check.state, check.ended_on) == (CheckState.PASSED, TODAY)


def test_a_label_with_a_fault_does_not_pass():
    check = sent()

    with pytest.raises(Refused, match="không đạt"):
        pass_label(check, act_of(cast.tung()), findings=said(check, dates="Không có chỗ ghi."))

    check.refresh_from_db()
    assert check.state == CheckState.SENT
    assert not newest(check).findings.exists()


def test_a_fault_is_told_with_a_day_corrected_and_followed_up():
    check = sent()
    faults = said(check, dates="Không có chỗ ghi hạn dùng.")

    ask_correction(check, act_of(cast.tung()), findings=faults, correct_by=TOMORROW)
    assert (check.state, check.correct_by) == (CheckState.CORRECTING, TOMORROW)
    corrected(check)
    assert (check.state, newest(check).version) == (CheckState.ANSWERED, 2)
    pass_label(check, act_of(cast.tung()), findings=said(check))

    assert check.state == CheckState.PASSED
    assert check.artworks.get(version=1).findings.get(line="dates").verdict == "fail"


def test_a_correction_is_not_asked_for_where_nothing_fails():
    check = sent()

    with pytest.raises(Refused, match="đều đạt"):
        ask_correction(check, act_of(cast.tung()), findings=said(check), correct_by=TOMORROW)


@pytest.mark.parametrize(("correct_by", "taken"), [(TODAY, False), (TOMORROW, True)])
def test_the_day_of_correction_lies_ahead(correct_by, taken):
    check = sent()
    faults = said(check, name="Tên khác với giấy.")

    if taken:
        ask_correction(check, act_of(cast.tung()), findings=faults, correct_by=correct_by)
    else:
        with pytest.raises(Refused, match="sau hôm nay"):
            ask_correction(check, act_of(cast.tung()), findings=faults, correct_by=correct_by)

    assert (check.state == CheckState.CORRECTING) is taken


@pytest.mark.parametrize(("days", "overdue"), [(1, 0), (2, 1)])
def test_a_correction_is_overdue_from_the_day_after_its_day(days, overdue):
    check = sent()
    faults = said(check, name="Tên khác với giấy.")
    ask_correction(check, act_of(cast.tung()), findings=faults, correct_by=TOMORROW)

    late = LabelCheck.objects.overdue_on(TODAY + timedelta(days=days))

    assert late.count() == overdue


def test_every_line_of_the_list_is_answered():
    check = sent()
    findings = said(check)
    del findings["origin"]

    with pytest.raises(Refused, match="Xuất xứ"):
        pass_label(check, act_of(cast.tung()), findings=findings)


def test_the_same_file_is_no_correction():
    check = sent()
    faults = said(check, name="Tên khác với giấy.")
    ask_correction(check, act_of(cast.tung()), findings=faults, correct_by=TOMORROW)

    with pytest.raises(Refused, match="giống hệt"):
        corrected(check, data=a_picture())


def test_a_product_has_one_label_before_the_office_at_a_time():
    check = sent()

    with pytest.raises(Refused, match="chờ kiểm tra"):
        sent(check.product)
    withdraw(check, act_of(cast.hoa()))

    assert sent(check.product).state == CheckState.SENT


def test_a_label_that_passed_is_not_taken_back():
    check = sent()
    pass_label(check, act_of(cast.tung()), findings=said(check))

    with pytest.raises(WrongState):
        withdraw(check, act_of(cast.hoa()))


def test_an_office_document_is_no_label():
    with pytest.raises(Refused):
        send_artwork(
            act_of(cast.hoa()),
            product=a_product(),
            data=b"PK\x03\x04 not a picture",
            filename="nhan.docx",
            stars_shown=3,
        )


def test_nobody_judges_the_label_of_their_own_producer():
    product = a_product()
    a_representative(product.producer, cast.tung())
    check = sent(product)

    with pytest.raises(Refused, match="không tự kiểm tra"):
        pass_label(check, act_of(cast.tung()), findings=said(check))


def test_misuse_of_the_mark_opens_a_case_on_ground_d():
    product = a_product()
    certificate = a_certificate(product, stars=3)
    check = sent(product, stars_shown=5)

    case = refer(check, act_of(cast.tung()), seen="Nhãn in 5 sao, giấy 3 sao.")

    assert (case.certificate, case.ground) == (certificate, Revocation.Ground.MARK)
    assert (case.state, check.state) == (CaseState.CHECKING, CheckState.REFERRED)


def test_there_is_nothing_to_revoke_where_no_certificate_is_in_force():
    check = sent()

    with pytest.raises(Refused, match="không có gì để thu hồi"):
        refer(check, act_of(cast.tung()), seen="In sao khi chưa được công nhận.")


@pytest.mark.parametrize(
    ("stars_shown", "codes", "stars", "mark"),
    [(3, "pass", "pass", "pass"), (4, "pass", "fail", "pass"), (0, "pass", "na", "pass")],
)
def test_the_record_suggests_what_it_knows(stars_shown, codes, stars, mark):
    product = a_product(gtin="08935001700012")
    a_certificate(product, stars=3)
    check = sent(product, stars_shown, code="https://vi-du.vn/01/08935001700012")

    told = suggestions(check, newest(check), TODAY)

    assert [told[key][0] for key in ("codes", "stars", "mark")] == [codes, stars, mark]


def test_a_sign_on_a_label_without_a_right_is_suggested_as_misuse():
    product = a_product()
    a_certificate(product, lapses_on=TODAY)
    check = sent(product, stars_shown=3)

    told = suggestions(check, newest(check), TODAY)

    assert [told[key][0] for key in ("stars", "mark", "codes")] == ["fail"] * 3
    assert "hết hiệu lực" in told["mark"][1]


def test_a_four_star_label_is_looked_at_for_its_electronic_trace():
    three, four = sent(stars_shown=3), sent(stars_shown=4)

    keys = [{line.key for line in lines_of(one, newest(one))} for one in (three, four)]

    assert ["trace" in each for each in keys] == [False, True]


def test_labels_are_reached_by_their_place_and_their_producer():
    product = a_product()
    a_representative(product.producer, cast.hoa())
    check = sent(product)
    beside = a_post(commune=a_commune("06979", "Lương Mông"))

    for user, seen in ((cast.tung(), [check]), (cast.lan(), [check]), (beside, [])):
        assert list(checks_for(user, Permission.VIEW_OFFICE, TODAY)) == seen
        assert list(artwork_for(user, TODAY)) == [newest(one) for one in seen]
    assert list(my_checks(cast.hoa(), TODAY)) == [check]


def test_each_side_is_told_what_the_other_did():
    product = a_product()
    a_representative(product.producer, cast.hoa())
    cast.tung()

    check = sent(product)
    pass_label(check, act_of(cast.tung()), findings=said(check))

    told = {n.user: n.subject for n in Notice.objects.filter(key__startswith="label")}
    assert told[cast.tung()].startswith("Có mẫu nhãn")
    assert told[cast.hoa()].startswith("Nhãn đạt")


def test_a_province_adds_its_own_mark_from_a_day():
    adopt_mark(
        act_of(cast.tung()),
        province=a_province(),
        name="OCOP - Quảng Ninh",
        basis="Theo nguồn của tỉnh.",
        since=TODAY,
    )

    yesterday = TODAY - timedelta(days=1)
    assert marks_of(a_province(), TODAY) == ["Sản phẩm OCOP Việt Nam", "OCOP - Quảng Ninh"]
    assert marks_of(a_province(), yesterday) == ["Sản phẩm OCOP Việt Nam"]
