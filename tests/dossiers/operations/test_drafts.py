from datetime import date, timedelta

import pytest

from ocop.audit.queries import history
from ocop.certificates.models import Revocation
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations import Stale, keep, prepare, renew_sheet
from ocop.dossiers.verbs import Verb
from ocop.registry.models import Producer
from tests.dossiers.unchanged import refused
from tests.factories.dossiers import (
    MEAT,
    TOURISM,
    a_certificate,
    a_dossier,
    a_producer,
    a_product,
    a_rubric,
    a_ruleset,
    a_user,
    act_of,
    at_ten,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def act():
    return act_of(a_user())


@pytest.fixture
def product():
    a_rubric(MEAT)
    return a_product()


def test_prepare_begins_a_draft_on_the_sheet_in_force(act, product):
    dossier = prepare(act, product=product, kind=Kind.FIRST)

    assert (dossier.code, dossier.state, dossier.version) == ("HS-2026-0001", State.DRAFT, 0)
    assert dossier.rubric == a_rubric(MEAT)
    [line] = history(dossier)
    assert (line.verb, line.by, line.at) == (Verb.PREPARED, act.by, act.at)
    assert line.facts == {"kind": "first", "product": product.code, "files": 0}


def test_codes_count_up_in_their_year(act, product):
    other = prepare(act_of(at=at_ten(date(2027, 1, 4))), product=a_product(), kind=Kind.FIRST)

    codes = [prepare(act, product=p, kind=Kind.FIRST).code for p in (product, a_product())]

    assert codes == ["HS-2026-0001", "HS-2026-0002"]
    assert other.code == "HS-2027-0001"


def test_prepare_fills_in_what_the_record_knows(act, product):
    producer = product.producer
    dossier = prepare(act, product=product, kind=Kind.FIRST)

    assert dossier.forms["registration"]["applicant"] == {
        "name": producer.name,
        "address": producer.address,
        "phone": producer.phone,
    }
    assert dossier.forms["self_assessment"]["general"] == {"legal_form": producer.kind}


def test_prepare_takes_over_what_the_producer_said_last_but_never_the_pledge(act, product):
    last = a_dossier(State.DECIDED, product=a_product(producer=product.producer))

    forms = prepare(act, product=product, kind=Kind.FIRST).forms

    said = last.forms["self_assessment"]
    assert forms["self_assessment"]["representative"] == said["representative"]
    assert forms["registration"]["applicant"]["name"] == product.producer.name
    assert "pledge" not in forms["registration"]
    assert not {"plan_results", "outlook"} & set(forms["self_assessment"])
    assert forms["self_assessment"]["product"] == {"name": product.name}


def test_prepare_takes_nothing_from_a_draft_or_from_another_producer(act, product):
    a_dossier(State.DRAFT, product=a_product(producer=product.producer))
    a_dossier(State.DECIDED)

    forms = prepare(act, product=product, kind=Kind.FIRST).forms

    assert "representative" not in forms["self_assessment"]


def test_prepare_refuses_a_retired_product(act, product):
    product.retired_on = TODAY
    product.save()

    with refused("ngừng sản xuất"):
        prepare(act, product=product, kind=Kind.FIRST)


def test_prepare_refuses_a_merged_product(act, product):
    product.merged_into = a_product()
    product.save()

    with refused("đã gộp"):
        prepare(act, product=product, kind=Kind.FIRST)


@pytest.mark.parametrize("state", State)
def test_prepare_refuses_a_second_open_dossier(act, product, state):
    a_dossier(state, product=product)

    if state in {State.DECIDED, State.WITHDRAWN}:
        assert prepare(act, product=product, kind=Kind.FIRST)
    else:
        with refused("đang có hồ sơ HS-T"):
            prepare(act, product=product, kind=Kind.FIRST)


@pytest.mark.parametrize("kind", [Producer.Kind.ASSOCIATION, Producer.Kind.CENTRE])
@pytest.mark.parametrize(("number", "taken"), [(TOURISM, True), (MEAT, False)])
def test_associations_and_centres_offer_tourism_only(act, kind, number, taken):
    a_rubric(number)
    product = a_product(number, producer=a_producer(kind))

    if taken:
        assert prepare(act, product=product, kind=Kind.FIRST)
    else:
        with refused("bộ 26"):
            prepare(act, product=product, kind=Kind.FIRST)


def test_prepare_refuses_while_no_sheet_is_in_force(act):
    with refused("Chưa có bộ tiêu chí"):
        prepare(act, product=a_product(), kind=Kind.FIRST)


@pytest.mark.parametrize(
    ("kind", "certified", "taken"),
    [
        (Kind.FIRST, False, True),
        (Kind.FIRST, True, False),
        (Kind.UPGRADE, True, True),
        (Kind.UPGRADE, False, False),
        (Kind.RENEWAL, True, True),
        (Kind.RENEWAL, False, False),
        ("other", False, False),
    ],
)
def test_the_kind_fits_the_certificate(act, product, kind, certified, taken):
    if certified:
        a_certificate(product, lapses_on=TODAY + timedelta(days=200))

    if taken:
        assert prepare(act, product=product, kind=kind).kind == kind
    else:
        with refused() as caught:
            prepare(act, product=product, kind=kind)
        assert caught.value.field == "kind"


def test_a_lapsed_or_revoked_certificate_leads_back_to_the_first_time(act, product):
    a_certificate(product, lapses_on=TODAY)
    revoked = a_certificate(product, lapses_on=TODAY + timedelta(days=300))
    Revocation.objects.create(
        certificate=revoked,
        decision=revoked.decision,
        ground=Revocation.Ground.STOPPED,
        reason="Ngừng",
        concluded_on=TODAY,
        effective_on=TODAY,
        created_at=act.at,
    )

    assert prepare(act, product=product, kind=Kind.FIRST)


@pytest.mark.parametrize(("stars", "taken"), [(4, True), (5, False)])
def test_five_stars_have_nothing_above_them(act, product, stars, taken):
    a_certificate(product, stars=stars, lapses_on=TODAY + timedelta(days=400))

    if taken:
        assert prepare(act, product=product, kind=Kind.UPGRADE)
    else:
        with refused("5 sao"):
            prepare(act, product=product, kind=Kind.UPGRADE)


@pytest.mark.parametrize(("days_left", "taken"), [(300, True), (120, True), (119, False)])
def test_a_renewal_may_be_written_early_but_not_when_it_is_too_late(act, product, days_left, taken):
    a_certificate(product, lapses_on=TODAY + timedelta(days=days_left))

    if taken:
        assert prepare(act, product=product, kind=Kind.RENEWAL)
    else:
        with refused("chỉ nhận đến hết ngày"):
            prepare(act, product=product, kind=Kind.RENEWAL)


def test_keep_saves_what_was_typed_and_writes_no_history(act):
    dossier = a_dossier()
    sent = {"registration": {"applicant": {"phone": "0912"}}}

    version = keep(
        dossier, act, version=0, forms=sent, choices={"1.5": 2}, claims={"1.5": "Hợp đồng"}
    )

    dossier.refresh_from_db()
    assert (version, dossier.version) == (1, 1)
    assert dossier.forms["registration"]["applicant"]["phone"] == "0912"
    assert dossier.forms["registration"]["applicant"]["name"] == "Có ghi"
    assert dossier.choices == {"1.1": 2, "1.5": 2}
    assert dossier.claims == {"1.5": "Hợp đồng"}
    assert not history(dossier).exists()


@pytest.mark.parametrize("version", [0, 2, -1])
def test_keep_refuses_a_stale_version_and_tells_the_one_that_stands(act, version):
    dossier = a_dossier(version=1)

    with refused("vẫn còn trên trang", Stale) as caught:
        keep(dossier, act, version=version, claims={"1.1": "mới"})

    assert caught.value.version == 1


@pytest.mark.parametrize("state", State)
def test_only_a_draft_and_a_return_are_written(act, state):
    dossier = a_dossier(state)

    if state in {State.DRAFT, State.RETURNED}:
        assert keep(dossier, act, version=0, claims={"1.1": "mới"}) == 1
    else:
        with refused("không sửa được"):
            keep(dossier, act, version=0, claims={"1.1": "mới"})


@pytest.mark.parametrize(
    "sent",
    [
        {"choices": {"99.9": 1}},
        {"choices": {"1.1": 9}},
        {"claims": {"99.9": "x"}},
        {"forms": {"registration": {"applicant": {"other": "x"}}}},
        {"case": "TH1"},
    ],
)
def test_keep_refuses_what_the_sheet_and_the_forms_do_not_have(act, sent):
    dossier = a_dossier()

    with refused():
        keep(dossier, act, version=0, **sent)


def test_changing_the_case_drops_the_options_of_the_other(act):
    dossier = a_dossier(product=a_product(TOURISM), case="TH1", choices={"8": 2})

    keep(dossier, act, version=0, case="TH2")

    assert (dossier.case, dossier.choices) == ("TH2", {})


def test_renew_sheet_moves_a_draft_to_the_sheet_in_force(act):
    dossier = a_dossier(claims={"1.1": "Hợp đồng"})
    newer = a_rubric(MEAT, a_ruleset("qd99-2026", effective_from=date(2026, 9, 1)))

    renew_sheet(dossier, act)

    dossier.refresh_from_db()
    assert dossier.rubric == newer
    assert (dossier.choices, dossier.claims) == ({"1.1": 2}, {"1.1": "Hợp đồng"})
    assert dossier.version == 1
    [line] = history(dossier)
    assert line.verb == Verb.SHEET_RENEWED


def test_renew_sheet_drops_what_the_new_sheet_does_not_print(act):
    product = a_product()
    dossier = a_dossier(product=product, choices={"1.1": 2, "8": 1, "99": 1}, claims={"99": "x"})
    product.set_number = TOURISM
    product.save()
    a_rubric(TOURISM)

    renew_sheet(dossier, act)

    assert set(dossier.choices) <= {"1.1"}
    assert dossier.claims == {}


def test_renew_sheet_refuses_when_there_is_nothing_to_renew(act):
    dossier = a_dossier()

    with refused("đúng bộ tiêu chí hiện hành"):
        renew_sheet(dossier, act)


@pytest.mark.parametrize("state", set(State) - {State.DRAFT})
def test_a_filed_dossier_keeps_its_sheet(act, state):
    dossier = a_dossier(state)
    a_rubric(MEAT, a_ruleset("qd99-2026", effective_from=date(2026, 9, 1)))

    with refused("ngày nộp"):
        renew_sheet(dossier, act)


def test_one_product_has_one_open_dossier_in_the_database_too(act, product):
    from django.db import IntegrityError, transaction

    first = a_dossier(product=product)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_dossier(product=product)
    assert Dossier.objects.get() == first
