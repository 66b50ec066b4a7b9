"""Keys live outside the database, one a province and year; old ones go on being read."""

import stat
from pathlib import Path

import pytest

from ocop.kernel.errors import Refused
from ocop.stamps.keys import key_for, key_of, keys, rotate
from ocop.stamps.serials import read, serial_of
from tests.racing import at_once


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path):
    settings.STAMP_KEYS, settings.STAMP_KEYS_FILE = "", tmp_path / "keys"


def test_a_province_has_a_key_a_year_made_at_its_first_use():
    this, other, next_year = key_for("22", 2026), key_for("01", 2026), key_for("22", 2027)

    assert key_for("22", 2026) == this
    assert len({this.id, other.id, next_year.id}) == 3
    assert (this.province, other.province) == ("22", "01")


def test_a_rotated_key_makes_new_stamps_and_the_old_one_reads_old_ones():
    old = key_for("22", 2026)
    serial = serial_of(old, 1, 1, "T/SP-00001")

    new = rotate("22", 2026)

    assert key_for("22", 2026) == new != old
    assert read(keys(), serial, "T/SP-00001") is not None


def test_the_file_is_its_owners_alone(settings):
    key_for("22", 2026)

    assert stat.S_IMODE(Path(settings.STAMP_KEYS_FILE).stat().st_mode) == 0o600


def test_two_processes_that_begin_a_year_agree_on_one_key():
    first, second = at_once(lambda: key_for("22", 2026), lambda: key_for("22", 2026))

    assert first == second


def test_a_batch_whose_key_is_not_here_is_refused():
    with pytest.raises(Refused, match="khoá tem"):
        key_of(22 * 256)


def test_keys_may_come_from_the_environment(settings):
    settings.STAMP_KEYS = f"22 0 2026 {'ab' * 32},22 1 2027 {'cd' * 32}"

    assert key_for("22", 2027).id == 22 * 256 + 1
    with pytest.raises(Refused):
        rotate("22", 2028)
