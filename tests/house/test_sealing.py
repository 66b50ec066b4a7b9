"""Before the close a card is its councillor's alone: nothing that anyone else sees depends on it.

Every page that a role may open, every list as a workbook and every line of history is taken
twice: once with the card as it was signed, once with other choices, remarks, opinion and digest.
"""

import io
import json
import re

import openpyxl
import pytest

from ocop.audit.models import Entry
from ocop.grading.access import cards_for
from ocop.grading.keys import write_on
from ocop.grading.models import Scorecard
from ocop.grading.operations import close_sitting, keep_card, sign
from ocop.grading.operations.scoring import document_of
from ocop.grading.sealing import Writing, digest_of
from ocop.kernel.act import Act
from tests import world
from tests.house.test_doors import gate_of
from tests.house.walked_rows import table
from tests.house.walked_spots import spots_of
from tests.house.walking import (
    addresses,
    asked,
    foretold,
    path_of,
    signed_in_as,
    takes_post_only,
)
from tests.moment import NOW, TODAY
from tests.world_councils import OTHER_CHOICES, SEALED_CHOICES, SEALED_OPINION, SEALED_REMARK

# Each way of coming in once; a neighbour of theirs walks through the same gates.
OTHERS = [
    "anonymous", "producer", "commune", "province", "leader", "ministry", "administrator",
    "member", "conflicted", "other council", "secretary",
]  # fmt: skip
# What differs from one request to the next, whatever the page says.
CHANCE = [
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(rb'nonce="[^"]+"'),
    # The number of a paper of the diary, so that it is written once.
    re.compile(rb'name="client_id" value="[^"]+"'),
    re.compile(rb'"csrf": "[^"]+"'),
]
SHEET = "spreadsheetml"


@pytest.fixture
def the(db, monkeypatch):
    """The world, standing still."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return world.built()


def seen_by(the, role):
    """Return all that a role can look at: each page by its path, each list as its cells too."""
    client, seen, rows = signed_in_as(the.roles[role]), {}, table(the)
    for address, view in addresses():
        if takes_post_only(view) or address.endswith((".pdf", "/ban-in/")):
            continue
        for spot in spots_of(address, rows):
            path = path_of(address, spot.values)
            if foretold(gate_of(view), role, spot.reach) == "in":
                seen[path] = plain(asked(client, "get", path))
                if b"tai=xlsx" in seen[path]:
                    seen[f"{path}?tai=xlsx"] = plain(asked(client, "get", f"{path}?tai=xlsx"))
    return seen


def plain(response):
    """Return what a response says, without what chance puts into it."""
    body = b"" if response.streaming else response.content
    if SHEET in response.headers.get("Content-Type", ""):
        book = openpyxl.load_workbook(io.BytesIO(body))
        return repr([[[c.value for c in row] for row in sheet] for sheet in book]).encode()
    for pattern in CHANCE:
        body = pattern.sub(b"", body)
    return body


def rewrite(card):
    """Give the card another content, as if its councillor had signed something else."""
    other = Writing(OTHER_CHOICES, {"2.1": "Khác hẳn"}, "Khác hẳn")
    write_on(card, other)
    card.digest = digest_of(document_of(card, other))
    card.save()


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_that_another_sees_depends_on_a_sealed_card(the, role):
    before = seen_by(the, role)
    rewrite(the.sealed)
    after = seen_by(the, role)

    assert [path for path in before if before[path] != after[path]] == []
    everything = b"".join(before.values())
    assert SEALED_REMARK.encode() not in everything
    assert SEALED_OPINION.encode() not in everything


def test_its_owner_sees_it(the):
    path = f"/hoi-dong/phien/{the.open.code}/1/phieu/"
    before = seen_by(the, "chair")
    rewrite(the.sealed)
    after = seen_by(the, "chair")

    assert SEALED_REMARK.encode() in before[path]
    assert before[path] != after[path]


def test_history_keeps_of_a_signed_card_its_digest_and_nothing_else(the):
    card = Scorecard.objects.get(item__sitting=the.open, seat=the.seats[1])
    act = Act(by=the.roles["member"], at=NOW, origin="test")
    keep_card(
        card, act, version=0, choices=SEALED_CHOICES,
        remarks={"1.1": SEALED_REMARK}, opinion=SEALED_OPINION,
    )  # fmt: skip
    digest = sign(card, act)

    line = Entry.objects.order_by("pk").last()
    assert line.facts == {"seat": card.seat_id, "digest": digest}
    told = json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert SEALED_REMARK not in told
    assert SEALED_OPINION not in told


@pytest.mark.parametrize("role", [role for role in OTHERS if role not in {"anonymous"}])
def test_nobody_is_handed_a_sealed_card_whatever_the_power(the, role):
    from ocop.accounts.permissions import Permission

    user = the.roles[role]
    for power in [None, *Permission]:
        assert the.sealed not in cards_for(user, power, TODAY)


def test_the_close_shows_the_cards_to_council_and_office_at_once(the):
    close_sitting(the.open, Act(by=the.roles["province"], at=NOW, origin="test"))

    for role, path in [
        ("member", f"/hoi-dong/phien/{the.open.code}/1/ket-qua/"),
        ("province", f"/van-phong/phien-hop/{the.open.code}/1/"),
    ]:
        page = signed_in_as(the.roles[role]).get(path).content.decode()
        assert "Nguyễn Hải Vân" in page
