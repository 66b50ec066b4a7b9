"""A conflict of interest shuts the dossier, its proofs and its card."""

from ocop.dossiers.models import Evidence
from ocop.files import store
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import Conflict
from ocop.grading.operations import close_sitting, declare_conflict
from tests import cast
from tests.factories.dossiers import a_representative, act_of
from tests.factories.grading import a_card, a_council, a_seat, a_sitting, seats_of
from tests.grading.test_results import full
from tests.web.council.cards import address, seated, vans
from tests.web.desk import at, body, text


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
