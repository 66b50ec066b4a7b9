"""What the slips ask for, and how what was typed is kept."""

import pytest

from ocop.cycles.slips import EXISTING_IDEA, LONGEST, NEW_IDEA, PLAN
from ocop.kernel.errors import Refused

SLIPS = [NEW_IDEA, EXISTING_IDEA, PLAN]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.number)
def test_each_blank_has_a_name_of_its_own(slip):
    keys = [blank.key for blank in slip.blanks]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.number)
def test_only_required_blanks_are_missed(slip):
    required = {blank.key: "Có." for blank in slip.blanks if blank.required}

    assert slip.missing(required) == []
    assert slip.missing({}) == [blank for blank in slip.blanks if blank.required]
    assert slip.missing(dict.fromkeys(required, "  \n")) == slip.missing({})


def test_what_was_kept_stays_beside_what_is_sent():
    merged = NEW_IDEA.merged({"what": "Trà", "why": "Đất đồi"}, {"what": "Trà hoa vàng"})

    assert merged == {"what": "Trà hoa vàng", "why": "Đất đồi"}


def test_text_is_kept_in_one_spelling_and_without_nul():
    assert NEW_IDEA.merged({}, {"what": "Tra\u0300\x00\r\n"}) == {"what": "Trà\n"}


@pytest.mark.parametrize(("length", "taken"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_blank_holds_five_thousand_letters(length, taken):
    if taken:
        assert NEW_IDEA.merged({}, {"what": "a" * length})
    else:
        with pytest.raises(Refused, match=r"5\.000 chữ"):
            NEW_IDEA.merged({}, {"what": "a" * length})


@pytest.mark.parametrize("sent", [{"khac": "x"}, {"what": 7}, {"what": None}])
def test_what_is_not_on_the_slip_is_refused(sent):
    with pytest.raises(Refused, match="không đúng phiếu"):
        NEW_IDEA.merged({}, sent)
