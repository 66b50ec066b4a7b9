"""A complaint is taken from anybody, dealt with in its days, answered, and its sender forgotten."""

from datetime import timedelta

import pytest

from ocop.audit.models import Entry
from ocop.complaints.access import attachments_for, complaints_for, my_reviews
from ocop.complaints.flow import State
from ocop.complaints.models import Complainant, Complaint
from ocop.complaints.operations import (
    acknowledge,
    answer,
    ask_review,
    assign,
    erase_sender,
    extend,
    find,
    give_back,
    hand_over,
    transfer,
    withdraw,
)
from ocop.complaints.queries import by_ticket, door_for
from ocop.complaints.running import complaint_clocks, overdue_complaints
from ocop.files import store
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from tests import cast
from tests.factories.aftercare import a_national_certificate, a_picture
from tests.factories.complaints import (
    WORDS,
    a_complaint,
    a_found_complaint,
    a_rule,
    a_ticket,
    a_told_result,
)
from tests.factories.dossiers import (
    a_commune,
    a_post,
    a_product,
    a_province,
    a_representative,
    act_of,
    at_ten,
)
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


def on(days, user=None):
    """Return an act so many days after the tests' day."""
    return act_of(user or cast.tung(), at_ten(TODAY + timedelta(days=days)))


def test_anybody_complains_and_follows_it_by_ticket_and_secret():
    ticket = a_ticket()

    assert by_ticket(ticket.complaint.code.lower(), ticket.secret.lower()) == ticket.complaint
    assert by_ticket(ticket.complaint.code, "AAAA-AAAA-AAAA") is None
    assert by_ticket("KN-1999-0001", ticket.secret) is None


def test_the_secret_is_kept_nowhere():
    ticket = a_ticket()

    kept = Complaint.objects.filter(pk=ticket.complaint.pk).values().get()

    assert ticket.secret not in str(kept)
    assert ticket.secret not in str(list(Entry.objects.values("facts", "target_name")))


def test_what_a_sender_told_of_themselves_stands_in_no_history():
    a_ticket(name="Nguyễn Văn A", phone="0912345678", email="a@vi-du.vn")

    written = str(list(Entry.objects.values("facts", "target_name")))

    assert not any(word in written for word in ("Nguyễn Văn A", "0912345678", "a@vi-du.vn"))
    assert not Notice.objects.filter(text__contains="Nguyễn Văn A").exists()


@pytest.mark.parametrize(("text", "taken"), [("x" * 19, False), ("x" * 20, True)])
def test_a_complaint_says_what_it_is_about(text, taken):
    if taken:
        assert a_complaint(text=text).state == State.RECEIVED
    else:
        with pytest.raises(Refused, match="kể rõ hơn"):
            a_complaint(text=text)


def test_days_are_the_provinces_own_and_stay_those_of_the_day():
    before = a_complaint()
    a_rule(since=TODAY, acknowledge_days=1, answer_days=2)
    after = a_complaint()

    assert (after.acknowledge_by, after.answer_by) == (
        TODAY + timedelta(days=1),
        TODAY + timedelta(days=2),
    )
    before.refresh_from_db()
    assert before.answer_by > after.answer_by


def test_a_picture_loses_what_the_camera_wrote():
    complaint = a_complaint(files=[(a_picture(), "cho.jpg"), (b"%PDF", "x.pdf")][:1])

    kept = complaint.attachments.get()

    assert kept.mime == "image/webp"
    with store.open_key(kept.key) as stream:
        assert stream.read(4) == b"RIFF"


def test_a_program_is_no_attachment():
    with pytest.raises(Refused):
        a_complaint(files=[(b"MZ\x90\x00 program", "anh.jpg")])

    assert not Complaint.objects.exists()


@pytest.mark.parametrize(("sent", "taken"), [(59, True), (60, False)])
def test_a_flood_from_one_address_ends_for_an_hour_and_for_that_address_only(sent, taken):
    first = a_complaint(origin="a" * 64)
    Complaint.objects.bulk_create(
        Complaint(
            code=f"KN-T-{n}", kind="report", about="other", province=first.province, text=WORDS,
            origin_digest="a" * 64, acknowledge_by=TODAY, answer_by=TODAY, created_at=NOW,
        )
        for n in range(sent - 1)
    )  # fmt: skip

    if taken:
        a_complaint(origin="a" * 64)
    else:
        with pytest.raises(Refused, match="sau một giờ"):
            a_complaint(origin="a" * 64)
    assert a_complaint(origin="b" * 64)
    assert door_for("a" * 64, NOW + timedelta(hours=1, seconds=1)) == "open"


def test_a_complaint_is_acknowledged_found_and_answered():
    complaint = a_found_complaint()

    answer(complaint, act_of(cast.tung()), outcome="upheld", text="Đã yêu cầu gỡ nhãn.")

    assert (complaint.state, complaint.outcome) == (State.ANSWERED, "upheld")
    assert complaint.assignee == cast.tung()


def test_nothing_is_answered_before_it_was_looked_into():
    complaint = a_complaint()

    with pytest.raises(WrongState):
        answer(complaint, act_of(cast.tung()), outcome="rejected", text="Không đúng.")


@pytest.mark.parametrize(("days", "overdue"), [(3, 0), (4, 1)])
def test_an_acknowledgement_is_overdue_from_the_day_after_its_day(days, overdue):
    a_rule()
    a_complaint()

    late = overdue_complaints(cast.tung(), TODAY + timedelta(days=days))

    assert late.count() == overdue


@pytest.mark.parametrize(("days", "overdue"), [(14, 0), (15, 1)])
def test_an_answer_is_overdue_from_the_day_after_its_day(days, overdue):
    a_rule()
    complaint = a_complaint()
    acknowledge(complaint, act_of(cast.tung()))

    clock = next(complaint_clocks(cast.tung(), TODAY + timedelta(days=days)))

    assert clock.is_overdue is bool(overdue)
    assert Complaint.objects.overdue_on(TODAY + timedelta(days=days)).count() == overdue


@pytest.mark.parametrize(("days", "taken"), [(14, True), (15, False)])
def test_an_answer_is_put_off_once_and_not_after_its_day(days, taken):
    a_rule()
    complaint = a_complaint()
    acknowledge(complaint, act_of(cast.tung()))

    if not taken:
        with pytest.raises(Refused, match="quá hạn"):
            extend(complaint, on(days), reason="Chờ kiểm nghiệm.")
        return
    extend(complaint, on(days), reason="Chờ kiểm nghiệm.")
    assert complaint.answer_by == TODAY + timedelta(days=21)
    with pytest.raises(Refused, match="một lần"):
        extend(complaint, on(days), reason="Vẫn chờ.")


def test_a_commune_deals_with_what_the_province_handed_over():
    complaint = a_complaint()
    lan = cast.lan()
    assert not complaints_for(lan, TODAY).exists()

    hand_over(complaint, act_of(cast.tung()), commune=a_commune())
    assert list(complaints_for(lan, TODAY)) == [complaint]
    assign(complaint, act_of(cast.tung()), to=lan)
    give_back(complaint, act_of(lan))

    assert not complaints_for(lan, TODAY).exists()
    assert complaint.assignee is None


def test_a_commune_of_another_province_gets_nothing():
    far = a_commune("01234", "Xa", a_province("24", "Bắc Ninh"))

    with pytest.raises(Refused, match="trong tỉnh"):
        hand_over(a_complaint(), act_of(cast.tung()), commune=far)


def test_an_officer_who_cannot_reach_it_is_not_given_it():
    beside = a_post(commune=a_commune("06979", "Lương Mông"))

    with pytest.raises(Refused, match="không giải quyết được"):
        assign(a_complaint(), act_of(cast.tung()), to=beside)


def test_nobody_deals_with_a_complaint_about_their_own_producer():
    product = a_product()
    a_complaint(product=product)
    other = a_complaint()
    a_representative(product.producer, cast.tung())

    assert list(complaints_for(cast.tung(), TODAY)) == [other]


def test_the_ministry_reaches_what_is_about_five_stars():
    national = a_complaint(certificate=a_national_certificate())
    a_complaint()

    assert list(complaints_for(cast.ministry(), TODAY)) == [national]


def test_a_complaint_is_sent_on_with_to_whom_and_why():
    complaint = a_complaint()

    transfer(complaint, act_of(cast.tung()), to="Chi cục Quản lý thị trường", reason="Hàng giả.")

    assert (complaint.state, complaint.transferred_to) == (
        State.TRANSFERRED,
        "Chi cục Quản lý thị trường",
    )


def test_a_sender_is_forgotten_after_the_end_and_not_before():
    complaint = a_complaint(name="Nguyễn Văn A", phone="0912345678")
    salt = complaint.complainant.salt

    with pytest.raises(Refused, match="Còn phải trả lời"):
        erase_sender(complaint, act_of(cast.tung()))
    withdraw(complaint, act_of())
    erase_sender(complaint, act_of(cast.tung()))

    sender = Complainant.objects.get(complaint=complaint)
    assert (sender.name, sender.phone, sender.user) == ("", "", None)
    assert sender.salt != salt
    with pytest.raises(Refused, match="đã được xoá"):
        erase_sender(complaint, act_of(cast.tung()))


def reviewed(result, days=0):
    product = result.item.dossier.product
    if not product.producer.representatives.exists():
        a_representative(product.producer, cast.hoa())
    return ask_review(
        on(days, cast.hoa()), result=result, text="Điểm tiêu chí 2.3 chưa xét giấy mới."
    )


@pytest.mark.parametrize(("days", "taken"), [(15, True), (16, False)])
def test_a_review_is_asked_for_within_the_provinces_days_from_the_notice(days, taken):
    a_rule()
    result = a_told_result()

    if taken:
        assert reviewed(result, days).kind == Complaint.Kind.REVIEW
    else:
        with pytest.raises(Refused, match="hết hạn"):
            reviewed(result, days)


def test_a_result_that_was_not_told_is_not_reviewed():
    with pytest.raises(Refused, match="chưa được thông báo"):
        reviewed(a_told_result(is_told=False))


def test_only_its_producer_asks_for_the_review_of_a_result():
    with pytest.raises(Refused, match="người đại diện"):
        ask_review(act_of(cast.stranger()), result=a_told_result(), text=WORDS)


def test_a_result_has_one_open_review_at_a_time():
    result = a_told_result()
    first = reviewed(result)

    with pytest.raises(Refused, match="chưa trả lời"):
        reviewed(result)
    withdraw(first, act_of(cast.hoa()))

    assert reviewed(result).state == State.RECEIVED
    assert my_reviews(cast.hoa(), TODAY).count() == 2


def test_a_review_stays_with_the_province():
    with pytest.raises(Refused, match="hội đồng của tỉnh"):
        hand_over(reviewed(a_told_result()), act_of(cast.tung()), commune=a_commune())


def test_a_review_that_was_right_is_told_to_who_convenes_the_council():
    review = reviewed(a_told_result())
    tung = cast.tung()
    acknowledge(review, act_of(tung))
    find(review, act_of(tung), findings="Giấy đã có trong hồ sơ khi chấm.")

    answer(review, act_of(tung), outcome="upheld", text="Hội đồng sẽ xem lại tiêu chí 2.3.")

    subjects = Notice.objects.values_list("user", "subject")
    assert any(u == tung.pk and s.startswith("Cần đưa kết quả") for u, s in subjects)
    assert any(u == cast.hoa().pk and s.startswith("Đã trả lời") for u, s in subjects)


def test_files_are_reached_by_who_deals_with_them_alone():
    complaint = a_complaint(files=[(a_picture(), "cho.jpg")])

    assert list(attachments_for(cast.tung(), TODAY)) == list(complaint.attachments.all())
    assert not attachments_for(cast.lan(), TODAY).exists()
    assert not attachments_for(cast.stranger(), TODAY).exists()
