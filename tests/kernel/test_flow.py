"""State machines as tables."""

from enum import Enum

import pytest

from ocop.kernel.errors import Refused
from ocop.kernel.flow import Flow, WrongState


class State(Enum):
    DRAFT = "Đang soạn"
    SUBMITTED = "Xã đang xem xét"
    RETURNED = "Trả lại bổ sung"

    @property
    def label(self) -> str:
        return self.value


FLOW = Flow(
    {
        "submit": (frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
        "send_back": (frozenset({State.SUBMITTED}), State.RETURNED),
        "withdraw": (frozenset({State.SUBMITTED}), State.DRAFT),
    }
)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_a_move_leads_from_each_of_its_states_to_its_target(state: State) -> None:
    assert FLOW.after("submit", state) is State.SUBMITTED


def test_a_move_from_another_state_is_refused_with_the_name_of_that_state() -> None:
    with pytest.raises(WrongState, match="“Xã đang xem xét”") as caught:
        FLOW.after("submit", State.SUBMITTED)
    assert isinstance(caught.value, Refused)
    assert (caught.value.move, caught.value.state) == ("submit", State.SUBMITTED)


def test_a_state_without_a_label_is_named_by_itself() -> None:
    flow = Flow({"open": (frozenset({"đóng"}), "mở")})
    with pytest.raises(WrongState, match="“mở”"):
        flow.after("open", "mở")


def test_a_move_that_is_not_in_the_table_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        FLOW.after("burn", State.DRAFT)


def test_the_moves_of_a_state_come_in_the_order_of_the_table() -> None:
    assert FLOW.moves_from(State.SUBMITTED) == ["send_back", "withdraw"]
    assert FLOW.moves_from(State.DRAFT) == ["submit"]


def test_a_flow_keeps_its_own_copy_of_the_table() -> None:
    table = {"submit": (frozenset({State.DRAFT}), State.SUBMITTED)}
    flow = Flow(table)
    table.clear()
    assert flow.after("submit", State.DRAFT) is State.SUBMITTED
