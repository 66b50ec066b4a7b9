"""The season's renewals, asked about in writing: one of one mind, one on which opinions differ."""

from collections.abc import Sequence

from ocop.demo.clock import Clock
from ocop.demo.council import OFFICE, council_of, scorers
from ocop.demo.scene import Scene
from ocop.demo.sittings import SEATS, council_choices, fill_card
from ocop.demo.stages import Walker
from ocop.grading import operations
from ocop.grading.models import Sitting, Stance

STAGE = "written"
ASKED, OPENED, CLOSED = 16, 15, 4
# Seats answer one after another; on the last dossier one of them does not agree.
ANSWERED = 12
AGAINST = 5


def ask_in_writing(scene: Scene, walkers: Sequence[Walker]) -> None:
    """Ask the council about the renewals of the season, and close when all have answered."""
    present = [w for w in walkers if w.row["dossier"]["stage"] == STAGE and w.dossier]
    if not present:
        return
    clock = Clock(scene.on).after(*(walker.clock for walker in present))
    office = scene.user(OFFICE)
    sitting = operations.ask_in_writing(
        council_of(scene),
        clock.act(office, ASKED, 9),
        title=f"Đánh giá lại bằng văn bản năm {scene.ago(ASKED).year}",
        round=present[0].dossier.round if present[0].dossier else None,
    )
    for walker in present:
        assert walker.dossier is not None
        operations.put_on_agenda(sitting, clock.act(office, ASKED, 10), dossier=walker.dossier)
    operations.open_sitting(sitting, clock.act(office, OPENED, 8))
    _answer(sitting, present, clock)
    operations.close_sitting(sitting, clock.act(office, CLOSED, 16))
    for walker in present:
        walker.clock.after(clock)


def _answer(sitting: Sitting, present: Sequence[Walker], clock: Clock) -> None:
    items = list(sitting.items.order_by("position"))
    for walker, item in zip(present, items, strict=True):
        assert walker.dossier is not None
        cards = council_choices(walker.dossier, walker.aim, SEATS)
        for place, seat in enumerate(scorers(sitting.council)):
            differs = item == items[-1] and place == AGAINST
            act = clock.act(seat.user, ANSWERED, 9)
            stance = Stance.AGAINST if differs else Stance.KEEP
            fill_card(item, seat, cards[place], act, sign=True, stance=stance)
