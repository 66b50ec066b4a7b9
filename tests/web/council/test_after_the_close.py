"""After the close: cards that are replaced, and results that are read."""

import pytest

from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Scorecard
from tests import cast
from tests.factories.grading import a_card, a_seat, an_item, seats_of
from tests.grading.test_results import full
from tests.web.council.cards import AUTOSAVE, address, filled, seated, vans
from tests.web.desk import at, text
from tests.world_councils import a_result


def test_who_has_no_card_at_the_close_is_handed_none():
    sitting = seated(SittingState.CLOSED)

    page = text(at(cast.van()).get(address(sitting)))

    assert "Phiên họp đã đóng phiếu nên không nhận phiếu mới." in page
    assert at(cast.van()).post(address(sitting, "mo/")).status_code == 409
    assert not Scorecard.objects.exists()


def test_after_the_close_a_signed_card_is_replaced_by_one_that_names_it_and_says_why():
    sitting = seated(SittingState.CLOSED)
    item = sitting.items.get()
    for seat in seats_of(item):
        old = a_card(item, seat, full(item))
    client = at(cast.van())

    page = client.post(address(sitting, "thay/"), {"reason": "Nhầm cột."}, follow=True)
    new = Scorecard.objects.get(replaces=old)
    assert "Phiếu thay. Lý do: Nhầm cột." in text(page)
    client.post(address(sitting), filled(choices=full(item, 3)), **AUTOSAVE)
    client.post(address(sitting, "ky/"), {"agreed": "on"})

    new.refresh_from_db()
    assert new.state == CardState.SIGNED
    found = text(client.get(address(sitting, "ket-qua/")))
    assert "Nhầm cột." in found
    assert ">97<" in found


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (SittingState.OPEN, "Phiếu thay chỉ lập sau khi đóng phiếu"),
        (SittingState.MINUTED, "trước khi lập biên bản"),
    ],
)
def test_outside_the_hours_between_close_and_minutes_no_card_is_replaced(state, sentence):
    sitting = seated(state)
    a_card(sitting.items.get(), vans(sitting))

    page = text(at(cast.van()).post(address(sitting, "thay/"), {"reason": "Nhầm cột."}))

    assert sentence in page
    assert "Nhầm cột." in page
    assert Scorecard.objects.count() == 1


def test_a_card_is_not_replaced_without_a_reason():
    sitting = seated(SittingState.CLOSED)
    a_card(sitting.items.get(), vans(sitting))

    page = text(at(cast.van()).post(address(sitting, "thay/"), {"reason": " "}))

    assert 'aria-invalid="true"' in page
    assert Scorecard.objects.count() == 1


def test_the_result_names_the_cards_only_after_the_close():
    sitting = seated()
    item = sitting.items.get()
    for seat in seats_of(item):
        a_card(item, seat, full(item))
    client = at(cast.van())
    assert client.get(address(sitting, "ket-qua/")).status_code == 404

    sitting.state = SittingState.CLOSED
    sitting.save()

    page = text(client.get(address(sitting, "ket-qua/")))
    assert "Các phiếu" in page
    assert ">100<" in page


def test_a_result_without_a_quorum_says_what_is_missing():
    sitting = seated(SittingState.CLOSED)

    assert "Chưa kết luận được" in text(at(cast.van()).get(address(sitting, "ket-qua/")))


def test_a_concluded_dossier_takes_no_other_card():
    item = an_item(SittingState.CLOSED)
    a_seat(item.sitting.council, user=cast.van())
    a_card(item, vans(item.sitting))
    a_result(item, 3, "recognized")

    page = text(at(cast.van()).post(address(item.sitting, "thay/"), {"reason": "Nhầm cột."}))

    assert "Hội đồng đã kết luận hồ sơ này nên không thay phiếu được." in page
