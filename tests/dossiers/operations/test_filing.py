from datetime import date, timedelta

import pytest

from ocop.audit.queries import history
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.models import Kind
from ocop.dossiers.operations import keep, submit, withdraw
from ocop.dossiers.queries import contents_digest
from ocop.dossiers.verbs import Verb
from ocop.kernel.flow import WrongState
from ocop.registry.models import Producer
from tests.dossiers.unchanged import refused
from tests.factories.dossiers import (
    MEAT,
    TOURISM,
    a_certificate,
    a_dossier,
    a_product,
    a_rubric,
    a_ruleset,
    a_user,
    act_of,
    an_evidence,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
SAMPLED = {"registration": {"product": {"samples": "5"}}}


@pytest.fixture
def act():
    return act_of(a_user())


def whole(kind=Kind.FIRST, state=State.DRAFT, **fields):
    """Return a dossier ready for filing."""
    return a_dossier(state, kind=kind, **fields)


def test_submit_hands_the_dossier_in(act):
    dossier = whole()

    submit(dossier, act)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.submitted_at) == (State.SUBMITTED, act.at)
    [line] = history(dossier)
    assert (line.verb, line.by, line.at) == (Verb.SUBMITTED, act.by, act.at)
    assert line.facts == {
        "kind": "first", "ruleset": "qd26-2026", "set": 8, "contents": contents_digest(dossier)
    }  # fmt: skip


def test_submit_freezes_the_ruleset(act):
    dossier = whole()

    submit(dossier, act)

    ruleset = a_ruleset()
    assert ruleset.used
    assert history(ruleset).count() == 1


def test_history_proves_what_was_filed(act):
    dossier = whole()
    submit(dossier, act)
    filed = history(dossier).get().facts["contents"]

    assert contents_digest(dossier) == filed
    an_evidence(dossier, "1.1")
    assert contents_digest(dossier) != filed


def test_history_holds_nothing_of_the_representative(act):
    dossier = whole()
    person = {"name": "Người Thử", "sex": "female", "ethnicity": "Sán Chỉ"}
    keep(dossier, act, version=0, forms={"self_assessment": {"representative": person}})

    submit(dossier, act)

    told = str([line.facts for line in history(dossier)])
    assert not any(value in told for value in person.values())


@pytest.mark.parametrize("state", State)
def test_submit_starts_from_a_draft_or_a_return(act, state):
    dossier = whole(state=state)

    if state in FLOW.moves["submit"][0]:
        submit(dossier, act)
    else:
        with refused(kind=WrongState):
            submit(dossier, act)


@pytest.mark.parametrize("state", State)
def test_withdraw_ends_what_the_commune_has_not_proposed(act, state):
    dossier = whole(state=state)

    if state in FLOW.moves["withdraw"][0]:
        withdraw(dossier, act)
        dossier.refresh_from_db()
        assert dossier.state == State.WITHDRAWN
        assert [line.verb for line in history(dossier)] == [Verb.WITHDRAWN]
    else:
        with refused(kind=WrongState):
            withdraw(dossier, act)


@pytest.mark.parametrize(("days_left", "taken"), [(181, 0), (180, 1), (120, 1), (119, 0)])
def test_a_renewal_is_taken_from_180_to_120_days_before_the_lapse(act, days_left, taken):
    dossier = whole(Kind.RENEWAL)
    a_certificate(dossier.product, lapses_on=act.day + timedelta(days=days_left))

    if taken:
        submit(dossier, act)
        assert history(dossier).count() == 1
    else:
        with refused("180 đến 120"):
            submit(dossier, act)


def test_a_renewal_sent_back_may_come_again_after_the_window(act):
    dossier = whole(Kind.RENEWAL, State.RETURNED)
    a_certificate(dossier.product, lapses_on=act.day + timedelta(days=100))

    submit(dossier, act)

    assert history(dossier).count() == 1


@pytest.mark.parametrize("kind", [Kind.UPGRADE, Kind.RENEWAL])
def test_a_later_occasion_needs_the_certificate_on_the_day_of_filing(act, kind):
    dossier = whole(kind)
    a_certificate(dossier.product, lapses_on=act.day)

    with refused("không còn hiệu lực"):
        submit(dossier, act)


def test_an_upgrade_has_no_window(act):
    dossier = whole(Kind.UPGRADE)
    a_certificate(dossier.product, lapses_on=act.day + timedelta(days=1))

    submit(dossier, act)

    assert history(dossier).count() == 1


def test_submit_names_what_is_missing_and_no_more_than_five_parts(act):
    dossier = whole()
    dossier.forms["registration"]["applicant"] = {}
    dossier.forms["self_assessment"]["profile"] = {}
    dossier.save()

    with refused("Hồ sơ còn thiếu: Mẫu số 01, bên đăng ký: Tên chủ thể; .*; và 2 mục khác"):
        submit(dossier, act)


def test_submit_refuses_a_claim_without_evidence(act):
    dossier = whole()
    keep(dossier, act, version=0, choices={"1.5": 4})

    with refused("Minh chứng tiêu chí 1.5"):
        submit(dossier, act)
    an_evidence(dossier, "1.5")
    submit(dossier, act)


def test_evidence_taken_out_is_evidence_missing(act):
    dossier = whole()
    dossier.evidence.update(removed_at=act.at)

    with refused("Minh chứng tiêu chí 1.1"):
        submit(dossier, act)


def test_points_under_a_criterion_without_points_need_no_evidence(act):
    dossier = whole(choices={"1.1": 2})
    keep(dossier, act, version=0, choices={"5.2": 2})

    submit(dossier, act)


def test_a_tourism_dossier_needs_its_case_and_no_samples(act):
    dossier = whole(product=a_product(TOURISM), choices={"8": 2}, case="TH1")
    dossier.forms["registration"]["product"]["samples"] = ""
    dossier.save()
    keep(dossier, act, version=0, case="")
    with refused("Trường hợp áp dụng"):
        submit(dossier, act)

    keep(dossier, act, version=1, case="TH1", choices={"8": 2})
    submit(dossier, act)


def test_a_draft_written_for_an_older_sheet_is_refused(act):
    dossier = whole()
    a_rubric(MEAT, a_ruleset("qd99-2026", effective_from=date(2026, 9, 1)))

    with refused("chuyển hồ sơ sang bộ"):
        submit(dossier, act)


def test_a_draft_of_a_product_that_was_reclassified_is_refused(act):
    dossier = whole()
    dossier.product.set_number = 1
    dossier.product.save()
    a_rubric(1)

    with refused("chuyển hồ sơ sang bộ"):
        submit(dossier, act)


def test_a_dossier_that_was_sent_back_keeps_the_sheet_of_its_filing(act):
    dossier = whole(state=State.RETURNED)
    a_rubric(MEAT, a_ruleset("qd99-2026", effective_from=date(2026, 9, 1)))

    submit(dossier, act)

    assert dossier.rubric.ruleset.code == "qd26-2026"


def test_the_clock_starts_again_with_a_second_filing(act):
    dossier = whole(state=State.RETURNED, filed_on=TODAY - timedelta(days=30))

    submit(dossier, act)

    assert dossier.filed_on == TODAY


def test_submit_refuses_a_product_retired_meanwhile(act):
    dossier = whole()
    dossier.product.retired_on = TODAY
    dossier.product.save()

    with refused("ngừng sản xuất"):
        submit(dossier, act)


def test_submit_refuses_goods_of_a_producer_that_became_an_association(act):
    dossier = whole()
    producer = dossier.product.producer
    producer.kind = Producer.Kind.ASSOCIATION
    producer.save()

    with refused("bộ 26"):
        submit(dossier, act)
