"""Coach, missing papers and grace for real products: right, and in constant queries."""

from datetime import timedelta

import pytest

from ocop.certificates.models import Certificate
from ocop.certificates.term import Standing
from ocop.dossiers.coaching import Source, coached
from ocop.dossiers.flow import State
from ocop.dossiers.grace import in_grace, shown_certificates, standings_of
from ocop.dossiers.lacks import What, lacks_of
from ocop.dossiers.models import Kind
from ocop.registry.models import Producer
from ocop.registry.operations import add_paper
from tests.factories.dossiers import (
    TOURISM,
    a_certificate,
    a_dossier,
    a_producer,
    a_product,
    a_rubric,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(db):
    a_rubric()
    a_rubric(TOURISM)


def test_a_product_without_a_dossier_is_coached_from_nothing():
    product = a_product()

    coaching = coached([product], TODAY)[product.pk]

    assert coaching.source is Source.NOTHING
    assert [way.stars for way in coaching.ways] == [3, 4, 5]
    assert coaching.next.stars == 3


def test_the_way_above_the_star_it_bears_is_the_next_one():
    product = a_product()
    a_certificate(product, stars=4)

    coaching = coached([product], TODAY, only_next=True)[product.pk]

    assert [way.stars for way in coaching.ways] == [5]
    assert coaching.next.stars == 5


def test_the_council_speaks_before_the_producer():
    dossier = a_dossier(State.DECIDED)
    product = dossier.product

    own = coached([product], TODAY)[product.pk]
    judged = coached([product], TODAY, council={dossier.pk: {"1.1": 3}})[product.pk]

    assert (own.source, own.standing.total) == (Source.SELF, 2)
    assert (judged.source, judged.standing.total) == (Source.COUNCIL, 3)


def advice_for(product, stars=5):
    coaching = coached([product], TODAY)[product.pk]
    [way] = [way for way in coaching.ways if way.stars == stars]
    return {one.step.criterion.key: one for one in coaching.advice(way)}


def test_a_certificate_in_the_vault_makes_its_raise_free_and_is_named(act):
    product = a_product()
    paper = add_paper(act, producer=product.producer, kind="haccp", number="7")

    advice = advice_for(product, 4)["assurance"]

    assert advice.is_held
    assert paper in [proof.held for proof in advice.proofs]


def test_a_paper_that_may_be_enough_is_to_be_looked_at_and_is_not_free(act):
    product = a_product()
    add_paper(act, producer=product.producer, kind="nguyenlieu")

    advice = advice_for(product, 3)["material-origin"]

    assert advice.is_to_look
    assert not advice.is_held
    assert advice.step.cost > 0
    assert advice.effort.label == "Kho có giấy này, hãy xem có đủ không"


def test_a_household_with_a_registration_is_told_neither_cooperative_nor_woman(act):
    product = a_product(producer=a_producer(Producer.Kind.HOUSEHOLD))
    add_paper(act, producer=product.producer, kind="dkkd")

    for stars in (3, 4, 5):
        advice = advice_for(product, stars)
        assert "representative" not in advice
        assert advice["legal-form"].step.points == 1
        assert advice["legal-form"].is_recorded
        assert not any(one.is_held for one in advice.values())


@pytest.mark.parametrize(("fields", "cost"), [({}, 1), ({"registration_no": "0101"}, 0)])
def test_the_legal_form_is_had_once_the_producer_is_registered(fields, cost):
    product = a_product(producer=a_producer(Producer.Kind.HOUSEHOLD, **fields))

    assert advice_for(product)["legal-form"].step.cost == cost


def test_a_photograph_of_the_packaging_is_never_told_as_enough(act):
    product = a_product()
    add_paper(act, producer=product.producer, kind="baobi")

    advice = advice_for(product)

    for key in ("packaging", "label", "bilingual"):
        assert not (key in advice and (advice[key].is_held or not advice[key].step.cost))
    assert not advice["packaging"].is_to_look


def test_a_declaration_is_never_told_as_an_international_standard(act):
    product = a_product()
    add_paper(act, producer=product.producer, kind="congbo")

    declared = advice_for(product)["declaration"]

    assert declared.is_held is (declared.step.points == 2)


def test_both_cases_of_tourism_can_be_asked_for():
    product = a_product(TOURISM)

    assert coached([product], TODAY)[product.pk].case == "TH1"
    assert coached([product], TODAY, case="TH2")[product.pk].case == "TH2"


@pytest.mark.parametrize("count", [1, 6])
def test_coaching_asks_as_often_for_six_as_for_one(count, act, django_assert_max_num_queries):
    products = [a_product() for _ in range(count)]
    for product in products:
        a_dossier(State.DECIDED, product=product)
        add_paper(act, producer=product.producer, kind="attp")

    with django_assert_max_num_queries(6):
        assert len(coached(products, TODAY, only_next=True)) == count


def test_what_is_missing_ended_and_ending_is_listed_once(act):
    product = a_product()
    beside = a_product(producer=product.producer)
    made = {"producer": product.producer}
    add_paper(act, kind="haccp", expires_on=TODAY - timedelta(days=1), **made)
    add_paper(act, kind="attp", expires_on=TODAY + timedelta(days=60), **made)
    add_paper(act, kind="vietgap", expires_on=TODAY + timedelta(days=61), **made)

    lacks = lacks_of([product, beside], TODAY)

    ends = [(lack.kind, lack.what) for lack in lacks if lack.what is not What.MISSING]
    assert sorted(ends) == [("attp", What.ENDING), ("haccp", What.ENDED)]
    missing = {lack.kind for lack in lacks if lack.product == product and not lack.paper}
    assert "congbo" in missing
    assert "attp" not in missing


def test_a_paper_that_was_followed_by_a_newer_one_is_not_listed(act):
    product = a_product()
    for days in (-10, 400):
        add_paper(act, producer=product.producer, kind="haccp",
                  expires_on=TODAY + timedelta(days=days))  # fmt: skip

    assert "haccp" not in {lack.kind for lack in lacks_of([product], TODAY)}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.SUBMITTED, Standing.GRACE),
        (State.RETURNED, Standing.GRACE),
        (State.ASSESSED, Standing.GRACE),
        (State.DRAFT, Standing.LAPSED),
        (State.WITHDRAWN, Standing.LAPSED),
        (State.DECIDED, Standing.LAPSED),
    ],
)
def test_only_a_renewal_under_way_keeps_a_transitional_certificate(state, said):
    product = a_product()
    kept = a_certificate(product, lapses_on=TODAY - timedelta(days=20))
    a_dossier(state, kind=Kind.RENEWAL, product=product, filed_on=TODAY - timedelta(days=3))

    rows = Certificate.objects.select_related("revocation")
    assert standings_of(rows, TODAY) == {kept.pk: said}
    in_time = said is Standing.GRACE
    assert list(in_grace(Certificate.objects.all(), TODAY)) == ([kept] if in_time else [])
    assert shown_certificates([product], TODAY) == ({product.pk: kept} if in_time else {})
