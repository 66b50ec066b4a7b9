"""Electronic traceability, a floor of four stars, is read off the lots of a product."""

from datetime import timedelta

import pytest

from ocop.dossiers.coaching import coached
from ocop.dossiers.tracing import RECENT, trace_step, trace_steps, traced
from ocop.rulesets.queries import rubrics_in_force, sheet_of
from ocop.trace.models import DiaryEntry, Lot
from ocop.trace.operations import declare_wrong
from tests import cast
from tests.factories.dossiers import a_product, a_rubric, act_of
from tests.factories.stamps import a_lot
from tests.factories.trace import a_made_lot
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    """Return a product of a set whose label is a floor of four stars."""
    a_rubric()
    return a_product()


def test_the_step_that_prints_it_asks_for_it(product):
    sheet = sheet_of(rubrics_in_force(TODAY).get(number=product.set_number))
    asking = {c.key: trace_step(c) for c in sheet.criteria if trace_step(c)}

    assert asking == {"label": 3, "story": 5}
    assert list(trace_steps(sheet).values()) == [3]


def test_a_lot_from_its_material_to_its_packing_can_be_traced(product):
    lot = a_made_lot(product)

    assert traced([product], TODAY) == {product.pk: lot}


def test_a_lot_of_which_no_diary_tells_cannot(product):
    a_lot(product, units=10)

    assert traced([product], TODAY) == {}


def test_a_lot_that_was_never_made_cannot(product):
    a_made_lot(product)
    declare_wrong(DiaryEntry.objects.get(kind="process"), act_of(cast.hoa()), reason="Nhầm.")

    assert traced([product], TODAY) == {}


@pytest.mark.parametrize(("beyond", "shown"), [(0, True), (1, False)])
def test_an_old_lot_shows_nothing_of_todays_goods(product, beyond, shown):
    lot = a_made_lot(product)
    made_on = TODAY - RECENT - timedelta(days=beyond)
    Lot.objects.filter(pk=lot.pk).update(made_on=made_on)

    assert bool(traced([product], TODAY)) is shown


def test_the_coach_advises_a_diary_until_there_is_a_lot(product):
    def advised():
        coaching = coached([product], TODAY)[product.pk]
        way = next(way for way in coaching.ways if way.stars == 4)
        return next(one for one in coaching.advice(way) if one.step.criterion.key == "label")

    before = advised()
    a_made_lot(product)
    after = advised()

    assert (before.asks_trace, before.traced, before.is_to_look) == (True, None, False)
    assert (after.traced.code, after.is_to_look) == ("L01", True)
    assert after.step.cost < before.step.cost
