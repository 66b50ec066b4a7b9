"""A receipt for a card: its digest, its place in the log, and what it tells when."""

import hashlib
import json
import re
import subprocess
import sys
from html import unescape

import pytest

from ocop.audit.operations import publish_checkpoint
from ocop.grading.models import Scorecard
from ocop.grading.operations import close_sitting
from tests import cast
from tests.factories.grading import seats_of
from tests.serving import PATIENCE
from tests.web.council.cards import AUTOSAVE, address, begun, filled, seated
from tests.web.desk import at, body, text


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
