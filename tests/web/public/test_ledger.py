"""The transparency pages: what a stranger can take away, check, and check again."""

import pytest
from django.urls import reverse

from ocop.audit import merkle
from ocop.audit.export import VERIFIER
from ocop.audit.models import Leaf
from tests import cast
from tests.audit.ledger import lines, published, verifier
from tests.factories.grading import a_card, an_item, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def marks():
    """Two checkpoints, of 5 and of 12 lines."""
    found = []
    for count in (5, 7):
        lines(count)
        found.append(published())
    return found


def test_the_page_is_there_before_the_first_checkpoint(client):
    page = client.get("/minh-bach/").content.decode()

    assert "Chưa có mốc nào" in page
    assert client.get("/minh-bach/moi-nhat.txt").status_code == 404
    assert client.get("/minh-bach/khoa.txt").content == b""


def test_the_page_lists_each_checkpoint_with_its_day_and_sixteen_digits(client, marks):
    page = client.get("/minh-bach/").content.decode()

    for mark in marks:
        assert mark.root[:16] in page
        assert reverse("public:checkpoint", args=[mark.size]) in page
    assert "05/10/2026" in page


def test_checkpoint_and_key_are_what_the_verifier_reads(client, marks):
    verify = verifier()
    keys = verify.keys_in(client.get("/minh-bach/khoa.txt").content, "khoa.txt")
    for mark in marks:
        note = client.get(f"/minh-bach/kiem-chung/{mark.size}.txt").content
        read = verify.checkpoint_in(note, "mốc")
        verify.check_signature(read, keys, "mốc")
        assert (read.size, read.root.hex()) == (mark.size, mark.root)
    assert client.get("/minh-bach/moi-nhat.txt").content == note
    assert client.get("/minh-bach/ocop-verify.py").content == VERIFIER.read_bytes()


def test_a_leaf_is_proved_under_either_checkpoint(client, marks):
    for mark in marks:
        told = client.get(f"/minh-bach/bang-chung/3.json?size={mark.size}").json()
        proof = [bytes.fromhex(hash_) for hash_ in told["proof"]]
        leaf, root = bytes.fromhex(told["leaf"]), bytes.fromhex(mark.root)
        assert told["leaf"] == Leaf.objects.get(pk=3).hash
        assert told["root"] == mark.root
        assert merkle.includes(root, leaf, 3, mark.size, proof)
    assert client.get("/minh-bach/bang-chung/3.json").json()["size"] == 12


def test_the_newer_checkpoint_is_proved_to_extend_the_older(client, marks):
    old, new = marks
    told = client.get("/minh-bach/nhat-quan/5-12.json").json()
    proof = [bytes.fromhex(hash_) for hash_ in told["proof"]]

    assert merkle.extends(bytes.fromhex(old.root), 5, bytes.fromhex(new.root), 12, proof)
    assert (told["old_root"], told["new_root"]) == (old.root, new.root)


@pytest.mark.parametrize(
    "path",
    [
        "kiem-chung/6.txt",
        f"kiem-chung/{10**30}.txt",
        "bang-chung/12.json",
        f"bang-chung/{10**30}.json",
        "bang-chung/5.json?size=5",
        "bang-chung/1.json?size=6",
        "bang-chung/1.json?size=x",
        f"bang-chung/1.json?size={10**30}",
        "bang-chung/1.json?size=٥",
        "nhat-quan/12-5.json",
        "nhat-quan/5-11.json",
        f"nhat-quan/5-{10**30}.json",
    ],
)
def test_there_is_no_proof_of_what_was_not_published(client, marks, path):
    assert client.get(f"/minh-bach/{path}").status_code == 404


def test_a_receipt_is_found_and_proved(client, marks):
    receipt = Leaf.objects.get(pk=6).entry.digest
    page = client.get("/minh-bach/", {"dau": f" {receipt.upper()} "}).content.decode()

    assert "Biên nhận này có trong sổ" in page
    assert "vị trí 6, được bảo chứng từ mốc 12 dòng" in page
    assert "/minh-bach/bang-chung/6.json?size=12" in page


@pytest.mark.parametrize("receipt", ["0" * 64, "x", "0" * 63 + "é", "0" * 200])
def test_a_receipt_that_is_not_there_is_told_calmly(client, marks, receipt):
    page = client.get("/minh-bach/", {"dau": receipt})

    assert page.status_code == 200
    assert "Biên nhận này có trong sổ" not in page.content.decode()


def test_nothing_that_is_published_names_a_person(client):
    lines(1, by=cast.van())
    published()
    for path in ("", "moi-nhat.txt", "khoa.txt", "bang-chung/0.json"):
        assert "Hải Vân" not in client.get(f"/minh-bach/{path}").content.decode()


def test_the_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_num_queries):
    for count in (40, 60):
        lines(count)
        published()

    # The checkpoint, the leaf, and the two queries of a proof.
    with django_assert_num_queries(4):
        client.get("/minh-bach/bang-chung/77.json")
    # Two checkpoints; no single leaf stands in the proof, so one query has all of it.
    with django_assert_num_queries(3):
        client.get("/minh-bach/nhat-quan/40-100.json")


def committed_card():
    """Return a signed card of an open sitting, its line in the ledger, and a checkpoint over it."""
    item = an_item()
    card = a_card(item, seats_of(item)[0], {"1.1": 2})
    mark = published()
    return card, Leaf.objects.get(entry__facts__digest=card.digest), mark


@pytest.mark.parametrize("digit", ["digest", "hash"])
def test_a_receipt_is_checked_by_its_place_and_either_of_its_digests(client, digit):
    card, leaf, mark = committed_card()
    typed = card.digest if digit == "digest" else leaf.hash

    page = client.get("/minh-bach/", {"dau": typed, "vt": leaf.index}).content.decode()

    assert "Biên nhận này có trong sổ" in page
    assert f"từ mốc {mark.size} dòng" in page


@pytest.mark.parametrize("step", [1, 10**6])
def test_a_receipt_at_another_place_is_not_in_the_ledger(client, step):
    card, leaf, _ = committed_card()

    page = client.get("/minh-bach/", {"dau": card.digest, "vt": leaf.index + step})

    assert "Chưa thấy dấu này trong sổ" in page.content.decode()


def test_a_receipt_whose_line_waits_for_a_checkpoint_is_not_in_the_ledger_yet(client):
    item = an_item()
    card = a_card(item, seats_of(item)[0], {"1.1": 2})

    page = client.get("/minh-bach/", {"dau": card.digest, "vt": 0}).content.decode()

    assert "mốc kế tiếp" in page
