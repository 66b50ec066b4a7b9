"""A councillor's card: kept as it is filled, looked at once more, signed, and then locked."""

import re

from ocop.audit.models import Entry
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Scorecard
from ocop.rulesets.queries import sheet_of
from tests import cast
from tests.web.council.cards import AUTOSAVE, address, begun, filled, seated, written
from tests.web.desk import at, text


def test_the_sheet_stands_beside_the_dossier_and_its_proofs():
    sitting = seated()
    dossier = sitting.items.get().dossier

    page = text(begun(at(cast.van()), sitting).get(address(sitting)))

    assert "Chè trồng tại xã." in page
    assert dossier.evidence.get().name in page
    assert all(f'name="c-{c.code}"' in page for c in sheet_of(dossier.rubric).criteria)


def test_looking_at_the_door_of_a_card_writes_nothing():
    sitting = seated()
    client, lines = at(cast.van()), Entry.objects.count()

    page = text(client.get(address(sitting)))

    assert "Tôi không có xung đột, mở phiếu" in page
    assert address(sitting, "xung-dot/") in page
    assert not Scorecard.objects.exists()
    assert Entry.objects.count() == lines
    assert client.get(address(sitting, "ky/")).status_code == 200
    assert client.get(address(sitting, "khong-cham/")).status_code == 200
    assert client.post(address(sitting), filled(), **AUTOSAVE).status_code == 409
    assert not Scorecard.objects.exists()


def test_a_card_is_begun_once_however_often_it_is_opened():
    sitting = seated()
    client = at(cast.van())

    for _ in range(3):
        begun(client, sitting)

    assert Scorecard.objects.count() == 1
    assert client.get(address(sitting, "mo/")).status_code == 405


def test_a_card_keeps_itself_and_tells_the_moment_and_the_new_version():
    sitting = seated()
    client = begun(at(cast.van()), sitting)

    answer = client.post(
        address(sitting), filled(opinion="Thơm.", **{"n-1.1": "Lá đều."}), **AUTOSAVE
    )

    card = written()
    assert answer.json() == {"saved_at": "10:00", "version": 1}
    assert (card.choices, card.remarks, card.opinion) == ({"1.1": 2}, {"1.1": "Lá đều."}, "Thơm.")


def test_a_card_that_another_screen_saved_is_not_overwritten():
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled(choices={"1.1": 3}), **AUTOSAVE)

    answer = client.post(address(sitting), filled(version=0, choices={"1.1": 1}), **AUTOSAVE)

    assert answer.status_code == 409
    assert "vừa được lưu ở một màn hình khác" in answer.json()["refused"]
    assert written().choices == {"1.1": 3}


def test_without_a_script_a_refused_save_shows_the_sheet_with_what_was_chosen():
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled(choices={"1.1": 3}))

    page = text(client.post(address(sitting), filled(choices={"1.1": 1}, opinion="Ý của tôi")))

    assert "vừa được lưu ở một màn hình khác" in page
    assert "Ý của tôi" in page
    assert re.search(r'name="c-1.1" value="1"[^>]* checked', page)


def test_an_option_that_the_sheet_does_not_have_is_refused():
    sitting = seated()

    client = begun(at(cast.van()), sitting)

    answer = client.post(address(sitting), filled(choices={"1.1": 9}), **AUTOSAVE)

    assert answer.status_code == 409
    assert written().choices == {}


def test_the_button_keeps_the_card_and_stays_or_goes_on_to_the_signature():
    sitting = seated()
    client = begun(at(cast.van()), sitting)

    stays = client.post(address(sitting), filled())
    goes_on = client.post(address(sitting), filled(version=1) | {"sign": "1"})

    assert (stays.url, goes_on.url) == (address(sitting), address(sitting, "ky/"))


def test_a_card_is_signed_after_one_more_look_and_is_then_locked():
    sitting = seated(items=2)
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled())
    assert "Mới chọn 1/32 tiêu chí" in text(client.get(address(sitting, "ky/")))

    page = text(client.post(address(sitting, "ky/"), {"agreed": "on"}, follow=True))

    card = Scorecard.objects.get(item__position=1)
    second = sitting.items.get(position=2)
    assert (card.state, len(card.digest)) == (CardState.SIGNED, 64)
    assert "Phiếu đã ký lúc" in page
    assert f"Hồ sơ tiếp theo: {second.dossier.product}" in page
    assert client.post(address(sitting), filled(version=1), **AUTOSAVE).status_code == 409


def test_a_card_is_not_signed_without_the_word_for_it():
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled())

    page = text(client.post(address(sitting, "ky/"), {"csrfmiddlewaretoken": "x"}))

    assert Scorecard.objects.get().state == CardState.OPEN
    assert 'aria-invalid="true"' in page


def test_a_card_is_not_signed_after_the_close():
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled())
    sitting.state = SittingState.CLOSED
    sitting.save()

    page = text(client.post(address(sitting, "ky/"), {"agreed": "on"}))

    assert "Phiên họp đã đóng phiếu nên phiếu này không ký được nữa." in page


def test_a_card_that_can_no_longer_be_signed_is_not_filled_in_either():
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled(), **AUTOSAVE)
    sitting.state = SittingState.CLOSED
    sitting.save()

    answer = client.post(address(sitting), filled(version=1, choices={"1.1": 3}), **AUTOSAVE)

    assert answer.status_code == 409
    assert "Phiên họp đã đóng phiếu" in answer.json()["refused"]
    assert written().choices == {"1.1": 2}


def test_who_abstains_says_why_and_is_done():
    sitting = seated(items=2)
    client = begun(at(cast.van()), sitting)
    assert "Lý do không chấm" in text(client.get(address(sitting, "khong-cham/")))

    page = client.post(address(sitting, "khong-cham/"), {"reason": "Chưa xem mẫu."}, follow=True)

    assert "Đã nộp phiếu không chấm lúc" in text(page)
    assert written().opinion == "Chưa xem mẫu."
    assert "1/2" in text(client.get(f"/hoi-dong/phien/{sitting.code}/"))


def test_a_written_opinion_is_chosen_on_the_card():
    sitting = seated()
    sitting.kind = "written"
    sitting.save()
    client = begun(at(cast.van()), sitting)

    client.post(address(sitting), filled() | {"stance": "keep"}, **AUTOSAVE)

    assert written().stance == "keep"
    assert "Đồng ý giữ hạng" in text(client.get(address(sitting, "ky/")))
