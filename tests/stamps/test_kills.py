"""The printer's file is the same to the byte, however often who makes it is killed."""

import hashlib
import random
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ocop.jobs.flow import State
from ocop.stamps.operations import print_stamps
from ocop.stamps.outputs import CSV, VECTOR, write_file
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.stamps import GTIN, a_batch, a_lot, a_stamped_product
from tests.jobs.rig import ended, environment, kill, said
from tests.stamps import rig

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 6_000


def killed_and_resumed(folder, manner, output, seed):
    """Make a file, the worker killed at the seed's moments; return its end and what it must be."""
    lot = a_lot(a_stamped_product(gtin=GTIN), units=COUNT)
    batch = a_batch(lot, COUNT)
    print_stamps(batch, act_of(cast.tung()), output=output)
    keys = Path(settings.STAMP_KEYS_FILE).read_text("ascii").split("\n")
    known = environment(folder / "var", connection) | {"OCOP_STAMP_KEYS": ",".join(keys)}
    dice = random.Random(seed)
    for steps, goes_on in ((2, False), (3, True)):
        kill_within(rig.started(known, manner), steps, goes_on, dice)
    ended(rig.started(known, manner))
    size = write_file(batch, output, folder / "whole")
    whole = (folder / "whole").read_bytes()
    assert size == len(whole)
    return rig.printed(known), [State.DONE, COUNT, COUNT, hashlib.sha256(whole).hexdigest()]


def kill_within(worker, steps, goes_on, dice):
    """Kill a worker between a step and its checkpoint, or at any moment after it went on."""
    for step in range(1, steps + 1):
        assert said(worker) == "step\n"
        if step < steps or goes_on:
            worker.stdin.write("\n")
            worker.stdin.flush()
    if goes_on:
        time.sleep(dice.uniform(0, 0.02))
    kill(worker)


def test_a_file_whose_maker_is_killed_again_and_again_is_the_same_to_the_byte(tmp_path):
    found, must = killed_and_resumed(tmp_path, "whole", VECTOR, seed=5)

    assert found == must


def test_without_kept_pieces_a_kill_writes_stamps_twice(tmp_path):
    found, must = killed_and_resumed(tmp_path, "appended", CSV, seed=5)

    assert found[:3] == must[:3]
    assert found[3] != must[3]
