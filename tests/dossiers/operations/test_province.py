from datetime import date, timedelta

import pytest

from ocop.audit.queries import history
from ocop.dossiers.flow import State
from ocop.dossiers.models import Assessment
from ocop.dossiers.operations import assess, decide
from ocop.dossiers.verbs import Verb
from ocop.kernel.flow import WrongState
from tests.dossiers.unchanged import refused
from tests.factories.dossiers import a_dossier, a_representative, a_round, a_user, act_of, at_ten
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
REPORT = {"report_no": "7/BC-TTV", "signed_on": TODAY, "content": "Hồ sơ đủ, khớp thực tế."}


@pytest.fixture
def act():
    return act_of(a_user())


def test_assess_enters_the_report_of_the_advisory_team(act):
    dossier = a_dossier(State.PROPOSED)

    assessment = assess(dossier, act, **REPORT, surveyed_on=TODAY, recommendation="Đưa ra họp.")

    dossier.refresh_from_db()
    assert dossier.state == State.ASSESSED
    assert Assessment.objects.get() == assessment
    assert (assessment.report_no, assessment.surveyed_on) == ("7/BC-TTV", TODAY)
    [line] = history(dossier)
    assert (line.verb, line.facts) == (Verb.ASSESSED, {"report_no": "7/BC-TTV"})


@pytest.mark.parametrize("state", State)
def test_only_what_was_proposed_is_assessed(act, state):
    dossier = a_dossier(state)

    if state == State.PROPOSED:
        assess(dossier, act, **REPORT)
    else:
        with refused(kind=WrongState):
            assess(dossier, act, **REPORT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("report_no", " "),
        ("content", ""),
        ("signed_on", TODAY + timedelta(days=1)),
        ("surveyed_on", TODAY + timedelta(days=1)),
    ],
)
def test_a_report_without_substance_is_refused(act, field, value):
    dossier = a_dossier(State.PROPOSED)

    with refused() as caught:
        assess(dossier, act, **(REPORT | {field: value}))
    assert caught.value.field == field


def test_an_officer_does_not_assess_the_family_product(act):
    dossier = a_dossier(State.PROPOSED)
    a_representative(dossier.product.producer, act.by)

    with refused("người đại diện"):
        assess(dossier, act, **REPORT)


def test_a_dossier_proposed_before_its_year_was_opened_gets_the_round_of_its_proposal(act):
    dossier = a_dossier(State.PROPOSED)
    dossier.proposal.created_at = at_ten(date(2026, 4, 29))
    dossier.proposal.save()
    first = a_round(number=1)
    a_round(number=2)

    assess(dossier, act, **REPORT)

    assert dossier.round == first


def test_a_round_once_set_stays(act):
    dossier = a_dossier(State.PROPOSED, round=a_round(number=2))
    a_round(number=1)

    assess(dossier, act, **REPORT)

    assert dossier.round.number == 2


@pytest.mark.parametrize("forwarded", [True, False])
def test_decide_closes_the_dossier(act, forwarded):
    dossier = a_dossier(State.ASSESSED)

    decide(dossier, act, stars=5 if forwarded else 4, forwarded=forwarded)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.forwarded) == (State.DECIDED, forwarded)
    [line] = history(dossier)
    assert line.verb == Verb.DECIDED
    assert line.facts == {"stars": 5 if forwarded else 4, "forwarded": forwarded}


@pytest.mark.parametrize("state", State)
def test_only_what_was_assessed_is_decided(act, state):
    dossier = a_dossier(state)

    if state == State.ASSESSED:
        decide(dossier, act, stars=3)
    else:
        with refused(kind=WrongState):
            decide(dossier, act, stars=3)
