"""Lines of history that were done on a producer's behalf."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.db import connection

from ocop.audit.models import Entry
from ocop.audit.operations import record
from ocop.audit.queries import is_intact
from ocop.base.models import Counter
from ocop.kernel.act import Act
from tests.audit.ledger import exported, lines, published
from tests.history import triggers_off
from tests.moment import NOW
from tests.serving import PATIENCE

pytestmark = pytest.mark.django_db


def done_for(code):
    """Record one act for the producer of that code."""
    thing, _ = Counter.objects.get_or_create(series="thử")
    return record(Act(by=None, at=NOW, origin="test", behalf=code), "test.done", thing)


def test_a_line_says_for_whom_it_was_done_and_one_in_ones_own_name_says_nothing():
    own, other = done_for(""), done_for("CT-00007")

    assert "behalf" not in json.loads(own.document())
    assert json.loads(other.document())["behalf"] == "CT-00007"


def test_a_line_without_it_hashes_as_it_did_before_the_word_existed():
    entry = lines(1)[0]
    before = {
        "at": "2026-10-05T03:00:00.000000+00:00",
        "by": None,
        "facts": {"number": 0},
        "origin": "test",
        "target": ["base.Counter", entry.target_id],
        "verb": "test.done",
    }
    spelled = json.dumps(before, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert entry.digest == hashlib.sha256(b"\x00" + spelled.encode()).hexdigest()


def test_an_export_with_both_kinds_of_lines_passes_the_verifier(tmp_path):
    lines(3)
    published()
    done_for("CT-00007")
    lines(2)
    published(hours=1)

    folder = exported(tmp_path / "log")
    command = [sys.executable, "-I", folder / "ocop-verify.py", folder]
    run = subprocess.run(
        command, capture_output=True, text=True, env={}, check=False, timeout=PATIENCE
    )

    assert run.returncode == 0, run.stderr
    assert "6 dòng" in run.stdout


@pytest.mark.parametrize("now_said", ["", "CT-00008"])
def test_nobody_may_change_afterwards_for_whom_it_was_done(now_said):
    entry = done_for("CT-00007")
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET behalf = %s", [now_said])

    assert not is_intact(Entry.objects.get(pk=entry.pk))
