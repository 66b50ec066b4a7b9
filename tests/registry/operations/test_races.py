"""Two people who write the same GTIN in the same instant: one is taken, one is told why not."""

from threading import Barrier

import pytest
from django.db import IntegrityError

from ocop.kernel.errors import Refused
from ocop.registry.models import Product
from ocop.registry.operations import describe_product
from tests.factories.dossiers import a_product, act_of
from tests.factories.registers import GTIN
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_gtin_written_twice_at_once_is_one_products_and_the_other_is_told():
    products = [a_product() for _ in range(4)]

    came = at_once(
        *[lambda one=one: describe_product(one, act_of(), gtin=GTIN) for one in products]
    )

    refusals = [one for one in came if isinstance(one, Refused)]
    assert len(refusals) == 3
    assert {one.field for one in refusals} == {"gtin"}
    assert Product.objects.filter(gtin=GTIN).count() == 1


def test_without_the_guard_the_second_would_meet_the_database():
    products, have_read = [a_product(), a_product()], Barrier(2)

    def unguarded(product):
        taken = patiently(lambda: Product.objects.filter(gtin=GTIN).exists())
        have_read.wait(timeout=60)
        assert not taken
        patiently(lambda: Product.objects.filter(pk=product.pk).update(gtin=GTIN))

    came = at_once(*[lambda one=one: unguarded(one) for one in products])

    assert sum(isinstance(one, IntegrityError) for one in came) == 1
