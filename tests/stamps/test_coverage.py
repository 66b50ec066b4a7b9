"""How far products are stamped is told with services of tourism taken out of what it is told of."""

import pytest

from ocop.figures.definitions import some
from ocop.figures.scope import Scope
from ocop.kernel.errors import Refused
from ocop.registry.models import Product
from ocop.trace.operations import add_lot
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.stamps import a_batch, a_handed_batch, a_lot, a_stamped_product
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def told():
    """Return (how many, of how many) of both figures."""
    figures = some(Scope.of_year(TODAY), "stampable", "stamped")
    return [(one.numerator, one.denominator) for one in figures]


def test_a_service_of_tourism_is_exempt_and_is_not_counted_as_lacking_stamps():
    a_handed_batch(a_lot(a_stamped_product()), active=(1, 5))
    a_stamped_product()
    a_stamped_product(set_number=Product.TOURISM_SET)

    assert told() == [(2, 3), (1, 2)]


def test_stamps_count_from_the_day_on_which_they_are_made_active():
    a_batch(a_lot(a_stamped_product()))

    assert told() == [(1, 1), (0, 1)]


def test_a_service_of_tourism_has_no_lots_that_could_be_stamped():
    service = a_stamped_product(set_number=Product.TOURISM_SET)

    with pytest.raises(Refused, match="không dán tem"):
        add_lot(act_of(cast.hoa()), product=service, code="L1", made_on=TODAY, units=10)
