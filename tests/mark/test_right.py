"""The right to print the mark follows the certificate, day by day, and is stored nowhere."""

from datetime import date, timedelta

import pytest

from ocop.certificates.operations import revoke
from ocop.mark.right import Answer, governing, right_of, rights_of, with_answer
from tests import cast
from tests.factories.aftercare import a_revoking_decision
from tests.factories.dossiers import a_certificate, a_product, act_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def revoked(certificate, on=TODAY):
    details = {"ground": "d", "reason": "Dùng sai nhãn hiệu.", "concluded_on": on}
    revoke(certificate, act_of(cast.leader()), decision=a_revoking_decision(on), **details)
    return certificate


def test_a_product_that_was_never_recognised_has_no_right():
    right = right_of(a_product(), TODAY)

    assert (right.answer, right.stars) == (Answer.NEVER, 0)


@pytest.mark.parametrize(
    ("lapses_in", "answer"),
    [(181, Answer.HELD), (180, Answer.ENDING), (1, Answer.ENDING), (0, Answer.LAPSED)],
)
def test_the_right_ends_with_the_day_on_which_the_certificate_lapses(lapses_in, answer):
    product = a_product()
    a_certificate(product, lapses_on=TODAY + timedelta(days=lapses_in), stars=4)

    right = right_of(product, TODAY)

    assert right.answer == answer
    assert right.stars == (4 if answer != Answer.LAPSED else 0)
    assert right.ends_on == TODAY + timedelta(days=lapses_in)


def test_a_revocation_ends_the_right_with_its_own_day_and_word():
    product = a_product()
    revoked(a_certificate(product))

    before, after = (right_of(product, day) for day in (TODAY - timedelta(days=1), TODAY))

    assert before.holds
    assert (after.answer, after.ends_on, after.stars) == (Answer.REVOKED, TODAY, 0)
    assert "thu hồi" in after.reason


def test_the_star_sign_is_that_of_the_higher_certificate_in_force():
    product = a_product()
    a_certificate(product, stars=4, issued_on=date(2025, 6, 1))
    a_certificate(product, stars=3, issued_on=date(2025, 8, 1))

    assert right_of(product, TODAY).stars == 4


def test_a_revoked_upgrade_leaves_the_right_of_the_certificate_below_it():
    product = a_product()
    a_certificate(product, stars=3, issued_on=date(2024, 6, 1))
    revoked(a_certificate(product, stars=4, issued_on=date(2025, 6, 1)))

    assert right_of(product, TODAY).stars == 3


def test_the_right_is_the_products_and_not_its_producers():
    product = a_product()
    a_certificate(product)
    other = a_product(producer=product.producer)

    assert [right.holds for right in rights_of([product, other], TODAY)] == [True, False]


def test_a_product_that_was_retired_bears_no_mark():
    product = a_product()
    a_certificate(product)
    product.retired_on = TODAY
    product.save()

    assert right_of(product, TODAY).answer == Answer.RETIRED


@pytest.mark.parametrize(("issued", "holds"), [(0, True), (1, False)])
def test_the_right_begins_with_the_day_of_issue(issued, holds):
    product = a_product()
    a_certificate(product, issued_on=TODAY + timedelta(days=issued))

    assert right_of(product, TODAY).holds is holds


def test_the_register_has_each_product_once_with_its_answer():
    held, lapsed, gone = a_product(), a_product(), a_product()
    a_certificate(held)
    a_certificate(held, stars=4, issued_on=date(2025, 6, 1))
    a_certificate(lapsed, lapses_on=TODAY)
    revoked(a_certificate(gone))

    rows = governing(TODAY)
    by_answer = {
        answer: [c.product for c in with_answer(rows, answer, TODAY)]
        for answer in (Answer.HELD, Answer.LAPSED, Answer.REVOKED)
    }

    assert rows.count() == 3
    assert by_answer == {
        Answer.HELD: [held], Answer.LAPSED: [lapsed], Answer.REVOKED: [gone],
    }  # fmt: skip


def test_rights_of_many_products_take_one_query(django_assert_num_queries):
    products = [a_product() for _ in range(5)]
    for product in products:
        a_certificate(product)

    with django_assert_num_queries(1):
        assert all(right.holds for right in rights_of(products, TODAY))
