"""State machines as tables: which move leads from where to where."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from ocop.kernel.errors import Refused

S = TypeVar("S")


class WrongState(Refused):
    """A move that the present state does not allow; somebody else has usually been faster."""

    def __init__(self, move: str, state: object) -> None:
        label = getattr(state, "label", state)
        super().__init__(
            f"Việc này không làm được khi hồ sơ đang ở trạng thái “{label}”. "
            "Hãy tải lại trang để xem trạng thái mới nhất."
        )
        self.move = move
        self.state = state


class Flow(Generic[S]):
    """A table of moves; it decides nothing but order, and leaves rights and rules to others."""

    def __init__(self, moves: Mapping[str, tuple[frozenset[S], S]]) -> None:
        self.moves = dict(moves)

    def after(self, move: str, state: S) -> S:
        """Return the state that ``move`` leads to; refused from a state it does not start in."""
        sources, target = self.moves[move]
        if state not in sources:
            raise WrongState(move, state)
        return target

    def moves_from(self, state: S) -> list[str]:
        """Return the moves that ``state`` allows, in the order of the table."""
        return [move for move, (sources, _) in self.moves.items() if state in sources]
