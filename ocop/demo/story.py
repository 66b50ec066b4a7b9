"""The way of one sample product, Ba Chẽ golden tea, from dossier to public proof, act by act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.urls import reverse

from ocop.accounts.models import User
from ocop.audit.operations import publish_checkpoint
from ocop.audit.queries import history
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.queries import live_certificate
from ocop.demo.clock import Clock, working_day
from ocop.demo.council import OFFICE, council_of, scorers
from ocop.demo.outcomes import LEADER, decided
from ocop.demo.scene import Row, Scene, rows
from ocop.demo.sittings import MINUTES, PLACE, council_choices, fill_card
from ocop.demo.staff import officer_of, speaker_of
from ocop.demo.stages import STORY
from ocop.demo.walk import Aim, assess, enclose, fill_in, propose, self_score
from ocop.dossiers import operations as dossiers
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.grading import operations as grading
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Result, Scorecard, Sitting
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused
from ocop.kernel.numbers import show_fraction
from ocop.registry.models import Product
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.table import marks_of

HELD_DAYS_AGO = 21


@dataclass(frozen=True, slots=True)
class Line:
    """One act as it is told: when, who, what, and where to look."""

    at: datetime
    who: str
    what: str
    url: str


class Story:
    """Carries the product on from wherever it stands; every act is told after it was done."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.scene = Scene(now.astimezone(VIETNAM).date())
        self.clock = Clock(self.scene.on, until=now)
        self.row = the_row()
        self.aim = Aim.of(self.row)
        self.product = _product(self.row)
        self.producer = speaker_of(self.scene, self.product.producer)
        self.officer = officer_of(self.scene, self.product.commune)
        self.office = self.scene.user(OFFICE)
        self.leader = self.scene.user(LEADER)

    @property
    def certificate(self) -> Certificate | None:
        """Return the certificate that is in force today: with it the story is at its end."""
        return live_certificate(self.product, self.scene.on)

    def tell(self) -> Iterator[Line]:
        """Do each act that is still to be done, and yield its line."""
        if self.certificate is not None:
            return
        dossier = Dossier.objects.filter(product=self.product).order_by("-pk").first()
        if dossier is None or dossier.state in {State.WITHDRAWN, State.DECIDED}:
            act = self._act(self.producer, 62, 8)
            dossier = dossiers.prepare(act, product=self.product, kind=Kind.FIRST)
            yield _line(act, f"lập hồ sơ {dossier}", "producer:dossier", dossier.code)
        last = history(dossier).last()
        self.clock.last = max(self.clock.last, last.at if last else self.clock.last)
        yield from self._by_producer(dossier)
        yield from self._by_offices(dossier)
        yield from self._by_council(dossier)
        publish_checkpoint(Act(by=None, at=self.now, origin="demo"))
        yield from self._by_leader(dossier)

    def _by_producer(self, dossier: Dossier) -> Iterator[Line]:
        code = dossier.code
        if dossier.state not in {State.DRAFT, State.RETURNED}:
            return
        act = self._act(self.producer, 58, 19)
        fill_in(dossier, act, signer=self.producer, aim=self.aim)
        points = _points(dossier, self_score(dossier, self.aim))
        yield _line(act, f"điền Mẫu 01, Mẫu 02, tự chấm {points} điểm", "producer:score", code)
        act = self._act(self.producer, 57, 20)
        count = enclose(dossier, act)
        yield _line(act, f"gửi minh chứng cho {count} tiêu chí", "producer:evidence", code)
        act = self._act(self.producer, 56, 9)
        dossiers.submit(dossier, act)
        yield _line(act, "nộp hồ sơ cho xã", "producer:receipt", code)

    def _by_offices(self, dossier: Dossier) -> Iterator[Line]:
        for state, who, days, hour, step, what in (
            (State.SUBMITTED, self.officer, 54, 8, dossiers.receive, "nhận hồ sơ, cấp số phiếu"),
            (State.RECEIVED, self.officer, 46, 15, propose, "báo cáo Mẫu 03, đề nghị lên tỉnh"),
            (State.PROPOSED, self.office, 36, 16, assess, "ghi báo cáo thẩm định của Tổ tư vấn"),
        ):
            if dossier.state == state:
                act = self._act(who, days, hour)
                step(dossier, act)
                yield _line(act, what, "office:dossier", dossier.code)

    def _by_council(self, dossier: Dossier) -> Iterator[Line]:
        item = AgendaItem.objects.filter(dossier=dossier).order_by("pk").first()
        if item is None:
            sitting, line = self._convene(dossier)
            yield line
            act = self._act(self.office, 29, 9)
            item = grading.put_on_agenda(sitting, act, dossier=dossier)
            yield _line(act, "đưa hồ sơ vào chương trình", "office:sitting", sitting.code)
        sitting = item.sitting
        if sitting.state == SittingState.CONVENED:
            act = self._act(self.office, HELD_DAYS_AGO, 8)
            grading.open_sitting(sitting, act)
            yield _line(act, "mở phiên chấm", "office:sitting", sitting.code)
        if sitting.state == SittingState.OPEN:
            yield from self._score(dossier, item)
            act = self._act(self.office, HELD_DAYS_AGO, 16)
            grading.close_sitting(sitting, act)
            yield _line(act, "đóng phiếu, điểm được mở cùng lúc", "office:sitting", sitting.code)
        yield from self._conclude(item, sitting)

    def _convene(self, dossier: Dossier) -> tuple[Sitting, Line]:
        act = self._act(self.office, 30, 10)
        sitting = grading.convene(
            council_of(self.scene),
            act,
            title=f"Phiên về {self.product.name}",
            held_on=working_day(self.scene.ago(HELD_DAYS_AGO)),
            place=PLACE,
            round=dossier.round,
        )
        return sitting, _line(act, f"triệu tập phiên {sitting}", "office:sitting", sitting.code)

    def _score(self, dossier: Dossier, item: AgendaItem) -> Iterator[Line]:
        seats = scorers(item.sitting.council)
        done = Scorecard.objects.filter(item=item, state=CardState.SIGNED).values_list("seat")
        barred = item.conflicts.values_list("seat")
        out = {pk for (pk,) in done.union(barred)}
        cards = council_choices(dossier, self.aim, len(seats))
        for seat, choices in zip(seats, cards, strict=True):
            if seat.pk not in out:
                act = self._act(seat.user, HELD_DAYS_AGO, 9)
                fill_card(item, seat, choices, act, sign=True)
                what = f"chấm {_points(dossier, choices)} điểm và ký phiếu"
                where = (item.sitting.code, item.position)
                yield _line(act, what, "council:card", *where)

    def _conclude(self, item: AgendaItem, sitting: Sitting) -> Iterator[Line]:
        where = (sitting.code, item.position)
        result = Result.objects.filter(item=item).first()
        if result is None:
            act = self._act(self.office, 20, 9)
            result = grading.conclude(item, act)
            mean = show_fraction(Fraction(result.mean))
            what = f"kết luận: trung bình {mean} điểm, {result.stars} sao"
            yield _line(act, what, "office:result", *where)
        if sitting.state == SittingState.CLOSED:
            act = self._act(self.office, 19, 15)
            number = f"{sitting.pk:02d}/BB-HĐ (mẫu)"
            grading.minute(sitting, act, minutes_no=number, minutes=MINUTES)
            yield _line(act, f"lập biên bản {number}", "office:sitting", sitting.code)

    def _by_leader(self, dossier: Dossier) -> Iterator[Line]:
        result = Result.objects.get(item__dossier=dossier, set_aside_on=None)
        act = self._act(self.leader, 1, 9)
        decision = decided(
            act,
            kind=Decision.Kind.RECOGNITION,
            level=Level.PROVINCE,
            province=self.scene.province,
            signer=self.leader,
        )
        yield _line(act, f"ký quyết định {decision}", "office:decisions")
        act = self._act(self.leader, 1, 10)
        certificate = grading.recognize(result, act, decision=decision)
        what = f"công nhận {certificate.stars} sao, cấp giấy chứng nhận {certificate}"
        yield _line(act, what, "office:certificate", certificate.pk)

    def _act(self, by: User, days: int, hour: int) -> Act:
        return self.clock.act(by, days, hour)


def the_row() -> Row:
    """Return the row of the product whose story is told."""
    told = (row for row in rows("samples")["products"] if row["dossier"])
    return next(row for row in told if row["dossier"]["stage"] == STORY)


def address(name: str, *args: object, query: str = "") -> str:
    """Return where to look, as it is typed into a browser."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}{query}"


def _product(row: Row) -> Product:
    found = Product.objects.filter(is_sample=True, name=row["name"])
    product = found.select_related("producer", "commune__province").first()
    if product is None:
        raise Refused("Chưa có tỉnh trình diễn ở đây. Hãy nạp bằng lệnh: bin/manage load_demo")
    return product


def _points(dossier: Dossier, choices: dict[str, int]) -> int:
    sheet = sheet_of(dossier.rubric)
    return sum(marks_of(sheet, choices, case=dossier.case or None).values())


def _line(act: Act, what: str, name: str, *args: object) -> Line:
    return Line(act.at.astimezone(VIETNAM), str(act.by), what, address(name, *args))
