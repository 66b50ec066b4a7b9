"""What a trace must hold is dated data; a lot's share of it gates stamps."""

from datetime import date, timedelta

import pytest

from ocop.trace.elements import element_set_on, element_sets, gate_on, judged
from ocop.trace.operations import add_source
from ocop.trace.queries import completeness, material_of
from tests import cast
from tests.factories.dossiers import a_product, act_of
from tests.factories.stamps import a_lot, a_stamped_product
from tests.factories.trace import a_harvest, a_made_lot, a_site

CIRCULAR, DECREE = date(2024, 6, 1), date(2026, 1, 23)
YESTERDAY = timedelta(days=1)
TEA, WEAVE = 11, 22


@pytest.mark.parametrize(
    ("day", "instrument", "elements"),
    [
        (CIRCULAR - YESTERDAY, None, 0),
        (CIRCULAR, "02/2024/TT-BKHCN", 10),
        (DECREE - YESTERDAY, "02/2024/TT-BKHCN", 10),
        (DECREE, "37/2026/NĐ-CP", 14),
    ],
)
def test_each_day_has_its_list(day, instrument, elements):
    asked = element_set_on(day)

    assert (asked.instrument if asked else None) == instrument
    assert len(asked.elements if asked else ()) == elements


def test_the_decree_adds_four_elements_to_the_ten():
    first, second = element_sets()

    added = {e.key for e in second.elements} - {e.key for e in first.elements}
    assert added == {"origin", "stage_names", "trademark", "lot_number"}


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (CIRCULAR - YESTERDAY, 0),
        (CIRCULAR, 60),
        (date(2026, 12, 31), 60),
        (date(2027, 1, 1), 80),
    ],
)
def test_the_gate_is_a_dated_rule(day, percent):
    assert gate_on(day) == percent


def all_but(*keys):
    """Return facts in which all is there but these."""
    return {e.key: e.key not in keys for e in element_sets()[-1].elements}


def test_what_goods_need_not_have_is_missed_by_nobody():
    assert judged(all_but("brand", "trademark"), TEA, DECREE).percent == 100


@pytest.mark.parametrize(("set_number", "missing"), [(TEA, ["shelf_life"]), (WEAVE, [])])
def test_food_lacks_a_shelf_life_and_weaving_does_not(set_number, missing):
    told = judged(all_but("shelf_life"), set_number, DECREE)

    assert [one.key for one in told.missing] == missing


@pytest.mark.parametrize(
    ("lacking", "passes"),
    [
        (("product_image", "address", "standards", "origin"), True),
        (("product_image", "address", "standards", "origin", "stages"), False),
    ],
)
def test_a_lot_passes_at_the_gate_and_not_beneath_it(lacking, passes):
    told = judged(all_but("brand", "trademark", "shelf_life", *lacking), WEAVE, DECREE)

    assert told.passes is passes
    assert len(told.lacks) == len(lacking)


@pytest.mark.django_db
def test_a_diary_makes_a_lot_more_complete():
    product = a_product()
    bare = a_lot(a_stamped_product(), units=10)
    told = a_made_lot(product, code="L2")

    assert {"stages", "stage_names"} <= {one.key for one in completeness(bare).missing}
    assert not {"stages", "origin"} & {one.key for one in completeness(told).missing}


@pytest.mark.django_db
@pytest.mark.parametrize(("brought", "borne"), [(400, 50), (410, 40), (460, 0)])
def test_units_hang_on_what_the_area_can_have_given(brought, borne):
    product = a_product()
    site = a_site(product.producer)
    add_source(
        act_of(cast.hoa()), producer=product.producer, kind="area", name="Vụ thu", site=site,
        area_m2=10_000, kg_per_ha=400,
    )  # fmt: skip
    harvest = a_harvest(site, kg=brought)
    lot = a_made_lot(product, of=[(harvest, 50)])

    assert material_of(lot).capacity_kg == borne
