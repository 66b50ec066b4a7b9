"""The secretary's pages of councils: called, agenda, opened, closed, minuted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.dossiers.flow import State
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Sitting
from ocop.grading.operations import close_sitting, declare_conflict
from tests import cast
from tests.factories.dossiers import a_dossier
from tests.factories.grading import a_card, a_council, a_seat, a_sitting, seats_of
from tests.grading.test_results import full
from tests.web.desk import at, text
from tests.world_councils import a_result

# What a browser sends along with every form, filled in or not.
SENT = {"csrfmiddlewaretoken": "x"}
CALL = {"title": "Phiên đợt II", "held_on": "05/10/2026", "place": "Hội trường A"}


def address(sitting, page=""):
    return f"/van-phong/phien-hop/{sitting.code}/{page}"


def test_the_list_asks_as_much_for_three_councils_as_for_one():
    client, asked = at(cast.tung()), []
    for rows in (1, 2, 3):
        a_sitting(council=a_council(seats=2))
        with CaptureQueriesContext(connection) as queries:
            assert f"Phiên họp ({rows})" in text(client.get("/van-phong/hoi-dong/"))
        asked.append(len(queries))

    assert asked[1] == asked[2] <= 14


@pytest.mark.parametrize("page", ["", "man-hinh/"])
def test_the_room_asks_as_much_for_68_dossiers_and_9_seats_as_for_one(page):
    client = at(cast.tung())
    small, large = a_sitting(items=1, seats=2), a_sitting(items=68, seats=9)

    client.get(address(small, page))
    asked = []
    for sitting, cards in ((small, 2), (large, 68 * 9)):
        with CaptureQueriesContext(connection) as queries:
            assert f"0/{cards}" in text(client.get(address(sitting, page))).replace("</strong>", "")
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 16


def test_a_council_shows_its_seats_and_its_sittings():
    council = a_council()
    a_seat(council, user=cast.van(), agency="Sở Nông nghiệp và Môi trường")
    sitting = a_sitting(council=council)

    page = text(at(cast.tung()).get(f"/van-phong/hoi-dong/{council.pk}/"))

    assert "Nguyễn Hải Vân" in page
    assert "Sở Nông nghiệp và Môi trường" in page
    assert sitting.code in page


def test_a_council_is_called_to_a_sitting():
    council = a_council(seats=1)

    page = at(cast.tung()).post(f"/van-phong/hoi-dong/{council.pk}/trieu-tap/", CALL, follow=True)

    assert council.sittings.get().state == SittingState.CONVENED
    assert "Hội trường A" in text(page)


def test_a_sitting_before_the_council_is_refused_with_what_was_typed():
    council = a_council(seats=1)
    call = CALL | {"held_on": "31/05/2026"}

    page = text(at(cast.tung()).post(f"/van-phong/hoi-dong/{council.pk}/trieu-tap/", call))

    assert not council.sittings.exists()
    assert "Ngày họp phải từ ngày thành lập hội đồng trở đi." in page
    assert 'value="31/05/2026"' in page
    assert "Hội trường A" in page


def test_dossiers_are_laid_before_a_sitting():
    sitting = a_sitting(SittingState.CONVENED, items=0)
    ready = [a_dossier(State.ASSESSED), a_dossier(State.ASSESSED)]
    data = {"dossiers": [dossier.pk for dossier in ready]}

    page = text(at(cast.tung()).post(address(sitting, "them/"), data, follow=True))

    assert sitting.items.count() == 2
    assert all(dossier.code in page for dossier in ready)


def test_the_agenda_offers_only_what_the_advisers_reported_and_nobody_has():
    sitting = a_sitting(SittingState.CONVENED, items=1)
    proposed, ready = a_dossier(State.PROPOSED), a_dossier(State.ASSESSED)

    page = text(at(cast.tung()).get(address(sitting, "them/")))

    assert ready.code in page
    assert proposed.code not in page
    assert sitting.items.get().dossier.code not in page


def test_an_agenda_without_a_choice_says_so():
    sitting = a_sitting(SittingState.CONVENED, items=0)
    a_dossier(State.ASSESSED)

    page = at(cast.tung()).post(address(sitting, "them/"), SENT)

    assert not AgendaItem.objects.exists()
    assert 'aria-invalid="true"' in text(page)


def test_an_open_sitting_takes_no_more_dossiers():
    sitting = a_sitting(SittingState.OPEN)
    dossier = a_dossier(State.ASSESSED)

    page = at(cast.tung()).post(address(sitting, "them/"), {"dossiers": [dossier.pk]})

    assert "Chỉ thêm hồ sơ khi phiên họp chưa mở." in text(page)
    assert sitting.items.count() == 1


def test_a_sitting_is_opened():
    sitting = a_sitting(SittingState.CONVENED)

    page = text(at(cast.tung()).post(address(sitting, "mo/"), follow=True))

    assert Sitting.objects.get().state == SittingState.OPEN
    assert "Đóng phiếu và công bố" in page


def test_an_empty_sitting_is_not_opened():
    sitting = a_sitting(SittingState.CONVENED, items=0)

    page = at(cast.tung()).post(address(sitting, "mo/"))

    assert page.status_code == 409
    assert "chưa có hồ sơ nào trong chương trình" in text(page)
    assert Sitting.objects.get().state == SittingState.CONVENED


def test_the_room_tells_who_has_signed_and_how_many_are_needed():
    sitting = a_sitting(seats=4)
    item = sitting.items.get()
    for seat in seats_of(item)[:2]:
        a_card(item, seat)
    a_card(item, seats_of(item)[2], state=CardState.OPEN)

    page = text(at(cast.tung()).get(address(sitting)))

    assert "4 ghế chấm điểm, cần ít nhất 3 phiếu mỗi hồ sơ" in page
    assert "Còn 2 phiếu chưa ký" in page
    assert "chưa đủ" in page


def test_a_sitting_is_closed_and_its_results_can_be_opened():
    sitting = a_sitting()

    page = text(at(cast.tung()).post(address(sitting, "dong/"), follow=True))

    assert Sitting.objects.get().state == SittingState.CLOSED
    assert address(sitting, "1/") in page


def test_a_closed_sitting_is_not_closed_again():
    sitting = a_sitting(SittingState.CLOSED)

    page = at(cast.tung()).post(address(sitting, "dong/"))

    assert page.status_code == 409
    assert "Đã đóng phiếu" in text(page)


def test_the_minutes_are_filed_once_all_is_concluded():
    sitting = a_sitting(SittingState.CLOSED)
    a_result(sitting.items.get(), 3, "recognized")
    data = {"minutes_no": "5/BB-HĐ", "minutes": "Hội đồng thống nhất."}

    page = text(at(cast.tung()).post(address(sitting, "bien-ban/"), data, follow=True))

    assert Sitting.objects.get().state == SittingState.MINUTED
    assert "Hội đồng thống nhất." in page


def test_minutes_wait_for_every_conclusion_and_keep_their_words():
    sitting = a_sitting(SittingState.CLOSED)
    data = {"minutes_no": "5/BB-HĐ", "minutes": "Hội đồng thống nhất."}

    page = text(at(cast.tung()).post(address(sitting, "bien-ban/"), data))

    assert Sitting.objects.get().state == SittingState.CLOSED
    assert "Còn 1 hồ sơ chưa có kết luận của hội đồng." in page
    assert "Hội đồng thống nhất." in page


def test_the_large_screen_tells_progress_and_no_value_before_the_close(act):
    sitting = a_sitting(seats=2)
    item = sitting.items.get()
    for seat in seats_of(item):
        a_card(item, seat, full(item, 3))
    client = at(cast.tung())

    before = text(client.get(address(sitting, "man-hinh/?sp=1")))
    assert str(item.dossier.product) in before
    assert "2/2" in before
    assert "97" not in before

    close_sitting(sitting, act)

    assert ">97<" in text(client.get(address(sitting, "man-hinh/?sp=1")))


@pytest.mark.parametrize("place", ["0", "2", "x", "-1", "999999", "٣"])
def test_a_place_that_is_not_on_the_agenda_shows_the_overview(place):
    sitting = a_sitting(SittingState.CLOSED)

    page = text(at(cast.tung()).get(address(sitting, "man-hinh/"), {"sp": place}))

    assert "Công bố kết quả" in page


def test_the_large_screen_is_the_secretarys_alone():
    sitting = a_sitting()

    assert at(cast.lan()).get(address(sitting, "man-hinh/")).status_code == 403
    assert at(cast.van()).get(address(sitting, "man-hinh/")).status_code == 403


def test_the_room_shows_who_abstained_and_who_keeps_out(act):
    sitting = a_sitting(seats=3)
    item = sitting.items.get()
    first, second, _ = seats_of(item)
    a_card(item, first, state=CardState.ABSTAINED)
    declare_conflict(item, act, seat=second, ground="own")

    page = text(at(cast.tung()).get(address(sitting)))

    assert "1 không chấm" in page
    assert "1 xung đột" in page


def test_renewals_are_asked_about_in_writing_and_only_they_can_be_chosen():
    council = a_council(seats=1)
    renewal = a_dossier(State.ASSESSED, kind="renewal")
    other = a_dossier(State.ASSESSED)
    client = at(cast.tung())

    page = client.post(
        f"/van-phong/hoi-dong/{council.pk}/lay-y-kien/", {"title": "Đánh giá lại"}, follow=True
    )

    sitting = council.sittings.get()
    assert sitting.is_written
    assert "Lấy ý kiến bằng văn bản" in text(page)
    choice = text(client.get(address(sitting, "them/")))
    assert str(renewal) in choice
    assert str(other) not in choice


def test_differing_opinions_offer_a_meeting_instead_of_a_conclusion():
    sitting = a_sitting(SittingState.CLOSED, kind="written", seats=2)
    item = sitting.items.get()
    for seat, stance in zip(seats_of(item), ("keep", "against"), strict=True):
        a_card(item, seat, full(item), stance=stance)
    client = at(cast.tung())
    page = text(client.get(address(sitting, "1/")))
    assert address(sitting, "trieu-tap-hop/") in page
    assert address(sitting, "1/ket-luan/") not in page

    client.post(
        address(sitting, "trieu-tap-hop/"), {"title": "Họp", "held_on": "12/10/2026"}, follow=True
    )

    meeting = Sitting.objects.get(title="Họp")
    assert meeting.items.get().dossier == item.dossier
    assert "chuyển họp" in text(client.get(address(sitting)))


def test_a_result_shows_how_the_cards_lie_and_what_a_correction_changed():
    sitting = a_sitting(SittingState.CLOSED, seats=3)
    item = sitting.items.get()
    first, second, third = seats_of(item)
    a_card(item, first, full(item))
    old = a_card(item, second, full(item, 20))
    a_card(item, second, full(item, 8), replaces=old, reason="Đọc nhầm hợp đồng.")
    a_card(item, third, state=CardState.ABSTAINED, opinion="Chưa xem mẫu.")

    page = text(at(cast.tung()).get(address(sitting, "1/")))

    assert "<circle" in page
    assert "từ 80 thành 92 điểm. Lý do: Đọc nhầm hợp đồng." in page
    assert "không chấm, lý do: Chưa xem mẫu." in page


def test_pasted_codes_come_before_the_sitting_with_those_that_were_ticked_each_once():
    sitting = a_sitting(SittingState.CONVENED)
    ticked, pasted = a_dossier(State.ASSESSED), a_dossier(State.ASSESSED)
    told = {"dossiers": [ticked.pk], "rows": f"Mã hồ sơ\n{pasted.code.lower()}\n{ticked.code}\n"}

    at(cast.tung()).post(address(sitting, "them/"), told)

    assert {ticked, pasted} <= {item.dossier for item in sitting.items.all()}


def test_a_pasted_code_that_waits_for_no_sitting_is_named_and_nothing_is_written():
    sitting = a_sitting(SittingState.CONVENED)
    ready, early = a_dossier(State.ASSESSED), a_dossier(State.PROPOSED)
    before = sitting.items.count()

    page = text(
        at(cast.tung()).post(address(sitting, "them/"), {"rows": f"{ready.code}\n{early.code}"})
    )

    assert f"Dòng 2: hồ sơ {early.code} không chờ đưa ra phiên này." in page
    assert sitting.items.count() == before
