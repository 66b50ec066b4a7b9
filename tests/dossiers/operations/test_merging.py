from datetime import date

import pytest

from ocop.certificates.queries import certificates_of, with_stars
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.dossiers.operations import merge_products
from ocop.kernel.errors import Refused
from ocop.registry.models import Product
from tests.factories.dossiers import a_certificate, a_dossier, a_product, a_user, act_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def test_certificates_and_dossiers_follow_the_merged_double():
    double, kept = a_product(), a_product()
    a_certificate(double, stars=4, lapses_on=date(2028, 1, 1))
    dossier = a_dossier(State.DECIDED, product=double)

    merge_products(double, act_of(a_user()), into=kept)

    dossier.refresh_from_db()
    assert dossier.product == kept
    assert certificates_of(kept).count() == 1
    assert with_stars(Product.objects.filter(pk=kept.pk), TODAY).get().stars == 4


def test_two_open_dossiers_are_not_merged_and_nothing_changes():
    double, kept = a_product(), a_product()
    a_dossier(State.DRAFT, product=double)
    a_dossier(State.DRAFT, product=kept)

    with pytest.raises(Refused, match="Cả hai bản ghi"):
        merge_products(double, act_of(a_user()), into=kept)

    double.refresh_from_db()
    assert double.merged_into is None
    assert Dossier.objects.filter(product=double).count() == 1
