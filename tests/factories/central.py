"""What lies between province and centre; rows only, no operation is run."""

from datetime import date
from itertools import count

from ocop.certificates.models import Decision, Level
from ocop.dossiers.flow import State
from ocop.dossiers.models import Assessment
from ocop.grading.flow import ForwardingState, SittingState
from ocop.grading.models import Council, ForwardedDossier, Forwarding, Result
from tests.factories.dossiers import a_province
from tests.factories.grading import a_by_law, a_seat, a_sitting
from tests.moment import NOW, TODAY

_numbers = count(1)


def a_decision(kind=Decision.Kind.APPROVAL, level=Level.PROVINCE, signed_on=TODAY, province=None):
    """Return a recorded decision."""
    return Decision.objects.create(
        number=f"{next(_numbers)}/QĐ-T", kind=kind, level=level, signed_on=signed_on,
        province=province or a_province(), created_at=NOW,
    )  # fmt: skip


def a_candidate(set_number=8, outcome=Result.Outcome.FORWARDED, stars=5):
    """Return a decided result of the province: of 92 points and approved, unless said."""
    sitting = a_sitting(SittingState.MINUTED, set_number=set_number)
    sitting.minutes_no = "5/BB-HĐ"
    sitting.save()
    item = sitting.items.get()
    Assessment.objects.create(
        dossier=item.dossier, report_no="7/BC-TTV", signed_on=TODAY, content="Đủ.", created_at=NOW
    )
    forwarded = outcome == Result.Outcome.FORWARDED
    kind = Decision.Kind.APPROVAL if forwarded else Decision.Kind.RECOGNITION
    item.dossier.state, item.dossier.forwarded = State.DECIDED, forwarded
    item.dossier.save()
    return Result.objects.create(
        item=item, mean="92", stars=stars, outcome=outcome, facts={}, concluded_at=NOW,
        decision=a_decision(kind), created_at=NOW,
    )  # fmt: skip


def a_forwarding(*results, state=ForwardingState.DRAFT, signed_on=TODAY, samples=5, report_no=""):
    """Return a letter with those results."""
    letter = Forwarding.objects.create(
        code=f"TU-T{next(_numbers):03d}", province=a_province(), letter_no="512/UBND",
        signed_on=signed_on, state=state,
        sent_at=None if state == ForwardingState.DRAFT else NOW,
        received_on=TODAY if state == ForwardingState.RECEIVED else None, created_at=NOW,
    )  # fmt: skip
    for one in results:
        ForwardedDossier.objects.create(
            forwarding=letter, result=one, samples=samples, report_no=report_no, created_at=NOW
        )
    return letter


def a_central_council(seats=0):
    """Return a council of the national level."""
    by_law = a_by_law()
    by_law.province = None
    by_law.save()
    council = Council.objects.create(
        name="Hội đồng trung ương thử", province=None, level=Level.NATIONAL, by_law=by_law,
        decision_no="1/QĐ-BNNMT", established_on=date(2026, 6, 1), created_at=NOW,
    )  # fmt: skip
    for _ in range(seats):
        a_seat(council)
    return council


def a_finding(sent, mean, stars, state=SittingState.MINUTED):
    """Return what a central council found upon a result that was sent to it."""
    sitting = a_sitting(state, council=a_central_council(), items=0)
    sitting.minutes_no = "1/BB-HĐTW" if state == SittingState.MINUTED else ""
    sitting.save()
    item = sitting.items.create(dossier=sent.item.dossier, position=1, created_at=NOW)
    outcome = Result.Outcome.NATIONAL if stars == 5 else Result.Outcome.GIVEN_BACK
    return Result.objects.create(
        item=item, mean=mean, stars=stars, outcome=outcome, facts={}, concluded_at=NOW,
        created_at=NOW,
    )  # fmt: skip
