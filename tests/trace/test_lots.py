"""Lots are written down with days that can be, and codes that stand in a link."""

from datetime import timedelta

import pytest

from ocop.kernel.errors import Refused
from ocop.trace.operations import add_lot
from tests import cast
from tests.factories.dossiers import a_product, act_of
from tests.factories.stamps import a_lot, a_stamped_product
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def office():
    """Return an act of the officer of the province."""
    return act_of(cast.tung())


def test_a_service_of_tourism_has_no_lots_and_no_stamps():
    with pytest.raises(Refused, match="du lịch"):
        add_lot(office(), product=a_product(26), code="L1", made_on=TODAY, units=1)


@pytest.mark.parametrize(("shift", "taken"), [(0, True), (-1, False)])
def test_a_lot_does_not_expire_before_it_was_made(shift, taken):
    product = a_stamped_product()
    told = {"product": product, "code": "L1", "made_on": TODAY, "units": 1}
    expires_on = TODAY + timedelta(days=shift)

    if taken:
        assert add_lot(office(), **told, expires_on=expires_on).expires_on == TODAY
        return
    with pytest.raises(Refused, match="Hạn sử dụng"):
        add_lot(office(), **told, expires_on=expires_on)


def test_a_lots_code_is_taken_once_and_can_stand_in_a_link():
    product = a_stamped_product()
    a_lot(product, code="L1")

    with pytest.raises(Refused, match="đã có lô"):
        a_lot(product, code="l1")
    with pytest.raises(Refused, match="ký tự"):
        a_lot(product, code="LÔ 1")
