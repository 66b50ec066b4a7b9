"""The council's four meetings of this season, from one that is long minuted to one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocop.demo.clock import Clock, working_day
from ocop.demo.council import OFFICE, council_of, scorers
from ocop.demo.marks import Choices, below, choose, vary
from ocop.demo.scene import Scene
from ocop.demo.stages import Walker
from ocop.demo.walk import Aim, case_of
from ocop.dossiers.models import Dossier
from ocop.grading import operations
from ocop.grading.models import AgendaItem, Conflict, Scorecard, Seat
from ocop.kernel.act import Act
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Sheet
from ocop.rulesets.table import DOSSIER

# The scoring seats of the cast.
SEATS = 9
PLACE = "Phòng họp tầng 2, Văn phòng điều phối nông thôn mới tỉnh"
OPINION = "Đã xem hồ sơ và nếm thử mẫu. Nên ghi sổ vùng nguyên liệu đều hơn (nhận xét mẫu)."
ABSTENTION = "Chưa được xem mẫu sản phẩm nên không chấm (lý do mẫu)."
CORRECTION = "Đọc nhầm năm của hợp đồng mua nguyên liệu (lý do mẫu)."
KNOCKOUT = "Bản công bố chất lượng đã hết hạn vào ngày họp (kết luận mẫu)."
MINUTES = (
    "Hội đồng đã họp đủ thành phần, nghe báo cáo thẩm định, xem mẫu sản phẩm và chấm độc lập. "
    "Thư ký đọc kết quả, các thành viên thống nhất (biên bản mẫu)."
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting to hold: which stages come before it, and how many days ago what happens."""

    stages: tuple[str, ...]
    title: str
    convened: int
    held: int
    concluded: int = 0
    minuted: int = 0


FIRST = Meeting(("central", "given_back", "forwarded", "failed"), "Phiên đầu mùa", 38, 32, 31, 30)
SECOND = Meeting(("recognized", "minuted"), "Phiên giữa mùa", 25, 18, 17, 14)
CLOSED = Meeting(("closed",), "Phiên thứ ba", 14, 5)
OPEN = Meeting(("sitting",), "Phiên đang chấm", 11, 1)


def hold(scene: Scene, meeting: Meeting, walkers: Sequence[Walker]) -> None:
    """Hold one sitting about the dossiers of its stages, as far as the season has come."""
    present = [w for w in walkers if w.row["dossier"]["stage"] in meeting.stages]
    if not present:
        return
    clock = Clock(scene.on).after(*(walker.clock for walker in present))
    items = _call(scene, meeting, present, clock)
    if meeting is OPEN:
        _recuse(items[0][1], clock)
    operations.open_sitting(items[0][1].sitting, clock.act(scene.user(OFFICE), meeting.held, 8))
    if meeting is OPEN:
        _score_some(items, clock)
        return
    abstains = {items[-1][1].pk: ABSTAINS} if meeting is CLOSED else {}
    for walker, item in items:
        _score(item, _cards(walker), clock, meeting.held, abstains=abstains.get(item.pk))
    operations.close_sitting(items[0][1].sitting, clock.act(scene.user(OFFICE), meeting.held, 16))
    if meeting is CLOSED:
        _uphold(scene, items, clock)
        _correct(items[-1], clock)
    else:
        _conclude(scene, meeting, items, clock)
    for walker in present:
        walker.clock.after(clock)


def fill_card(
    item: AgendaItem, seat: Seat, choices: Choices, act: Act, *, sign: bool, stance: str = ""
) -> None:
    """Fill one councillor's card, and sign it or leave it begun."""
    card = operations.open_card(item, act, seat=seat)
    kept = choices if sign else dict(list(choices.items())[: len(choices) // 2])
    operations.keep_card(
        card,
        act,
        version=card.version,
        choices=kept,
        remarks={},
        opinion=OPINION if sign else "",
        stance=stance,
    )
    if sign:
        operations.sign(card, act)


def keep_out(item: AgendaItem, seat: Seat, act: Act) -> None:
    """Let a councillor hand in their card without points, and say why."""
    operations.abstain(operations.open_card(item, act, seat=seat), act, reason=ABSTENTION)


def council_choices(dossier: Dossier, aim: Aim, seats: int, *, flaw: str = "") -> list[Choices]:
    """Return what each seat chooses for a dossier, with one flaw where the sample wants it."""
    sheet, case = sheet_of(dossier.rubric), case_of(dossier)
    cards = vary(sheet, dossier.choices, seats=seats, stars=aim.stars, seed=aim.seed, case=case)
    if flaw == "spread":
        cards[2] = choose(sheet, stars=aim.stars, total=aim.total - 14, seed="far", case=case)
    if flaw == "floor":
        cards = [below(sheet, card, stars=aim.stars, case=case) for card in cards]
    return cards


Items = list[tuple[Walker, AgendaItem]]


def _call(scene: Scene, meeting: Meeting, present: Sequence[Walker], clock: Clock) -> Items:
    office = scene.user(OFFICE)
    dossiers = [walker.dossier for walker in present if walker.dossier]
    sitting = operations.convene(
        council_of(scene),
        clock.act(office, meeting.convened, 16),
        title=f"{meeting.title} năm {scene.ago(meeting.held).year}",
        held_on=working_day(scene.ago(meeting.held)),
        place=PLACE,
        round=dossiers[0].round,
    )
    act = clock.act(office, meeting.convened, 17)
    return [
        (walker, operations.put_on_agenda(sitting, act, dossier=dossier))
        for walker, dossier in zip(present, dossiers, strict=True)
    ]


def _cards(walker: Walker) -> list[Choices]:
    assert walker.dossier is not None
    flaw = walker.row["dossier"].get("flaw", "")
    return council_choices(walker.dossier, walker.aim, SEATS, flaw=flaw)


def _score(
    item: AgendaItem,
    cards: Sequence[Choices],
    clock: Clock,
    days: int,
    *,
    abstains: int | None = None,
) -> None:
    seats = scorers(item.sitting.council)
    for place, (seat, choices) in enumerate(zip(seats, cards, strict=True)):
        act = clock.act(seat.user, days, 9)
        if place == abstains:
            keep_out(item, seat, act)
        else:
            fill_card(item, seat, choices, act, sign=True)


def _correct(last: tuple[Walker, AgendaItem], clock: Clock) -> None:
    """Let one seat replace its card after the close, with another seat's choices."""
    walker, item = last
    seat = scorers(item.sitting.council)[CORRECTS]
    act = clock.act(seat.user, CLOSED.held, 17)
    old = Scorecard.objects.get(item=item, seat=seat)
    new = operations.correct(old, act, reason=CORRECTION)
    choices = _cards(walker)[CORRECTS + 1]
    operations.keep_card(
        new, act, version=new.version, choices=choices, remarks={}, opinion=OPINION
    )
    operations.sign(new, act)


def _recuse(item: AgendaItem, clock: Clock) -> None:
    """Let the seventh seat keep out of the first dossier: its producer is from her commune."""
    seat = scorers(item.sitting.council)[6]
    operations.declare_conflict(
        item, clock.act(seat.user, 9, 9), seat=seat, ground=Conflict.Ground.OWN_COMMUNE
    )


# Which seat abstains on the last dossier of the closed sitting, and which replaces its card.
ABSTAINS, CORRECTS = 7, 3
# How far each dossier of the open sitting is: seats that have signed, and seats that have begun.
PROGRESS = (((0, 1, 2, 3, 4, 5, 7), (8,)), ((0, 1, 3), (2, 4)), ((), (0,)), ((), ()))
# Which seat abstains on the second of them.
KEEPS_OUT = (1, 5)


def _score_some(items: Items, clock: Clock) -> None:
    for (walker, item), (signed, begun) in zip(items, PROGRESS, strict=False):
        cards = _cards(walker)
        seats = scorers(item.sitting.council)
        for place in sorted({*signed, *begun}):
            act = clock.act(seats[place].user, OPEN.held, 9)
            fill_card(item, seats[place], cards[place], act, sign=place in signed)
    turn, place = KEEPS_OUT
    if turn < len(items):
        item = items[turn][1]
        seat = scorers(item.sitting.council)[place]
        keep_out(item, seat, clock.act(seat.user, OPEN.held, 9))


def _uphold(scene: Scene, items: Items, clock: Clock) -> None:
    for walker, item in items:
        if walker.row["dossier"].get("flaw") == "knockout":
            at = _knockout(sheet_of(item.dossier.rubric))
            act = clock.act(scene.user(OFFICE), CLOSED.held, 17)
            operations.uphold_knockout(item, act, at=at, reason=KNOCKOUT)


def _knockout(sheet: Sheet) -> str:
    return (
        DOSSIER
        if sheet.dossier_knockouts
        else next(criterion.code for criterion in sheet.criteria if criterion.knockout)
    )


def _conclude(scene: Scene, meeting: Meeting, items: Items, clock: Clock) -> None:
    office = scene.user(OFFICE)
    for _, item in items:
        operations.conclude(item, clock.act(office, meeting.concluded, 9))
    sitting = items[0][1].sitting
    operations.minute(
        sitting,
        clock.act(office, meeting.minuted, 15),
        minutes_no=f"{sitting.pk:02d}/BB-HĐ (mẫu)",
        minutes=MINUTES,
    )
