"""Scans of the demo's stamps: buyers at home and away, one stamp that was copied, one report."""

from datetime import UTC, datetime, timedelta
from random import Random

from ocop.demo.scene import Scene
from ocop.scans.copies import NEVER, checked, rules_on
from ocop.scans.copying import copy_spools
from ocop.scans.models import Alarm, Report, Scan
from ocop.scans.operations import close, look_into, report
from ocop.scans.spool import ENDING, folder, machine
from ocop.scans.verdict import Headline
from ocop.stamps.models import Batch, Span

OFFICE = "tung"
PLACES = ("22", "22", "22", "31", "01", "", "")
COPIED, EXPLAINED = 3, 9


def scan(scene: Scene) -> None:
    """Play what people scanned; what is there already is left as it is."""
    span = Span.objects.filter(batch__is_sample=True, kind=Span.Kind.ACTIVE).first()
    span = span or Span.objects.filter(kind=Span.Kind.ACTIVE).order_by("pk").first()
    if span is None or Alarm.objects.exists() or Scan.objects.exists():
        return
    batch = Batch.objects.select_related("product__commune__province").get(pk=span.batch_id)
    looks = _of_buyers(scene, span) + _of_copies(scene, span)
    _spooled(scene, batch, sorted(looks))
    copy_spools(scene.act(None, day=scene.ago(2)))
    _handled(scene, batch, span)
    report(
        scene.act(None, day=scene.ago(1), hour=19),
        product=batch.product,
        kind=Report.Kind.LABEL,
        text="Tem trên hộp mua ở chợ bị rách một góc, quét thấy đã kiểm tra nhiều lần "
        "(dữ liệu mẫu).",
    )


Look = tuple[datetime, int, str, str]


def _of_buyers(scene: Scene, span: Span) -> list[Look]:
    """Return checks of some sixty units: in the shop, at home, shown to somebody."""
    random = Random(22)  # noqa: S311
    looks: list[Look] = []
    for counter in range(span.first, min(span.last, span.first + 180), 3):
        day = scene.ago(random.randrange(2, 19))
        for _ in range(random.choice((1, 1, 2, 3))):
            at = scene.act(None, day=day, hour=random.randrange(7, 21)).at
            at += timedelta(minutes=random.randrange(60), seconds=random.randrange(60))
            looks.append((at, counter, f"{random.getrandbits(64):016x}", random.choice(PLACES)))
    return looks


def _of_copies(scene: Scene, span: Span) -> list[Look]:
    """Return checks of one number on goods in three provinces, and of one shown to a class."""
    begun = scene.act(None, day=scene.ago(9), hour=8).at
    far = ("22", "79", "48")
    copied = [
        (begun + timedelta(minutes=97 * n), span.first + COPIED, f"{n:016x}", far[n % 3])
        for n in range(24)
    ]
    lesson = scene.act(None, day=scene.ago(6), hour=9).at
    shown = [
        (lesson + timedelta(minutes=n), span.first + EXPLAINED, f"{n + 99:016x}", "22")
        for n in range(17)
    ]
    return copied + shown


def _spooled(scene: Scene, batch: Batch, looks: list[Look]) -> None:
    """Write the checks as a process does that has gone, judged by the rules as they happened."""
    rules, seen = rules_on(scene.on), dict.fromkeys({look[1] for look in looks}, NEVER)
    lines = []
    for number, (at, counter, device, place) in enumerate(looks):
        seen[counter], fresh = checked(
            rules, seen[counter], int(at.timestamp()), int(device[-4:], 16) or 1, int(place or 0),
            standing=0, limit=rules.limit(0),
        )  # fmt: skip
        headline = Headline.ATTENTION if seen[counter].is_doubtful else Headline.RECORDED
        when = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00"
        lines.append(
            f"{number}\t{batch.product.commune.province_id}\t{when}\t{batch.product_id}\t{batch.pk}"
            f"\t{counter}\t{headline.value}\t{device}\t{place}\t{fresh}\n"
        )
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / f"{machine()}-0-demo{ENDING}").write_text("".join(lines), "ascii")


def _handled(scene: Scene, batch: Batch, span: Span) -> None:
    """Let an officer have looked into the one that a teacher showed."""
    explained = Alarm.objects.waiting().get(batch=batch, counter=span.first + EXPLAINED)
    officer = scene.act(OFFICE, day=scene.ago(1))
    look_into(explained, officer)
    close(
        explained,
        officer,
        finding=Alarm.Finding.EXPLAINED,
        words="Cô giáo cho cả lớp cùng quét trong giờ học địa phương (dữ liệu mẫu).",
    )
