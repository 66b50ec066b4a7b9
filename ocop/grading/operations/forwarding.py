"""Acts that send dossiers from a province to the centre, and take them in there."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.grading.flow import FORWARDING_FLOW, ForwardingState
from ocop.grading.forwarding import lacks_of
from ocop.grading.models import CentralAnswer, ForwardedDossier, Forwarding, Result
from ocop.grading.operations.telling import tell_of_forwarding
from ocop.grading.queries import lying_before
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province

OPEN = (ForwardingState.DRAFT, ForwardingState.RETURNED)


@transaction.atomic
def begin_forwarding(
    act: Act, *, province: Province, letter_no: str, signed_on: date, results: Iterable[Result]
) -> Forwarding:
    """Begin the province's letter to the ministry with the results that go with it.

    Refused without a result, for a letter of a day to come, and for a result that was not
    approved, is of another province, or was sent before.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.e.
    chosen = list(results)
    if not chosen:
        raise Refused("Hãy chọn ít nhất một kết quả đã phê duyệt.", field="results")
    _check_letter(act, letter_no, signed_on)
    forwarding = Forwarding.objects.create(
        code=f"TU-{act.day.year}-{take_number(f'forwardings {act.day.year}'):03d}",
        province=province,
        letter_no=letter_no.strip(),
        signed_on=signed_on,
        state=ForwardingState.DRAFT,
        is_sample=all(one.item.dossier.is_sample for one in chosen),
        created_at=act.at,
    )
    for one in chosen:
        _enter(forwarding, act, one)
    codes = [one.item.dossier.code for one in chosen]
    record(act, Verb.FORWARDING_BEGUN, forwarding, letter_no=letter_no, dossiers=codes)
    return forwarding


@transaction.atomic
def revise_forwarding(forwarding: Forwarding, act: Act, *, letter_no: str, signed_on: date) -> None:
    """Change the letter's number and day; refused while the ministry has it."""
    lock(forwarding)
    _is_open(forwarding)
    _check_letter(act, letter_no, signed_on)
    forwarding.letter_no, forwarding.signed_on = letter_no.strip(), signed_on
    forwarding.save(update_fields=["letter_no", "signed_on"])
    record(act, Verb.FORWARDING_REVISED, forwarding, letter_no=letter_no, signed_on=signed_on)


@transaction.atomic
def add_to_forwarding(forwarding: Forwarding, act: Act, *, result: Result) -> ForwardedDossier:
    """Add an approved result to the letter; refused as for the first ones."""
    lock(forwarding)
    _is_open(forwarding)
    entry = _enter(forwarding, act, result)
    record(act, Verb.FORWARDING_ADDED, forwarding, dossier=result.item.dossier.code)
    return entry


@transaction.atomic
def drop_from_forwarding(entry: ForwardedDossier, act: Act) -> None:
    """Take a result out of the letter, so that another may bring it.

    Refused while the ministry has the letter, and for the last of a letter that was sent.
    """
    forwarding = lock(entry.forwarding)
    _is_open(forwarding)
    if forwarding.sent_at is not None and forwarding.dossiers.count() == 1:
        raise Refused("Lần gửi phải còn ít nhất một hồ sơ; hãy bổ sung hồ sơ này rồi gửi lại.")
    code = entry.result.item.dossier.code
    entry.delete()
    record(act, Verb.FORWARDING_DROPPED, forwarding, dossier=code)


@transaction.atomic
def note_parts(
    entry: ForwardedDossier,
    act: Act,
    *,
    samples: int = 0,
    office_report_no: str = "",
    extra_papers: str = "",
) -> None:
    """Note what goes with a dossier beside the record; refused while the ministry has it."""
    lock(entry)
    _is_open(lock(entry.forwarding))
    entry.samples, entry.office_report_no = samples, office_report_no.strip()
    entry.extra_papers = extra_papers.strip()
    entry.save(update_fields=["samples", "office_report_no", "extra_papers"])
    code = entry.result.item.dossier.code
    record(act, Verb.FORWARDING_PARTS, entry.forwarding, dossier=code, samples=samples)


@transaction.atomic
def send_forwarding(forwarding: Forwarding, act: Act) -> None:
    """Send the letter with its dossiers; refused while one lacks a part, which is named."""
    lock(forwarding)
    state = FORWARDING_FLOW.after("send_forwarding", ForwardingState(forwarding.state))
    entries = list(forwarding.dossiers.select_related("result__item__dossier").order_by("pk"))
    if not entries:
        raise Refused("Lần gửi này chưa có hồ sơ nào.")
    for entry in entries:
        if lacks := lacks_of(entry):
            raise Refused(f"Hồ sơ {entry.result.item.dossier} còn thiếu: {', '.join(lacks)}.")
    forwarding.state, forwarding.sent_at = state, act.at
    forwarding.received_on = None
    forwarding.save(update_fields=["state", "sent_at", "received_on"])
    codes = [entry.result.item.dossier.code for entry in entries]
    record(act, Verb.FORWARDING_SENT, forwarding, dossiers=codes)
    tell_of_forwarding(forwarding, act)


@transaction.atomic
def receive_forwarding(
    forwarding: Forwarding, act: Act, *, received_on: date, receipt_no: str = ""
) -> None:
    """Take the letter in at the ministry; refused for a day before the letter's or to come."""
    lock(forwarding)
    state = FORWARDING_FLOW.after("receive_forwarding", ForwardingState(forwarding.state))
    if not forwarding.signed_on <= received_on <= act.day:
        raise Refused("Ngày tiếp nhận phải từ ngày công văn đến hôm nay.", field="received_on")
    forwarding.state, forwarding.received_on = state, received_on
    forwarding.receipt_no, forwarding.reasons = receipt_no.strip(), ""
    forwarding.save(update_fields=["state", "received_on", "receipt_no", "reasons"])
    record(act, Verb.FORWARDING_RECEIVED, forwarding, received_on=received_on)
    tell_of_forwarding(forwarding, act)


@transaction.atomic
def send_back_forwarding(forwarding: Forwarding, act: Act, *, reasons: str) -> None:
    """Send the letter back to be completed, and say with what.

    Refused without words, and once one of its dossiers lies before a central council or has its
    answer.
    """
    lock(forwarding)
    state = FORWARDING_FLOW.after("send_back_forwarding", ForwardingState(forwarding.state))
    if not reasons.strip():
        raise Refused("Hãy ghi những gì tỉnh cần bổ sung.", field="reasons")
    dossiers = forwarding.dossiers.values("result__item__dossier")
    is_answered = CentralAnswer.objects.filter(result__sent__forwarding=forwarding).exists()
    if is_answered or lying_before(central=True).filter(dossier__in=dossiers).exists():
        raise Refused("Hội đồng trung ương đã nhận hồ sơ của lần gửi này nên không trả lại được.")
    forwarding.state, forwarding.reasons = state, reasons.strip()
    forwarding.received_on, forwarding.receipt_no = None, ""
    forwarding.save(update_fields=["state", "reasons", "received_on", "receipt_no"])
    record(act, Verb.FORWARDING_SENT_BACK, forwarding)
    tell_of_forwarding(forwarding, act)


@transaction.atomic
def report_centrally(
    entry: ForwardedDossier, act: Act, *, report_no: str, reported_on: date, report: str
) -> None:
    """Enter the report of the centre's advisory team on one dossier; it scores nothing.

    Refused before the ministry received it, for a day outside the time since, and once a central
    council has the dossier before it.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.b.
    lock(entry)
    received = entry.forwarding.received_on
    if entry.forwarding.state != ForwardingState.RECEIVED or received is None:
        raise Refused("Bộ chưa tiếp nhận lần gửi này nên chưa thẩm định được.")
    if not received <= reported_on <= act.day:
        raise Refused("Ngày báo cáo phải từ ngày tiếp nhận đến hôm nay.", field="reported_on")
    if not report_no.strip() or not report.strip():
        raise Refused("Hãy ghi số và nội dung báo cáo.", field="report_no")
    if lying_before(central=True).filter(dossier=entry.result.item.dossier).exists():
        raise Refused("Hồ sơ đã ở trong chương trình họp nên không sửa báo cáo nữa.")
    entry.report_no, entry.reported_on = report_no.strip(), reported_on
    entry.report = report.strip()
    entry.save(update_fields=["report_no", "reported_on", "report"])
    code = entry.result.item.dossier.code
    record(act, Verb.CENTRALLY_REPORTED, entry.forwarding, dossier=code, report_no=report_no)


def _enter(forwarding: Forwarding, act: Act, result: Result) -> ForwardedDossier:
    dossier = result.item.dossier
    if result.outcome != Result.Outcome.FORWARDED or result.decision_id is None:
        raise Refused(f"Kết quả của {dossier} chưa được tỉnh phê duyệt.", field="results")
    if result.set_aside_on is not None or CentralAnswer.objects.filter(result=result).exists():
        raise Refused(f"Kết quả của {dossier} không còn chờ trung ương.", field="results")
    if result.item.sitting.council.province_id != forwarding.province_id:
        raise Refused(f"Kết quả của {dossier} là của tỉnh khác.", field="results")
    try:
        with transaction.atomic():
            return ForwardedDossier.objects.create(
                forwarding=forwarding, result=result, created_at=act.at
            )
    except IntegrityError as error:
        raise Refused(f"Hồ sơ {dossier} đã có trong một lần gửi.", field="results") from error


def _is_open(forwarding: Forwarding) -> None:
    if forwarding.state not in OPEN:
        raise Refused("Lần gửi này đang ở Bộ nên không sửa được.")


def _check_letter(act: Act, letter_no: str, signed_on: date) -> None:
    if not letter_no.strip():
        raise Refused("Hãy ghi số công văn.", field="letter_no")
    if signed_on > act.day:
        raise Refused("Ngày công văn không thể ở tương lai.", field="signed_on")
