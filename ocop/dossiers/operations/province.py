"""Acts of the province on a proposed dossier."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.cycles.models import Round
from ocop.cycles.queries import round_taking
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.models import Assessment, Dossier
from ocop.dossiers.operations.commune import refuse_own
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused


@transaction.atomic
def assess(
    dossier: Dossier,
    act: Act,
    *,
    report_no: str,
    signed_on: date,
    content: str,
    surveyed_on: date | None = None,
    recommendation: str = "",
) -> Assessment:
    """Enter the advisory team's report to the chair of the council; it scores nothing.

    A dossier that was proposed before its cycle was opened gets its round now, by the day of
    the proposal. Refused when the report lacks number or content, or bears a day to come, and
    to an officer who acts for the producer.
    """
    lock(dossier)
    state = FLOW.after("assess", State(dossier.state))
    refuse_own(dossier, act)
    _refuse_report(act, report_no, content, signed_on, surveyed_on)
    assessment = Assessment.objects.create(
        dossier=dossier,
        report_no=report_no.strip(),
        signed_on=signed_on,
        surveyed_on=surveyed_on,
        content=content.strip(),
        recommendation=recommendation.strip(),
        created_at=act.at,
    )
    dossier.state = state
    dossier.round = dossier.round or _round_of_proposal(dossier)
    dossier.save(update_fields=["state", "round"])
    record(act, Verb.ASSESSED, dossier, report_no=assessment.report_no)
    return assessment


@transaction.atomic
def decide(dossier: Dossier, act: Act, *, stars: int, forwarded: bool = False) -> None:
    """Close the dossier with the council's result; ``forwarded`` opens it to the ministry.

    Called by the council's conclusion. Refused unless the advisory team has reported.
    """
    lock(dossier)
    dossier.state = FLOW.after("decide", State(dossier.state))
    dossier.forwarded = forwarded
    dossier.save(update_fields=["state", "forwarded"])
    record(act, Verb.DECIDED, dossier, stars=stars, forwarded=forwarded)


@transaction.atomic
def reopen(dossier: Dossier, act: Act) -> None:
    """Lay a decided dossier before the council once more, in the round that takes now.

    Called when its result was set aside. Refused while the product has another dossier under way.
    """
    lock(dossier)
    dossier.state = FLOW.after("reopen", State(dossier.state))
    dossier.forwarded = False
    dossier.round = round_taking(dossier.product.commune.province, act.day) or dossier.round
    try:
        with transaction.atomic():
            dossier.save(update_fields=["state", "forwarded", "round"])
    except IntegrityError as error:
        raise Refused(
            f"Sản phẩm {dossier.product} đang có hồ sơ khác; hãy kết thúc hồ sơ đó trước."
        ) from error
    record(act, Verb.REOPENED, dossier)


def _refuse_report(
    act: Act, report_no: str, content: str, signed_on: date, surveyed_on: date | None
) -> None:
    if not report_no.strip():
        raise Refused("Hãy ghi số báo cáo thẩm định.", field="report_no")
    if not content.strip():
        raise Refused("Hãy ghi nội dung thẩm định.", field="content")
    if signed_on > act.day:
        raise Refused("Ngày báo cáo không được sau hôm nay.", field="signed_on")
    if surveyed_on is not None and surveyed_on > signed_on:
        raise Refused("Ngày khảo sát không được sau ngày báo cáo.", field="surveyed_on")


def _round_of_proposal(dossier: Dossier) -> Round | None:
    """Return the round that takes what was proposed on the day of the dossier's proposal."""
    proposed_on = dossier.proposal.created_at.astimezone(VIETNAM).date()
    return round_taking(dossier.product.commune.province, proposed_on)
