"""Acts on what people noticed on goods in their hand: told without an account, and concluded."""

from datetime import timedelta

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.files import store
from ocop.files.checking import check
from ocop.files.images import photo_variants
from ocop.files.kinds import IMAGES
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.models import Product
from ocop.scans.flow import REPORT_FLOW, ReportState
from ocop.scans.models import Report
from ocop.scans.operations.alarms import officers_near
from ocop.scans.verbs import Verb

SHORTEST = 10
PHOTO_WIDTH = 1280
# From one network within an hour: a market hall shares one, so only what no hall sends is refused.
MOST_AN_HOUR = 30
HOUR = timedelta(hours=1)


@transaction.atomic
def report(
    act: Act,
    *,
    product: Product,
    kind: str,
    text: str,
    serial: str = "",
    contact: str = "",
    photo: tuple[bytes, str] | None = None,
    origin: str = "",
) -> Report:
    """Take what somebody noticed, with a photo where there is one; its code is their ticket.

    The photo is drawn anew, so that no camera tells where it was. Refused in too few words, for
    a file that is no photo, and in a flood from one network.
    """
    if len(text.strip()) < SHORTEST:
        raise Refused("Hãy kể rõ hơn: thấy gì, mua ở đâu, khi nào.", field="text")
    _refuse_flood(act, origin)
    made = Report.objects.create(
        code=f"BT-{act.day.year}-{take_number(f'scan reports {act.day.year}'):04d}",
        product=product,
        serial=serial[:40],
        kind=kind,
        text=text.strip(),
        contact=contact.strip(),
        origin_digest=origin,
        photo_key=_kept(photo) if photo else "",
        is_sample=product.is_sample,
        created_at=act.at,
    )
    record(act, Verb.REPORTED, made, kind=kind, product=product, photo=bool(photo))
    _tell(made, act)
    return made


@transaction.atomic
def close_report(report: Report, act: Act, *, finding: str, words: str) -> None:
    """Conclude a report and forget how to reach its sender; refused in too few words."""
    lock(report)
    state = REPORT_FLOW.after("close_report", ReportState(report.state))
    if len(words.strip()) < SHORTEST:
        raise Refused("Hãy ghi đã xem xét gì và thấy gì.", field="words")
    report.state, report.finding, report.contact = state, finding, ""
    report.words, report.closed_on = words.strip(), act.day
    report.save(update_fields=["state", "finding", "words", "closed_on", "contact"])
    record(act, Verb.REPORT_CLOSED, report, finding=finding)


def _refuse_flood(act: Act, origin: str) -> None:
    lately = Report.objects.filter(created_at__gt=act.at - HOUR, origin_digest=origin)
    if origin and lately.count() >= MOST_AN_HOUR:
        raise Refused("Trong giờ vừa qua nơi này đã gửi quá nhiều. Hãy gửi lại sau một giờ.")


def _tell(report: Report, act: Act) -> None:
    tell(
        act,
        to=officers_near(report.product, act),
        kind=Kind.STAMPS,
        subject=f"Có phản ánh từ trang quét: {report.product}",
        text=f"{report.get_kind_display()}. Hãy mở phiếu {report} để xem và ghi kết luận.",
        link=f"/van-phong/phan-anh-tem/{report}/",
        key=f"scans:report:{report.pk}",
    )


def _kept(photo: tuple[bytes, str]) -> str:
    """Keep a photo without what its camera knew, and return its key."""
    data, filename = photo
    check(data, filename, kinds=IMAGES)
    return store.save(photo_variants(data, filename)[PHOTO_WIDTH].data)
