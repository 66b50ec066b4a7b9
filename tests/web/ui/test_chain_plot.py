"""The drawn chain: what fits into a box, and two drawings of the same boxes."""

import re
from datetime import date

import pytest

from ocop.trace.chain import Box, Chain
from ocop.web.ui.chain_plot import SHAPES, drawn, folded

FLAT, UPRIGHT = SHAPES


def a_box(key, column, **more):
    return Box(key, f"Hàng {key}", f"Lô {key}", date(2026, 10, 5), column, lot=1, **more)


def a_chain():
    """Return two things that one was made of, of which one more was made."""
    boxes = (a_box("a", 0), a_box("b", 0), a_box("c", 1, here=True), a_box("d", 2))
    arrows = (("a", "c", "1 kg"), ("b", "c", "2 kg"), ("c", "d", "3 kg"))
    return Chain(boxes, arrows)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Trà hoa", ["Trà hoa"]),
        ("Nụ hoa vàng sấy lạnh Ba Chẽ", ["Nụ hoa vàng sấy", "lạnh Ba Chẽ"]),
        ("Nụ hoa vàng sấy lạnh của vùng Ba Chẽ", ["Nụ hoa vàng sấy", "lạnh của vùng Ba C…"]),
        ("Chữdàikhôngcókhoảngtrống", ["Chữdàikhôngcókhoản…"]),
    ],
)
def test_a_title_stands_in_two_lines_at_most(text, lines):
    assert folded(text, 19, 2) == lines


def test_the_chain_is_drawn_for_wide_screens_and_for_phones_with_the_same_boxes():
    flat, upright = re.findall(r"<svg.*?</svg>", drawn(a_chain(), lambda _: "/lo/"))

    for plot in (flat, upright):
        assert plot.count("<rect") == 4
        assert plot.count('class="arrow"') == 3
        # The lot one looks at leads nowhere else.
        assert plot.count('<a href="/lo/">') == 3
    assert 'marker id="tip-flat"' in flat
    assert 'marker id="tip-upright"' in upright


def test_two_boxes_side_by_side_fit_a_phone():
    width, _ = UPRIGHT.size(3, 2)

    assert width <= 390 - 2 * 16 - 2 * 12


def test_a_step_of_one_box_stands_in_the_middle_of_a_step_of_two():
    first, second = (FLAT.place(0, at, 2, 2)[1] for at in (0, 1))

    assert FLAT.place(1, 0, 1, 2)[1] == (first + second) // 2
