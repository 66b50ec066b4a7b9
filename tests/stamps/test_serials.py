"""Serials are ours or they are not, say from where they come, and hold what a label can carry."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.kernel.gs1 import check_component
from ocop.stamps.minting import BLOCK, Run
from ocop.stamps.serials import (
    ALPHABET,
    LENGTH,
    MOST_BATCHES,
    MOST_STAMPS,
    TAG_BITS,
    Key,
    Stamp,
    key_id,
    pin_of,
    read,
    serial_of,
    spaced,
    tidy,
)

KEY = Key(key_id("22", 3), 2026, bytes(range(32)))
OTHER = Key(key_id("22", 4), 2027, bytes(range(1, 33)))
KEYS = {KEY.id: KEY, OTHER.id: OTHER}
ABOUT = "01/08936012345674"


@pytest.mark.parametrize(
    ("batch", "counter", "serial", "pin"),
    [
        (1, 1, "5G300019Y05NHTJ52Q6", "001046"),
        (7, 1_000_000, "5G300074HQ5BMF82540", "491089"),
        (MOST_BATCHES - 1, MOST_STAMPS - 1, "5G3ZZZZN6PZ2BGJXMKM", "888367"),
    ],
)
def test_serials_never_change(batch, counter, serial, pin):
    assert serial_of(KEY, batch, counter, ABOUT) == serial
    assert pin_of(KEY, batch, counter, ABOUT) == pin


@settings(max_examples=300)
@given(st.integers(0, MOST_BATCHES - 1), st.integers(0, MOST_STAMPS - 1))
def test_what_was_folded_in_is_read_again(batch, counter):
    serial = serial_of(KEY, batch, counter, ABOUT)

    assert read(KEYS, serial, ABOUT) == Stamp(KEY.id, batch, counter)
    assert read(KEYS, serial, ABOUT).province == "22"


def test_a_serial_fits_ai_21_and_has_no_letters_that_look_alike():
    serial = serial_of(KEY, 5, 5, ABOUT)

    check_component(serial, "Số sê-ri")
    assert len(serial) == LENGTH <= 20
    assert not set("ILOU") & set(ALPHABET)
    assert re.fullmatch(r"[0-9A-Z]+", serial)


def test_what_people_type_is_read_as_it_was_printed():
    serial = serial_of(KEY, 5, 5, ABOUT)
    typed = spaced(serial).lower().replace("0", "o").replace("1", "l")

    assert tidy(typed) == serial


@pytest.mark.parametrize("place", range(LENGTH))
def test_one_changed_letter_anywhere_is_not_ours(place):
    serial = serial_of(KEY, 5, 5, ABOUT)
    changed = ALPHABET[(ALPHABET.index(serial[place]) + 1) % 32]

    assert read(KEYS, serial[:place] + changed + serial[place + 1 :], ABOUT) is None


@pytest.mark.parametrize("about", ["01/08936012345685", "T/SP-00001"])
def test_a_serial_is_bound_to_its_product(about):
    assert read(KEYS, serial_of(KEY, 5, 5, ABOUT), about) is None


def test_the_key_of_another_generation_makes_other_serials():
    serial = serial_of(OTHER, 5, 5, ABOUT)
    disguised = serial_of(KEY, 5, 5, ABOUT)[:3] + serial[3:]

    assert read(KEYS, disguised, ABOUT) is None
    assert read({KEY.id: KEY}, serial, ABOUT) is None


@pytest.mark.parametrize("serial", ["", "A", "@" * LENGTH, "é" * LENGTH, "I" * LENGTH, "A" * 21])
def test_what_has_not_the_form_is_not_ours(serial):
    assert read(KEYS, serial, ABOUT) is None


def test_a_guess_passes_with_at_most_two_to_the_minus_25():
    assert Fraction(1, 2**TAG_BITS) <= Fraction(1, 2**25)


def test_200_000_guesses_that_know_all_but_the_proof_do_not_pass():
    run = Run(OTHER, 5, ABOUT, 0, 199_999)
    head = serial_of(KEY, 5, 5, ABOUT)[:7]

    passed = [
        s for a, z in run.blocks() for s in run.serials(a, z) if read(KEYS, head + s[7:], ABOUT)
    ]

    assert passed == []


@pytest.mark.parametrize("letters", [1, 2, 3])
def test_each_letter_of_the_proof_is_hit_by_chance_once_in_thirty_two(letters):
    count = 320_000
    pairs = (
        [
            Run(key, 5, ABOUT, 0, count - 1).bodies(a, z)[:, -7 : letters - 7 or None]
            for key in (KEY, OTHER)
        ]
        for a, z in Run(KEY, 5, ABOUT, 0, count - 1).blocks()
    )

    hit = sum(int((mine == others).all(axis=1).sum()) for mine, others in pairs)

    by_chance = count / 32**letters
    assert abs(hit - by_chance) < 5 * by_chance**0.5


def test_neighbours_do_not_show_that_they_are_neighbours():
    counters = [serial_of(KEY, 5, n, ABOUT)[7:12] for n in range(1000)]

    steps = {ALPHABET.index(b[4]) - ALPHABET.index(a[4]) for a, b in pairwise(counters)}
    assert len(steps) > 32


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0, 9),
        (BLOCK - 3, BLOCK + 2),
        (32**3 - 2, 32**3 + 2),
        (32**4 - 2, 32**4 + 2),
        (MOST_STAMPS - 3, MOST_STAMPS - 1),
    ],
)
def test_serials_by_the_million_are_the_same_as_one_by_one(first, last):
    run = Run(KEY, 7, ABOUT, first, last)

    made = [serial for a, z in run.blocks() for serial in run.serials(a, z)]

    assert made == [serial_of(KEY, 7, n, ABOUT) for n in range(first, last + 1)]


def test_the_printers_lines_hold_link_serial_and_pin():
    run = Run(KEY, 7, ABOUT, 5, 6)

    lines = bytes(run.lines(5, 6, "HTTPS://A.VN/", pins=True)).decode().splitlines()

    assert lines == [
        f"HTTPS://A.VN/{s},{s},{pin_of(KEY, 7, n, ABOUT)}"
        for n, s in ((5, serial_of(KEY, 7, 5, ABOUT)), (6, serial_of(KEY, 7, 6, ABOUT)))
    ]


def test_a_million_serials_are_a_million_different_ones():
    run = Run(KEY, 7, ABOUT, 1, 1_000_000)

    made = {serial for a, z in run.blocks() for serial in run.serials(a, z)}

    assert len(made) == 1_000_000
