"""Figures that officials report: each is the number of the very rows it leads to."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from ocop.certificates.models import Certificate, Revocation
from ocop.certificates.term import lapse_of
from ocop.cycles.models import Admission, Participation
from ocop.figures import queries
from ocop.figures.definitions import BY_CODE, figures, rows_of, some
from ocop.figures.families import families
from ocop.figures.figure import Figure, hundredths
from ocop.figures.models import Trait
from ocop.figures.operations import CONSENT, declare, end_trait, give_trait, take_back
from ocop.figures.queries import month_ends, stars_over
from ocop.figures.scope import Scope
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.rulesets.models import Rubric
from tests import market
from tests.factories.dossiers import a_rubric
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    market.opened()
    for number in (6, 8, 11):
        a_rubric(number)
    Rubric.objects.update(industry="I", industry_name="Thực phẩm", group="c", group_name="Chế biến")


def today(**place) -> Scope:
    return Scope.of_year(TODAY, **place)


def count(code, scope=None):
    return some(scope or today(), code)[0].numerator


def dated(certificate, issued_on, lapses_on=None):
    """Move a certificate to other days, as only a test may."""
    Certificate.objects.filter(pk=certificate.pk).update(
        issued_on=issued_on, lapses_on=lapses_on or lapse_of(issued_on)
    )


def takes_part(product, since, until=None):
    admission = Admission.objects.create(
        province=Province.objects.get(code="22"), number=f"{product.pk}/QĐ", signed_on=since,
        created_at=NOW,
    )  # fmt: skip
    Participation.objects.create(
        product=product, admission=admission, began_on=since, ended_on=until,
        why="left" if until else "", created_at=NOW,
    )  # fmt: skip


def test_every_figure_is_the_number_of_the_rows_it_leads_to():
    tea = market.offered("Trà", set_number=11, stars=4)
    market.offered("Gà", set_number=8, stars=3, by=market.stall("Hộ Hoa", kind="household"))
    market.offered("Miến", stars=5, by=market.stall("Công ty Miến", place="Xã Bình Liêu"))
    market.offered("Chưa có sao", stars=None)
    market.certified(tea, 5, days_ago=10)
    takes_part(tea, TODAY)
    for figure in figures(today()):
        if led := rows_of(figure.code, today()):
            assert led[2].count() == figure.numerator, figure.code
            assert len({row.pk for row in led[2]}) == figure.numerator, figure.code
    told = {figure.code: figure.numerator for figure in figures(today())}
    assert (told["ranked"], told["stars.5"], told["stars.4"], told["stars.3"]) == (3, 2, 0, 1)
    assert told["commune.06838"] == 1
    assert told["kind.household"] == 1


def test_the_breakdowns_of_each_family_add_up_to_all_the_ranked():
    for number, stars in ((11, 3), (8, 4), (6, 5)):
        market.offered(f"Sản phẩm {number}", set_number=number, stars=stars)
    sums = {}
    for figure in figures(today()):
        name = figure.code.partition(".")[0]
        if name in {one.code for one in families(today())}:
            sums[name] = sums.get(name, 0) + figure.numerator
            assert figure.denominator == 3
    assert set(sums.values()) == {3}
    assert set(sums) == {"stars", "industry", "group", "set", "commune", "district", "kind"}


def test_a_product_is_counted_from_the_day_of_issue_until_the_day_before_its_lapse():
    market.offered("Trà")
    certificate = Certificate.objects.get()
    counts = [
        count("ranked", Scope.of_year(day))
        for day in (
            certificate.issued_on - timedelta(days=1),
            certificate.issued_on,
            certificate.lapses_on - timedelta(days=1),
            certificate.lapses_on,
        )
    ]
    assert counts == [0, 1, 1, 0]


def test_a_product_that_is_no_longer_made_counts_until_that_day():
    product = market.offered("Trà")
    product.retired_on = TODAY
    product.save()
    assert count("ranked", Scope.of_year(TODAY - timedelta(days=1))) == 1
    assert count("ranked") == 0


def test_participating_and_ranked_are_two_populations():
    both, ranked_only, neither = (
        market.offered("A"),
        market.offered("B"),
        market.offered("C", stars=None),
    )
    takes_part(both, TODAY)
    takes_part(neither, TODAY - timedelta(days=9), until=TODAY + timedelta(days=1))
    takes_part(ranked_only, TODAY - timedelta(days=9), until=TODAY)
    told = some(today(), "ranked", "participating", "participating.ranked", "ranked.outside")
    assert [figure.numerator for figure in told] == [2, 2, 1, 1]
    assert told[2].value == Fraction(1, 2)


def test_in_a_period_a_certificate_is_new_an_upgrade_or_a_renewal():
    new, better, same = (market.offered(name, stars=3) for name in "ABC")
    for product in (better, same):
        dated(Certificate.objects.get(product=product), date(2023, 11, 1))
    market.certified(better, 4, days_ago=20)
    market.certified(same, 3, days_ago=20)
    told = some(today(), "period.new", "period.upgraded", "period.renewed")
    assert [figure.numerator for figure in told] == [1, 1, 1]
    assert BY_CODE["period.new"].rows(today()).get().product == new
    assert BY_CODE["period.upgraded"].rows(today()).get().product == better


def test_a_period_holds_both_its_first_and_its_last_day():
    market.offered("A")
    issued_on = Certificate.objects.get().issued_on
    after = issued_on + timedelta(days=1)
    assert count("period.new", Scope(issued_on, issued_on)) == 1
    assert count("period.new", Scope(TODAY, after)) == 0
    assert count("period.new", Scope(issued_on - timedelta(days=1), date(2026, 1, 1))) == 0


def test_a_star_that_lapsed_is_told_apart_from_one_replaced_and_one_revoked():
    for name in ("hết hạn", "cấp lại", "thu hồi"):
        market.offered(name)
    gone, again, revoked = Certificate.objects.order_by("pk")
    market.revoked(revoked)
    Revocation.objects.update(effective_on=TODAY - timedelta(days=6))
    for one in (gone, again, revoked):
        dated(one, date(2023, 9, 1), TODAY - timedelta(days=5))
    market.certified(again.product, 3, days_ago=20)
    told = some(today(), "period.lapsed", "period.revoked")
    assert [figure.numerator for figure in told] == [1, 1]
    assert BY_CODE["period.lapsed"].rows(today()).get().pk == gone.pk


def test_a_place_counts_its_own_products_only():
    market.offered("A")
    market.offered("B", by=market.stall("Khác", place="Xã Bình Liêu"))
    here = Commune.objects.get(full_name="Xã Ba Chẽ")
    assert count("ranked", today(commune=here.pk)) == 1
    assert count("ranked", today(province=here.province_id)) == 2
    assert count("ranked", today(province=Province.objects.get(code="01").pk)) == 0


def test_a_commune_is_an_island_from_the_day_the_province_notes_it():
    product = market.offered("Mực", by=market.stall("HTX Cô Tô", place="Đặc khu Cô Tô"))
    trait = give_trait(
        product.commune, market.ACT, kind=Trait.Kind.ISLAND, source="NQ 1679", since=TODAY
    )
    assert count("ranked.island", Scope.of_year(TODAY - timedelta(days=1))) == 0
    assert count("ranked.island") == 1
    with pytest.raises(Refused):
        give_trait(product.commune, market.ACT, kind="island", source="NQ", since=TODAY)
    with pytest.raises(Refused):
        end_trait(trait, market.ACT, until=TODAY)
    end_trait(trait, market.ACT, until=TODAY + timedelta(days=1))
    assert count("ranked.island") == 1
    assert count("ranked.island", Scope.of_year(TODAY + timedelta(days=1))) == 0


def minorities(yes, no):
    """Let so many producers say yes, and so many no."""
    for number in range(yes + no):
        producer = market.stall(f"HTX {number}")
        market.offered(f"Sản phẩm {number}", by=producer)
        declare(producer, market.ACT, is_minority=number < yes, consent=CONSENT, channel="web")


@pytest.mark.parametrize(
    ("yes", "no", "told"), [(5, 5, 5), (4, 6, None), (6, 4, None), (0, 9, None)]
)
def test_a_share_of_people_is_told_only_of_five_or_more_on_both_sides(yes, no, told):
    minorities(yes, no)
    (figure,) = some(today(), "producers.minority")
    assert figure.numerator == told
    assert figure.hidden == (told is None)
    assert rows_of("producers.minority", today()) is None
    assert rows_of("producers.declared", today()) is None


def test_a_declaration_is_sealed_replaced_and_erased():
    producer = market.stall()
    market.offered("Trà", by=producer)
    with pytest.raises(Refused):
        declare(producer, market.ACT, is_minority=True, consent="", channel="web")
    first = declare(producer, market.ACT, is_minority=True, consent=CONSENT, channel="web")
    assert "yes" not in first.sealed
    second = declare(producer, market.ACT, is_minority=True, consent=CONSENT, channel="paper")
    first.refresh_from_db()
    assert (first.sealed, first.taken_back_at) == ("", NOW)
    assert second.sealed
    assert count("producers.declared") == 1
    take_back(producer, market.ACT)
    second.refresh_from_db()
    assert second.sealed == ""
    assert count("producers.declared") == 0
    with pytest.raises(Refused):
        take_back(producer, market.ACT)


def test_a_share_is_cut_to_hundredths_of_a_per_cent_and_never_rounded_up():
    assert hundredths(Fraction(2, 3)) == 66.66
    assert hundredths(Fraction(1, 1)) == 100
    assert Figure("a", "b", "c", "d", 0, 0, TODAY).value is None


def test_the_curve_of_stars_tells_each_month_and_today():
    product = market.offered("Trà")
    dated(Certificate.objects.get(), date(2026, 8, 1))
    market.certified(product, 4, days_ago=4)
    days = month_ends(TODAY, 4)
    assert days == [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1), TODAY]
    told = [dict(counts) for counts in stars_over(today(), days)]
    assert told == [{}, {3: 1}, {3: 1}, {4: 1}, {4: 1}]
    assert month_ends(date(2026, 1, 1), 2) == [date(2025, 12, 1), date(2026, 1, 1)]


def test_a_declaration_counts_from_the_day_it_was_given():
    producer = market.stall()
    market.offered("Trà", by=producer)
    declare(producer, market.ACT, is_minority=True, consent=CONSENT, channel="web")
    before = replace(today(), day=NOW.date() - timedelta(days=1))
    assert queries.declared(today()).count() == 1
    assert queries.declared(before).count() == 0
