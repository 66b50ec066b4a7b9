"""What a device takes along and sends, at the door: one's own only, told record by record."""

import base64
import json
import os
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.grading.keys import key_for_devices
from ocop.grading.models import Scorecard
from ocop.grading.operations import close_sitting
from tests.factories.dossiers import a_user, act_of
from tests.factories.grading import a_card, a_sitting
from tests.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return a_sitting(items=2)


@pytest.fixture
def seat(sitting):
    return sitting.council.seats.order_by("pk")[1]


@pytest.fixture
def client(seat):
    client = Client()
    client.force_login(seat.user)
    return client


def a_record(sitting, position=1, **fields):
    return {
        "id": str(uuid4()), "sitting": sitting.code, "position": position, "kind": "keep",
        "base": 0, "after": [], "choices": {"1.1": 2}, "remarks": {"1.1": "Tốt"},
        "opinion": "", "stance": "", "written_at": NOW.isoformat(), **fields,
    }  # fmt: skip


def send(client, seat, *records):
    body = json.dumps({"seat": seat.pk, "records": records})
    return client.post(
        "/hoi-dong/dong-bo/",
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_each_record_of_a_batch_has_its_own_answer(client, sitting, seat):
    good, bad = a_record(sitting), a_record(sitting, 2, choices={"9.9": 1})
    none = a_record(sitting, 7)

    answers = send(client, seat, good, bad, none, good).json()["answers"]

    assert [one["status"] for one in answers] == ["saved", "rejected", "rejected", "duplicate"]
    assert [one["id"] for one in answers] == [one["id"] for one in (good, bad, none, good)]
    assert Scorecard.objects.get().version == 1


def test_a_signature_is_answered_with_its_receipt(client, sitting, seat):
    [answer] = send(client, seat, a_record(sitting, kind="sign")).json()["answers"]

    assert answer["digest"] == Scorecard.objects.get().digest
    assert len(answer["leaf"]) == 64


def test_a_conflict_shows_ones_own_card_as_it_lies_here(client, sitting, seat):
    send(client, seat, a_record(sitting))

    [answer] = send(client, seat, a_record(sitting, choices={"1.1": 1})).json()["answers"]

    assert answer["status"] == "conflict"
    assert answer["card"]["choices"] == {"1.1": 2}


def test_another_members_seat_takes_nothing_from_me(client, sitting):
    other = sitting.council.seats.order_by("pk")[2]

    assert send(client, other, a_record(sitting)).status_code == 404
    assert not Scorecard.objects.exists()


def test_another_councils_sitting_takes_nothing_from_my_seat(client, seat):
    far = a_sitting()

    [answer] = send(client, seat, a_record(far)).json()["answers"]

    assert answer["status"] == "rejected"
    assert not Scorecard.objects.exists()


def test_a_batch_without_the_pages_token_is_turned_away(seat, sitting):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(seat.user)

    assert send(strict, seat, a_record(sitting)).status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"seat": 1}', b'{"seat": 1, "records": [1]}'])
def test_what_is_no_batch_is_refused_in_a_sentence(client, body):
    answer = client.post(
        "/hoi-dong/dong-bo/", body, content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip

    assert answer.status_code == 409
    assert "không đọc được" in answer.json()["refused"]


def test_the_pack_lists_my_dossiers_and_each_comes_with_my_own_card(client, sitting, seat):
    a_card(sitting.items.get(position=1), seat, {"1.1": 3}, "OPEN")
    other = sitting.council.seats.order_by("pk")[2]
    a_card(sitting.items.get(position=2), other, {"1.1": 3}, "OPEN")

    about = client.get(f"/hoi-dong/phien/{sitting.code}/goi/").json()
    first, second = (client.get(one["url"]).json() for one in about["items"])

    assert first["card"]["choices"] == {"1.1": 3}
    assert second["card"] is None
    assert "data-sheet" in first["html"]


def test_a_pack_takes_as_many_questions_for_one_dossier_as_for_ten(client, seat):
    sittings = [a_sitting(council=seat.council, items=count) for count in (1, 10)]
    client.get(f"/hoi-dong/phien/{sittings[0].code}/goi/")
    counts = []
    for one in sittings:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/hoi-dong/phien/{one.code}/goi/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_key_is_the_seats_own_and_stays_after_the_close(client, sitting, seat):
    path = f"/hoi-dong/phien/{sitting.code}/khoa/"
    before = client.get(path).json()
    close_sitting(type(sitting).objects.get(pk=sitting.pk), act_of())
    after = client.get(path).json()
    other = Client()
    other.force_login(sitting.council.seats.order_by("pk")[2].user)

    assert (before["is_open"], after["is_open"]) == (True, False)
    assert before["key"] == after["key"]
    assert other.get(path).json()["key"] != before["key"]


def test_no_stranger_is_given_a_key(sitting):
    stranger = Client()
    stranger.force_login(a_user())

    assert stranger.get(f"/hoi-dong/phien/{sitting.code}/khoa/").status_code == 404


def test_no_pack_is_given_after_the_close(client, sitting):
    close_sitting(type(sitting).objects.get(pk=sitting.pk), act_of())

    assert client.get(f"/hoi-dong/phien/{sitting.code}/goi/").status_code == 404
    assert client.get(f"/hoi-dong/phien/{sitting.code}/1/goi/").status_code == 404


def test_the_worker_keeps_files_that_are_there(client):
    script = client.get("/hoi-dong/sw.js")
    told = json.loads(script.content.decode().split("\n")[0].removeprefix("const KEPT = ")[:-1])

    assert script["Content-Type"].startswith("text/javascript")
    assert [file for file in told["files"] if not is_there(file)] == []


def is_there(file):
    from django.contrib.staticfiles import finders

    return finders.find(file.removeprefix("/static/")) is not None


def a_file(sitting, seat, *records, key=None, **fields):
    """Return the file that a device writes of its outbox."""
    key = key or key_for_devices(sitting, seat)
    rows = []
    for record in records:
        iv = os.urandom(12)
        bound = f"{sitting.code}/{seat.pk}".encode()
        data = AESGCM(key).encrypt(iv, json.dumps(record).encode(), bound)
        rows.append(
            {
                "id": record["id"],
                "iv": base64.b64encode(iv).decode(),
                "data": base64.b64encode(data).decode(),
            }
        )
    told = {"format": "ocop-phieu-1", "sitting": sitting.code, "seat": seat.pk, "records": rows}
    return SimpleUploadedFile("phieu.json", json.dumps(told | fields).encode())


def test_a_file_from_the_device_is_handed_in_from_another_machine(client, sitting, seat):
    path = f"/hoi-dong/phien/{sitting.code}/nop-tep/"
    record = a_record(sitting, kind="sign")

    page = client.post(path, {"file": a_file(sitting, seat, record)}).content.decode()
    again = client.post(path, {"file": a_file(sitting, seat, record)}).content.decode()

    assert "Đã nhận" in page
    assert "Đã nhận" in again
    assert Scorecard.objects.get().state == "SIGNED"


def test_a_file_of_another_member_or_a_changed_one_is_refused(client, sitting, seat):
    other = sitting.council.seats.order_by("pk")[2]
    path = f"/hoi-dong/phien/{sitting.code}/nop-tep/"
    theirs = a_file(sitting, other, a_record(sitting))
    forged = a_file(sitting, seat, a_record(sitting), key=bytes(32))
    none = SimpleUploadedFile("phieu.json", b"[]")

    for file in (theirs, forged, none):
        page = client.post(path, {"file": file}).content.decode()
        assert "errorlist" in page or 'class="error' in page or "aria-invalid" in page
    assert not Scorecard.objects.exists()
