"""Complaints at any stage; built through operations."""

from datetime import date

from ocop.certificates.models import Decision, Level
from ocop.complaints.operations import acknowledge, find, receive, set_rule
from ocop.dossiers.flow import State
from ocop.grading.flow import SittingState
from ocop.grading.models import Result
from tests import cast
from tests.factories.dossiers import a_product, a_province, act_of
from tests.factories.grading import an_item
from tests.moment import NOW, TODAY

WORDS = "Nhãn in 5 sao nhưng giấy chứng nhận chỉ có 3 sao, bán ở chợ Hạ Long."


def a_rule(since=date(2026, 6, 1), **days):
    """Return the rule of the province."""
    given = {"acknowledge_days": 3, "answer_days": 10, "extension_days": 5, "review_days": 15}
    return set_rule(
        act_of(cast.tung()),
        province=a_province(),
        since=since,
        basis="Quy chế thử",
        **{**given, **days},
    )


def a_ticket(act=None, **fields):
    """Return the ticket of a complaint that somebody without an account sent."""
    product = fields.pop("product", None) or a_product()
    given = {"kind": "report", "about": "label", "text": WORDS, "province": a_province()}
    return receive(act or act_of(), product=product, **{**given, **fields})


def a_complaint(**fields):
    """Return a complaint that was just received."""
    return a_ticket(**fields).complaint


def a_found_complaint(**fields):
    """Return a complaint that waits for its answer."""
    complaint = a_complaint(**fields)
    acknowledge(complaint, act_of(cast.tung()))
    find(complaint, act_of(cast.tung()), findings="Đã kiểm tra tại chợ, đúng như phản ánh.")
    return complaint


def a_told_result(signed_on=TODAY, stars=3, is_told=True):
    """Return a result with the decision by which it was told to its producer."""
    item = an_item(SittingState.CLOSED)
    item.dossier.state = State.DECIDED
    item.dossier.save()
    decision = Decision.objects.create(
        number=f"{item.pk}/QĐ-UBND",
        kind=Decision.Kind.RECOGNITION,
        level=Level.PROVINCE,
        province=a_province(),
        signed_on=signed_on,
        created_at=NOW,
    )
    return Result.objects.create(
        item=item,
        mean="55",
        stars=stars,
        outcome=Result.Outcome.RECOGNIZED,
        facts={},
        concluded_at=NOW,
        decision=decision if is_told else None,
        created_at=NOW,
    )
