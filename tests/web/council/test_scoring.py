"""A councillor's room: declared conflicts, a card kept as it is filled, signed, corrected, read."""

import hashlib
import json
import re
import subprocess
import sys
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.audit.models import Entry
from ocop.audit.operations import publish_checkpoint
from ocop.dossiers.models import Evidence
from ocop.files import store
from ocop.grading.access import my_writing
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Conflict, Scorecard, Seat
from ocop.grading.operations import close_sitting, declare_conflict
from ocop.rulesets.queries import sheet_of
from tests import cast
from tests.factories.dossiers import a_representative, act_of
from tests.factories.grading import a_card, a_council, a_seat, a_sitting, an_item, seats_of
from tests.grading.test_results import full
from tests.serving import PATIENCE
from tests.web.desk import at, body, text
from tests.world import a_result

AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}


def seated(state=SittingState.OPEN, items=1, role=Seat.Role.MEMBER):
    """Return a sitting of three seats, one of which is Vân's."""
    council = a_council(seats=2)
    a_seat(council, role, cast.van(), agency="Sở Công Thương")
    return a_sitting(state, council=council, items=items)


def vans(sitting):
    return sitting.council.seats.get(user=cast.van())


def address(sitting, page="phieu/", position=1):
    return f"/hoi-dong/phien/{sitting.code}/{position}/{page}"


def begun(client, sitting, position=1):
    """Open the card, as its button does; return the browser."""
    client.post(address(sitting, "mo/", position))
    return client


def written():
    """Return what Vân wrote on her newest card."""
    card = Scorecard.objects.filter(seat__user=cast.van()).order_by("pk").last()
    return my_writing(card, cast.van())


def filled(version=0, opinion="", choices=None, **notes):
    """Return a sheet as the page sends it."""
    picked = {f"c-{code}": str(n) for code, n in (choices or {"1.1": 2}).items()}
    return {"version": version, "opinion": opinion, **picked, **notes}


def asked_by(client, path):
    """Return how many queries a page asks."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_my_sittings_ask_as_much_for_three_as_for_one():
    council = a_council(seats=2)
    a_seat(council, user=cast.van())
    a_sitting(council=council)
    client = at(cast.van())
    asked_by(client, "/hoi-dong/")
    before = asked_by(client, "/hoi-dong/")
    for _ in range(2):
        a_sitting(council=council)

    assert asked_by(client, "/hoi-dong/") == before <= 12


def test_a_sitting_asks_as_much_for_68_dossiers_as_for_one():
    council = a_council(seats=8)
    a_seat(council, user=cast.van())
    small, large = a_sitting(council=council), a_sitting(council=council, items=68)
    client = at(cast.van())
    asked_by(client, f"/hoi-dong/phien/{small.code}/")
    before = asked_by(client, f"/hoi-dong/phien/{small.code}/")

    assert asked_by(client, f"/hoi-dong/phien/{large.code}/") == before <= 16


def test_a_councillor_sees_how_far_they_are_and_what_is_next():
    sitting = seated(items=2)
    first, second = sitting.items.order_by("position")
    a_card(first, vans(sitting))

    page = text(at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/"))

    assert f"Chấm hồ sơ tiếp theo: {second.dossier.product}" in page
    assert "Đã ký" in page


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


def test_a_declared_conflict_shuts_the_dossier_its_proofs_and_its_card():
    sitting = seated(SittingState.OPEN)
    proof = sitting.items.get().dossier.evidence.get()
    client = at(cast.van())

    page = client.post(
        address(sitting, "xung-dot/"), {"ground": "own", "note": "Em trai."}, follow=True
    )

    assert Conflict.objects.get().note == "Em trai."
    assert "Không tham gia vì xung đột lợi ích" in text(page)
    assert client.get(address(sitting)).status_code == 404
    assert client.get(f"/hoi-dong/minh-chung/{proof.pk}/").status_code == 404
    assert "Không tham gia 1 hồ sơ" in text(client.get("/hoi-dong/"))


def test_a_conflict_declared_after_signing_withdraws_the_card_and_shuts_the_dossier():
    sitting = seated()
    client = at(cast.van())
    card = a_card(sitting.items.get(), vans(sitting))

    page = client.post(address(sitting, "xung-dot/"), {"ground": "own"}, follow=True)

    card.refresh_from_db()
    assert card.state == CardState.WITHDRAWN
    assert "Không tham gia vì xung đột lợi ích" in text(page)
    assert client.get(address(sitting)).status_code == 404


def test_an_officer_in_conflict_reaches_the_dossier_through_no_door_before_the_close():
    sitting = a_sitting(council=a_council(seats=1))
    seat = a_seat(sitting.council, user=cast.tung())
    item = sitting.items.get()
    proof, client = item.dossier.evidence.get(), at(cast.tung())
    Evidence.objects.update(key=store.save(b"%PDF-1.4 proof"))
    doors = [f"/van-phong/ho-so/{item.dossier}/", f"/van-phong/minh-chung/{proof.pk}/"]
    assert met(client, doors) == [200, 200]

    declare_conflict(item, act_of(cast.tung()), seat=seat, ground="own")

    assert met(client, doors) == [404, 404]
    assert str(item.dossier) not in text(client.get("/van-phong/ho-so/"))
    close_sitting(sitting, act_of(cast.leader()))
    assert met(client, doors) == [200, 200]


def met(client, doors):
    """Return what each door answers; files are read to their end."""
    answers = [client.get(door) for door in doors]
    return [(answer.status_code, body(answer))[0] for answer in answers]


def test_who_abstains_says_why_and_is_done():
    sitting = seated(items=2)
    client = begun(at(cast.van()), sitting)
    assert "Lý do không chấm" in text(client.get(address(sitting, "khong-cham/")))

    page = client.post(address(sitting, "khong-cham/"), {"reason": "Chưa xem mẫu."}, follow=True)

    assert "Đã nộp phiếu không chấm lúc" in text(page)
    assert written().opinion == "Chưa xem mẫu."
    assert "1/2" in text(client.get(f"/hoi-dong/phien/{sitting.code}/"))


def test_the_list_can_be_narrowed_to_what_is_not_done():
    sitting = seated(items=3)
    first, *rest = sitting.items.order_by("position")
    a_card(first, vans(sitting))

    page = text(at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/?loc=chua"))

    assert str(first.dossier.product) not in page
    assert all(str(item.dossier.product) in page for item in rest)


def test_a_written_opinion_is_chosen_on_the_card():
    sitting = seated()
    sitting.kind = "written"
    sitting.save()
    client = begun(at(cast.van()), sitting)

    client.post(address(sitting), filled() | {"stance": "keep"}, **AUTOSAVE)

    assert written().stance == "keep"
    assert "Đồng ý giữ hạng" in text(client.get(address(sitting, "ky/")))


def test_the_producers_own_people_neither_score_nor_read_what_was_found():
    sitting = seated(SittingState.CLOSED)
    item = sitting.items.get()
    for seat in seats_of(item):
        a_card(item, seat, full(item))
    a_representative(item.dossier.product.producer, cast.van())
    client = at(cast.van())

    assert client.get(address(sitting)).status_code == 404
    assert client.get(address(sitting, "ket-qua/")).status_code == 404
    assert "/ket-qua/" not in text(client.get(f"/hoi-dong/phien/{sitting.code}/"))


def test_the_producers_own_people_are_asked_to_declare_it():
    sitting = seated(SittingState.OPEN)
    a_representative(sitting.items.get().dossier.product.producer, cast.van())

    page = text(at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/"))

    assert address(sitting, "xung-dot/") in page
    assert address(sitting) not in page


def test_the_secretary_does_not_score():
    sitting = seated(role=Seat.Role.SECRETARY)

    assert at(cast.van()).get(address(sitting)).status_code == 404
    page = text(at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/"))
    assert "/phieu/" not in page


def test_a_proof_is_handed_to_the_council():
    sitting = seated()
    proof = sitting.items.get().dossier.evidence.get()
    Evidence.objects.update(key=store.save(b"%PDF-1.4 proof"))

    answer = at(cast.van()).get(f"/hoi-dong/minh-chung/{proof.pk}/")

    assert body(answer) == b"%PDF-1.4 proof"


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


def test_who_left_the_council_has_no_room():
    sitting = seated()
    seat = vans(sitting)
    seat.left_on = sitting.held_on
    seat.save()

    assert "chưa có phiên họp nào" in text(at(cast.van()).get("/hoi-dong/"))
    assert at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/").status_code == 404


def signed_by_van():
    """Return a sitting in which Vân has signed her card through her door, and her browser."""
    sitting = seated()
    client = begun(at(cast.van()), sitting)
    client.post(address(sitting), filled(choices={"1.1": 2}, opinion="Thơm."), **AUTOSAVE)
    client.post(address(sitting, "ky/"), {"agreed": "on"})
    return sitting, client


def test_the_receipt_tells_the_digest_and_its_place_once_it_is_published(act):
    sitting, client = signed_by_van()
    card = Scorecard.objects.get()
    page = text(client.get(address(sitting, "bien-nhan/")))
    assert card.digest in page
    assert "Chưa có; dòng này vào sổ ở mốc kế tiếp" in page

    publish_checkpoint(act)

    page = text(client.get(address(sitting, "bien-nhan/")))
    told = re.search(r"/minh-bach/\?dau=([0-9a-f]{64})", page)
    assert "Biên nhận này có trong sổ" in text(at(cast.van()).get(told[0]))
    assert body(client.get(address(sitting, "bien-nhan.pdf"))).startswith(b"%PDF")


def test_a_receipt_is_its_councillors_alone_and_there_is_none_before_signing():
    sitting, _ = signed_by_van()
    other = at(seats_of(sitting.items.get())[0].user)
    pages = ("bien-nhan/", "bien-nhan.pdf", "phieu.json")

    assert [other.get(address(sitting, page)).status_code for page in pages] == [404] * 3


def test_the_receipt_tells_nothing_of_the_card_before_the_close_and_all_of_it_after(act):
    sitting, client = signed_by_van()
    before = client.get(address(sitting, "phieu.json")).json()
    assert "card" not in before
    assert "Thơm." not in json.dumps(before, ensure_ascii=False)

    close_sitting(sitting, act)

    after = client.get(address(sitting, "phieu.json")).json()
    assert (after["card"]["choices"], after["card"]["opinion"]) == ({"1.1": 2}, "Thơm.")
    assert after["digest"] == before["digest"]


@pytest.mark.parametrize(("tampered", "said"), [(False, "True\nTrue\n"), (True, "False\nTrue\n")])
def test_the_printed_command_shows_that_the_opened_card_hashes_to_its_digest(
    act, tmp_path, tampered, said
):
    sitting, client = signed_by_van()
    close_sitting(sitting, act)
    told = client.get(address(sitting, "phieu.json")).json()
    if tampered:
        told["card"]["choices"]["1.1"] = 3
    file = tmp_path / "phieu.json"
    file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    page = unescape(client.get(address(sitting, "bien-nhan/")).content.decode())
    command = re.search(r'python3 -I -c "(.*?)" phieu', page, re.DOTALL)[1]

    run = subprocess.run(
        [sys.executable, "-I", "-c", command, str(file)],
        capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip

    assert run.stdout == said
    assert hashlib.sha256(b"\0" + told["entry"].encode()).hexdigest() == told["leaf"]
