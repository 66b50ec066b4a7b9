"""The verifier, run by another party: a whole log passes, and no tampering does."""

import io
import shutil
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection

from ocop.accounts.models import User
from ocop.audit.models import Checkpoint, Leaf
from ocop.audit.notes import Signer
from ocop.audit.people import stands_for
from tests import cast
from tests.audit.ledger import exported, lines, published, verifier
from tests.history import triggers_off
from tests.serving import PATIENCE

pytestmark = pytest.mark.django_db
VERIFY = verifier()


@pytest.fixture
def folder(tmp_path):
    """An exported log of 200 lines under three checkpoints."""
    for count in (64, 100, 36):
        lines(count)
        published()
    return exported(tmp_path / "log")


def run(folder, *options, script=None):
    """Run the script as somebody else would: no packages, no environment, only the folder."""
    command = [sys.executable, "-I", script or folder / "ocop-verify.py", folder, *options]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env={}, check=False, timeout=PATIENCE
    )


class Taken:
    """What was exported, in memory, to be checked with one part replaced."""

    def __init__(self, folder):
        self.parts = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in [
                folder / "entries.jsonl", folder / "leaves.txt", folder / "keys.txt",
                *(folder / "checkpoints").iterdir(),
            ]
        }  # fmt: skip

    def fault(self, **replaced):
        """Return what the verifier says, or nothing."""
        parts = self.parts | replaced.get("parts", {})
        notes = {
            name.removeprefix("checkpoints/"): data
            for name, data in parts.items()
            if name.startswith("checkpoints/")
        }
        try:
            keys = VERIFY.keys_in(parts["keys.txt"], "keys.txt")
            VERIFY.check(
                io.BytesIO(parts["entries.jsonl"]), io.BytesIO(parts["leaves.txt"]), notes, keys
            )
        except VERIFY.Bad as bad:
            return str(bad)
        return ""


def test_a_whole_log_passes(folder):
    done = run(folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert "200 dòng" in done.stdout
    assert run(folder, "--trust", folder / "keys.txt").returncode == 0
    assert Taken(folder).fault() == ""


def test_every_single_byte_that_is_flipped_is_found(folder):
    taken = Taken(folder)
    unfound, misnamed, flipped = [], [], 0
    for part, data in taken.parts.items():
        line = 1
        for place, byte in enumerate(data):
            changed = data[:place] + bytes([byte ^ 1]) + data[place + 1 :]
            said = taken.fault(parts={part: changed})
            flipped += 1
            if not said:
                unfound.append((part, place))
            if part in {"entries.jsonl", "leaves.txt"} and not said.startswith(f"Dòng {line} "):
                misnamed.append((part, place, line, said))
            line += byte == 10
    assert (unfound, misnamed) == ([], [])
    assert flipped > 40_000


@pytest.mark.parametrize("place", [0, 77, 199])
def test_another_party_finds_a_flipped_byte(folder, place):
    found = (folder / "entries.jsonl").read_bytes().splitlines(keepends=True)
    found[place] = found[place].replace(b"test.done", b"test.dona")
    (folder / "entries.jsonl").write_bytes(b"".join(found))

    done = run(folder)
    assert done.returncode == 1
    assert f"Dòng {place + 1} không khớp" in done.stderr


def deleted(rows, at):
    return rows[:at] + rows[at + 1 :]


def inserted(rows, at):
    return [*rows[:at], rows[0] if at else rows[1], *rows[at:]]


def swapped(rows, at):
    return [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]


def truncated(rows, at):
    return rows[:at]


@pytest.mark.parametrize("tampered", [deleted, inserted, swapped, truncated])
@pytest.mark.parametrize("at", [0, 1, 63, 64, 100, 198])
@pytest.mark.parametrize("with_hashes", [False, True])
def test_lines_lost_added_or_moved_are_found(folder, tampered, at, with_hashes):
    taken, changed = Taken(folder), {}
    for part in ("entries.jsonl", "leaves.txt")[: 1 + with_hashes]:
        rows = taken.parts[part].splitlines(keepends=True)
        changed[part] = b"".join(tampered(rows, at))

    said = taken.fault(parts=changed)
    if not with_hashes:
        assert said.startswith(f"Dòng {at + 1} ")
    elif tampered is truncated:
        # Without its hash as well, the first line that a checkpoint speaks of and that is gone.
        assert said.startswith(f"Dòng {at + 1} bị mất") or "không khớp" in said
    else:
        first, last = (1, 64) if at < 63 or (at == 63 and tampered is not swapped) else (0, 0)
        assert f"từ {first} đến {last}" in said if first else said.startswith(("Mốc", "Dòng"))


def another_key(folder):
    """Sign every checkpoint of a folder with a key that nobody has seen, and hand that key out."""
    forger = Signer("127.0.0.1:8000/minh-bach", b"\x07" * 32)
    for mark in Checkpoint.objects.all():
        note = forger.checkpoint(mark.size, bytes.fromhex(mark.root))
        (folder / "checkpoints" / f"{mark.size}.txt").write_text(note, "utf-8")
    return forger.public + "\n"


def test_a_log_signed_with_another_key_is_found(folder):
    kept = folder.parent / "kept.txt"
    shutil.copyfile(folder / "keys.txt", kept)
    forged = another_key(folder)

    assert "khoá đã biết" in run(folder).stderr
    (folder / "keys.txt").write_text(forged, "utf-8")
    assert run(folder).returncode == 0
    done = run(folder, "--trust", kept)
    assert (done.returncode, "khoá đã biết" in done.stderr) == (1, True)


def test_a_witness_with_the_last_checkpoint_finds_a_fork(folder, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(Checkpoint.objects.get(size=164).note, "utf-8")
    assert run(folder, "--since", kept).returncode == 0

    # The same key signs another history, with every hash and checkpoint made to fit it.
    with triggers_off():
        sql("DELETE FROM audit_leaf", "DELETE FROM audit_treenode", "DELETE FROM audit_checkpoint")
        sql("DELETE FROM audit_entry WHERE id = (SELECT MIN(id) FROM audit_entry)")
    published()
    forked = exported(tmp_path / "forked")
    assert run(forked).returncode == 0
    done = run(forked, "--since", kept)
    assert (done.returncode, "rẽ nhánh" in done.stderr) == (1, True)


def test_a_log_that_was_cut_back_to_an_older_checkpoint_is_found_by_a_witness(folder, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(Checkpoint.objects.first().note, "utf-8")
    for part in ("entries.jsonl", "leaves.txt"):
        rows = (folder / part).read_bytes().splitlines(keepends=True)
        (folder / part).write_bytes(b"".join(rows[:164]))
    (folder / "checkpoints" / "200.txt").unlink()

    assert run(folder).returncode == 0
    assert run(folder, "--since", kept).returncode == 1


def sql(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_line_changed_by_sql_is_found_by_the_command_and_by_the_verifier(folder, tmp_path):
    call_command("check_ledger", stdout=io.StringIO())
    with triggers_off():
        sql(
            "UPDATE audit_entry SET verb = 'other' WHERE id = (SELECT MIN(id) + 9 FROM audit_entry)"
        )

    with pytest.raises(CommandError, match=r"vị trí 9\) đã bị sửa"):
        call_command("check_ledger")
    assert "Dòng 10 không khớp" in run(exported(tmp_path / "after")).stderr


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entry SET digest = '{0}' WHERE id = {1}", "vị trí 4"),
        ("UPDATE audit_leaf SET hash = '{0}' WHERE entry_id = {1}", "vị trí 4"),
        ("DELETE FROM audit_leaf WHERE entry_id = {1}", "mất dòng ở vị trí 4"),
        ("UPDATE audit_treenode SET hash = '{0}' WHERE level = 1 AND \"index\" = 3", "nút"),
        ("UPDATE audit_checkpoint SET root = '{0}' WHERE size = 64", "Mốc 64"),
        ("UPDATE audit_checkpoint SET note = 'x' WHERE size = 64", "Mốc 64 không mang chữ ký"),
        ("DELETE FROM audit_checkpoint WHERE size = 200", "mốc mới nhất là 164"),
    ],
)
def test_the_command_names_whatever_was_changed(folder, statement, said):
    fifth = Leaf.objects.get(pk=4).entry_id
    with triggers_off():
        sql(statement.format("0" * 64, fifth))

    with pytest.raises(CommandError, match=f"(?i){said}"):
        call_command("check_ledger")


def test_a_line_that_still_waits_is_checked_too(folder):
    waiting = lines(1)[0]
    with triggers_off():
        sql(f"UPDATE audit_entry SET verb = 'other' WHERE id = {waiting.pk}")

    with pytest.raises(CommandError, match="chưa vào mốc nào"):
        call_command("check_ledger")


def test_a_person_whose_salt_is_erased_is_gone_and_the_log_is_whole(tmp_path):
    van = cast.van()
    told = lines(1, by=van)[0].by_digest
    published()
    User.objects.filter(pk=van.pk).update(salt="")
    folder = exported(tmp_path / "log")

    assert run(folder).returncode == 0
    everything = (folder / "entries.jsonl").read_text("utf-8")
    assert told in everything
    assert van.full_name not in everything
    assert stands_for(User.objects.get(pk=van.pk)) not in everything


@pytest.mark.parametrize("number", range(20))
def test_signatures_are_judged_as_a_library_judges_them(number):
    key = Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)
    public, message = key.public_key().public_bytes_raw(), b"x" * number
    signature = key.sign(message)

    assert VERIFY.is_signed(public, message, signature)
    assert not VERIFY.is_signed(public, message + b"y", signature)
    for place in range(0, 64, 9):
        broken = bytearray(signature)
        broken[place] ^= 1 << (number % 8)
        assert not VERIFY.is_signed(public, message, bytes(broken))


def test_a_signature_has_one_spelling_and_no_weak_key():
    key = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    larger = int.from_bytes(signature[32:], "little") + VERIFY.L
    neutral = (1).to_bytes(32, "little")
    not_reduced = (VERIFY.P + 1).to_bytes(32, "little")

    assert not VERIFY.is_signed(public, b"x", signature[:32] + larger.to_bytes(32, "little"))
    # The neutral point as a key, with S = 0, would sign every message.
    assert not VERIFY.is_signed(neutral, b"x", neutral + bytes(32))
    assert not VERIFY.is_signed(not_reduced, b"x", neutral + bytes(32))
    assert not VERIFY.is_signed(public, b"x", signature[:63])
    assert VERIFY.point_of((1 | 1 << 255).to_bytes(32, "little")) is None


def test_the_key_of_the_standard_signs_as_the_standard_says():
    # RFC 8032, section 7.1, test 2.
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert VERIFY.is_signed(bytes.fromhex(public), b"\x72", bytes.fromhex(signature))
