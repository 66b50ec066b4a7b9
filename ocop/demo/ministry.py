"""The second level in the demo: letters to the centre, its council, its answers, one request."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from ocop.accounts.models import User
from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.demo.awards import MINISTER
from ocop.demo.clock import Clock, working_day
from ocop.demo.council import scorers
from ocop.demo.marks import choose
from ocop.demo.scene import Scene, rows
from ocop.demo.sittings import MINUTES, fill_card
from ocop.demo.stages import Walker
from ocop.demo.walk import case_of
from ocop.grading import operations
from ocop.grading.models import AgendaItem, Council, ForwardedDossier, RedoRequest, Result, Sitting
from ocop.rulesets.queries import sheet_of

OFFICE, MINISTRY = "tung", "bo"
COUNCIL = "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp trung ương (mẫu)"
PLACE = "Phòng họp của Bộ, Hà Nội (mẫu)"
REPORT = "Hồ sơ đủ thành phần, mẫu đúng như mô tả, minh chứng khớp (báo cáo mẫu)."
# What the centre gives to those that it has judged, by their stage.
CENTRAL_POINTS = {"central": (5, 91), "given_back": (4, 88)}


def play_centre(scene: Scene, walkers: Sequence[Walker]) -> None:
    """Send the season's best dossiers to the centre: two are judged there, two are before it."""
    judged = [w for w in walkers if w.row["dossier"]["stage"] in CENTRAL_POINTS]
    before = [w for w in walkers if w.row["dossier"]["stage"] == "forwarded"]
    if not judged or not before:
        return
    council = _council(scene)
    clock = Clock(scene.on).after(*(walker.clock for walker in [*judged, *before]))
    _send(scene, clock, judged, letter_no="512/UBND-NN (mẫu)", sent=24, received=21, reported=16)
    first = _call(scene, clock, council, judged, title="Phiên trung ương thứ nhất", held=12)
    _score(clock, first, judged, held=12)
    _conclude(scene, clock, first)
    _send(scene, clock, before, letter_no="548/UBND-NN (mẫu)", sent=9, received=7, reported=4)
    second = _call(scene, clock, council, before, title="Phiên trung ương thứ hai", held=2)
    _score(clock, second, before, held=2, some=True)
    for walker in [*judged, *before]:
        walker.clock.after(clock)


def ask_again(scene: Scene) -> None:
    """Let the ministry ask that one recognition of the season be withdrawn and done again."""
    if RedoRequest.objects.exists():
        return
    recognized = Result.objects.filter(
        outcome=Result.Outcome.RECOGNIZED, item__dossier__is_sample=True
    ).exclude(decision=None)
    result = recognized.order_by("-decision__signed_on", "-pk").first()
    day = working_day(scene.ago(2))
    if result is None or result.decision is None or result.decision.signed_on > day:
        return
    operations.ask_redo(
        scene.act(MINISTRY, day=day, hour=10),
        result=result,
        reason="Điểm của nhiều phiếu trùng nhau ở mọi tiêu chí (lý do mẫu).",
        document_no="131/BNNMT-VPĐP (mẫu)",
        asked_on=day,
        answer_by=scene.on + timedelta(days=20),
    )


def _council(scene: Scene) -> Council:
    """Return the central council, set up on the first call."""
    found = Council.objects.filter(level=Level.NATIONAL).first()
    if found is not None:
        return found
    act = scene.act(MINISTRY, day=scene.began, hour=15)
    by_law = operations.adopt_by_law(
        act, province=None, name="Quy chế mẫu của Hội đồng trung ương", quorum=Fraction(3, 4)
    )
    council = operations.establish_council(
        act,
        province=None,
        name=COUNCIL,
        by_law=by_law,
        decision_no=f"{5:02d}/QĐ-BNNMT (mẫu)",
        level=Level.NATIONAL,
    )
    for person in rows("cast")["central"]:
        user = scene.user(person["username"])
        operations.seat(council, act, user=user, role=person["role"], agency=person["agency"])
    return council


def _send(
    scene: Scene,
    clock: Clock,
    walkers: Sequence[Walker],
    *,
    letter_no: str,
    sent: int,
    received: int,
    reported: int,
) -> None:
    office, ministry = scene.user(OFFICE), scene.user(MINISTRY)
    act = clock.act(office, sent, 9)
    results = [_result(walker) for walker in walkers]
    letter = operations.begin_forwarding(
        act, province=scene.province, letter_no=letter_no, signed_on=act.day, results=results
    )
    entries = list(ForwardedDossier.objects.filter(forwarding=letter).order_by("pk"))
    for entry in entries:
        operations.note_parts(entry, clock.act(office, sent, 9), samples=5)
    operations.send_forwarding(letter, clock.act(office, sent, 10))
    act = clock.act(ministry, received, 9)
    operations.receive_forwarding(letter, act, received_on=act.day, receipt_no="2041 (mẫu)")
    for entry in entries:
        act = clock.act(ministry, reported, 14)
        number = f"{entry.pk:02d}/BC-TTVTW (mẫu)"
        operations.report_centrally(
            entry, act, report_no=number, reported_on=act.day, report=REPORT
        )


def _call(
    scene: Scene,
    clock: Clock,
    council: Council,
    walkers: Sequence[Walker],
    *,
    title: str,
    held: int,
) -> Sitting:
    ministry = scene.user(MINISTRY)
    sitting = operations.convene(
        council,
        clock.act(ministry, held + 1, 15),
        title=title,
        held_on=working_day(scene.ago(held)),
        place=PLACE,
    )
    for walker in walkers:
        assert walker.dossier is not None
        operations.put_on_agenda(sitting, clock.act(ministry, held + 1, 16), dossier=walker.dossier)
    operations.open_sitting(sitting, clock.act(ministry, held, 8))
    return sitting


def _score(
    clock: Clock, sitting: Sitting, walkers: Sequence[Walker], *, held: int, some: bool = False
) -> None:
    """Let the seats sign their cards: all of them, or a few where it is still going on."""
    items = sitting.items.select_related("dossier__rubric").order_by("position")
    for walker, item in zip(walkers, items, strict=True):
        for place, seat in enumerate(scorers(sitting.council)):
            if some and place >= 3 - item.position:
                continue
            _card(clock, walker, item, place, seat.user, held)


def _card(
    clock: Clock, walker: Walker, item: AgendaItem, place: int, user: User, held: int
) -> None:
    stars, total = CENTRAL_POINTS.get(walker.row["dossier"]["stage"], (5, 92))
    sheet, case = sheet_of(item.dossier.rubric), case_of(item.dossier)
    seat = item.sitting.council.seats.get(user=user)
    choices = choose(sheet, stars=stars, total=total, seed=f"tw{place}", case=case)
    fill_card(item, seat, choices, clock.act(user, held, 9), sign=True)


def _conclude(scene: Scene, clock: Clock, sitting: Sitting) -> None:
    """Close, conclude and answer: five stars by the Minister, the other back to the province."""
    ministry = scene.user(MINISTRY)
    operations.close_sitting(sitting, clock.act(ministry, 12, 16))
    findings = [
        operations.conclude(item, clock.act(ministry, 11, 9))
        for item in sitting.items.order_by("position")
    ]
    operations.minute(
        sitting, clock.act(ministry, 10, 15), minutes_no="01/BB-HĐTW (mẫu)", minutes=MINUTES
    )
    for finding in findings:
        act = clock.act(ministry, 9, 9)
        if finding.outcome == Result.Outcome.GIVEN_BACK:
            operations.give_back(
                finding, act, document_no="118/BNNMT-VPĐP (mẫu)", answered_on=act.day
            )
            continue
        decision = record_decision(
            act,
            number=f"{act.day:%d%m}-CN/QĐ-BNNMT (mẫu)",
            kind=Decision.Kind.RECOGNITION,
            level=Level.NATIONAL,
            province=scene.province,
            signed_on=act.day,
            signer=ministry.full_name,
            signer_post=MINISTER,
            is_sample=True,
        )
        operations.recognize_nationally(finding, act, decision=decision)


def _result(walker: Walker) -> Result:
    return Result.objects.get(item__dossier=walker.dossier, outcome=Result.Outcome.FORWARDED)
