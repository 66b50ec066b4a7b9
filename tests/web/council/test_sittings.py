"""A councillor's sittings: how far they are, what is next, and who has no seat."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.dossiers.models import Evidence
from ocop.files import store
from ocop.grading.models import Seat
from tests import cast
from tests.factories.grading import a_card, a_council, a_seat, a_sitting
from tests.web.council.cards import address, seated, vans
from tests.web.desk import at, body, text


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


def test_the_list_can_be_narrowed_to_what_is_not_done():
    sitting = seated(items=3)
    first, *rest = sitting.items.order_by("position")
    a_card(first, vans(sitting))

    page = text(at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/?loc=chua"))

    assert str(first.dossier.product) not in page
    assert all(str(item.dossier.product) in page for item in rest)


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


def test_who_left_the_council_has_no_room():
    sitting = seated()
    seat = vans(sitting)
    seat.left_on = sitting.held_on
    seat.save()

    assert "chưa có phiên họp nào" in text(at(cast.van()).get("/hoi-dong/"))
    assert at(cast.van()).get(f"/hoi-dong/phien/{sitting.code}/").status_code == 404
