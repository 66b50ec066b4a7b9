"""What a certificate is worth on a day: the pure dates, and the database asked by them."""

from datetime import date, timedelta

import pytest

from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.numbering import certificate_number
from ocop.certificates.queries import (
    by_number,
    live_certificate,
    renewable,
    term_of,
    with_stars,
)
from ocop.certificates.term import Standing, Term, lapse_of, renewal_window
from ocop.kernel.errors import Refused
from ocop.registry.models import Product
from tests.factories.dossiers import a_certificate, a_product
from tests.moment import NOW, TODAY

ISSUED, LAPSES = date(2024, 10, 1), date(2027, 10, 1)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2024, 9, 30), Standing.PENDING),
        (date(2024, 10, 1), Standing.IN_FORCE),
        (LAPSES - timedelta(days=181), Standing.IN_FORCE),
        (LAPSES - timedelta(days=180), Standing.LAPSING),
        (date(2027, 9, 30), Standing.LAPSING),
        (date(2027, 10, 1), Standing.LAPSED),
    ],
)
def test_standing_follows_the_dates(day, standing):
    assert Term(ISSUED, LAPSES).standing_on(day) == standing
    assert standing.holds is (standing in {Standing.IN_FORCE, Standing.LAPSING})


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 2, 28), Standing.IN_FORCE),
        (date(2026, 3, 1), Standing.REVOKED),
        (date(2030, 1, 1), Standing.REVOKED),
    ],
)
def test_a_revocation_holds_from_its_day_and_outlives_the_lapse(day, standing):
    assert Term(ISSUED, LAPSES, revoked_on=date(2026, 3, 1)).standing_on(day) == standing


def test_thirty_six_months_lead_to_the_same_day():
    assert lapse_of(date(2026, 5, 22)) == date(2029, 5, 22)
    assert lapse_of(date(2024, 2, 29)) == date(2027, 2, 28)


def test_the_renewal_window_is_180_to_120_days_before_the_lapse():
    opens, closes = renewal_window(LAPSES)
    assert ((LAPSES - opens).days, (LAPSES - closes).days) == (180, 120)


@pytest.mark.parametrize(
    "form", ["{year}", "{number}", "giấy", "{number", "{x}{number}{year}", "{0}", "{number.real.x}"]
)
def test_a_form_of_number_that_could_repeat_itself_is_refused(form):
    with pytest.raises(Refused, match="Mẫu số"):
        certificate_number(form, number=7, year=2026, province="22")


def test_a_province_writes_its_own_form_of_number():
    form = "{year}/OCOP/{number}"
    assert certificate_number(form, number=7, year=2026, province="22") == "2026/OCOP/7"


@pytest.mark.django_db
@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.GRACE}))
def test_the_database_sorts_certificates_as_the_dates_do(standing):
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 120, 180, 181, 900)]
    for lapses_on in days:
        a_certificate(a_product(), lapses_on=lapses_on, issued_on=date(2023, 1, 1))
    revoke(a_certificate(a_product(), lapses_on=days[-1], issued_on=date(2023, 1, 1)), TODAY)
    tomorrow = TODAY + timedelta(days=1)
    revoke(a_certificate(a_product(), lapses_on=days[-1], issued_on=date(2023, 1, 1)), tomorrow)
    a_certificate(a_product(), lapses_on=days[-1], issued_on=tomorrow)

    found = Certificate.objects.standing(standing, TODAY)

    every = Certificate.objects.select_related("revocation")
    expected = {c.pk for c in every if term_of(c).standing_on(TODAY) == standing}
    assert expected
    assert {c.pk for c in found} == expected


def revoke(certificate, on):
    decision = Decision.objects.create(
        number=f"TH-{certificate.pk}", kind=Decision.Kind.REVOCATION, level=Level.PROVINCE,
        province=certificate.province, signed_on=on, created_at=NOW,
    )  # fmt: skip
    return Revocation.objects.create(
        certificate=certificate, decision=decision, ground="a", reason="Thử", concluded_on=on,
        effective_on=on, created_at=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_higher_of_two_stars_in_force_is_the_live_one():
    product = a_product()
    a_certificate(product, stars=3, lapses_on=date(2028, 1, 1))
    higher = a_certificate(product, stars=4, lapses_on=date(2027, 1, 1))

    [found] = with_stars(Product.objects.all(), TODAY)

    assert live_certificate(product, TODAY) == higher
    assert (found.stars, found.star_until) == (4, date(2027, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "taken"), [(181, 0), (180, 1), (120, 1), (119, 0)])
def test_a_product_is_renewable_from_180_to_120_days_before_the_lapse(left, taken):
    product = a_product()
    a_certificate(product, lapses_on=TODAY + timedelta(days=left))

    assert renewable(product, TODAY) is bool(taken)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["12/qd-ocop", " 12/QĐ-OCOP ", "12 / QĐ - OCOP"])
def test_a_number_is_found_however_it_is_typed(typed):
    certificate = a_certificate(a_product())
    certificate.number, certificate.folded_number = "12/QĐ-OCOP", "12/qd-ocop"
    certificate.save()

    assert by_number(typed) == [certificate]
