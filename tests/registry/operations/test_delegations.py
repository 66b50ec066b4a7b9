"""Whom a producer lets act for it, and when that ends."""

from datetime import timedelta

import pytest

from ocop.audit.queries import history
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.queries import inbox_of
from ocop.registry.access import delegations_of, helps, my_producers, my_products, represents
from ocop.registry.models import Delegation, Scope
from ocop.registry.operations import assist, delegate, end_delegation
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_product, a_representative
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


def by(user, behalf=""):
    return Act(by=user, at=NOW, behalf=behalf)


@pytest.fixture
def producer():
    found = a_producer(commune=a_commune())
    a_representative(found, cast.hoa())
    return found


@pytest.fixture
def quiet():
    """A producer of Ba Chẽ that nobody represents on the system."""
    return a_producer(commune=a_commune())


def helping(user, producer):
    user.behalf = producer.code
    return user


def test_a_relative_who_was_chosen_reaches_the_producer_and_is_told(producer):
    child = cast.stranger()
    delegate(producer, by(cast.hoa()), user=child, scope=Scope.DOSSIERS)

    assert delegations_of(child, TODAY).get().role == Delegation.Role.RELATIVE
    assert inbox_of(child).get().subject == f"{producer} uỷ quyền cho bạn làm thay"
    assert history(producer).last().facts["scope"] == "dossiers"


def test_a_helper_has_nothing_before_they_say_for_whom_they_act(producer):
    child = cast.stranger()
    delegate(producer, by(cast.hoa()), user=child, scope=Scope.ALL)
    a_product(producer=producer)

    assert not my_products(child, TODAY).exists()
    assert my_products(helping(child, producer), TODAY).exists()


def test_acting_for_one_producer_a_helper_reaches_no_other_not_even_their_own(producer, quiet):
    child = cast.stranger()
    a_representative(quiet, child)
    delegate(producer, by(cast.hoa()), user=child, scope=Scope.ALL)

    assert list(my_producers(child, TODAY)) == [quiet]
    assert list(my_producers(helping(child, producer), TODAY)) == [producer]


@pytest.mark.parametrize(("days", "reached"), [(0, True), (1, False)])
def test_a_delegation_holds_to_the_end_of_its_last_day(producer, days, reached):
    child = cast.stranger()
    delegate(producer, by(cast.hoa()), user=child, scope=Scope.ALL, until=TODAY)

    assert delegations_of(child, TODAY + days * ONE).exists() is reached


def test_a_day_that_is_past_is_no_last_day(producer):
    with pytest.raises(Refused) as refused:
        delegate(producer, by(cast.hoa()), user=cast.stranger(), scope=Scope.ALL, until=TODAY - ONE)
    assert refused.value.field == "until"


def test_what_is_ended_ends_at_once_and_its_helper_is_told(producer):
    child = cast.stranger()
    given = delegate(producer, by(cast.hoa()), user=child, scope=Scope.ALL)
    end_delegation(given, by(cast.hoa()))

    assert not delegations_of(child, TODAY).exists()
    assert not my_producers(helping(child, producer), TODAY).exists()
    assert inbox_of(child).first().subject == f"{producer} đã thôi uỷ quyền"
    with pytest.raises(Refused):
        end_delegation(given, by(cast.hoa()))


def test_a_delegation_that_ran_out_makes_room_for_a_new_one(producer):
    child = cast.stranger()
    act = by(cast.hoa())
    delegate(producer, act, user=child, scope=Scope.ALL, until=TODAY)
    with pytest.raises(Refused):
        delegate(producer, act, user=child, scope=Scope.ALL)

    later = Act(by=cast.hoa(), at=NOW + ONE)
    assert delegate(producer, later, user=child, scope=Scope.PAPERS).scope == Scope.PAPERS


def test_a_helper_passes_nothing_on(producer):
    with pytest.raises(Refused):
        delegate(producer, by(cast.lan(), producer.code), user=cast.stranger(), scope=Scope.ALL)


def test_who_represents_the_producer_needs_no_delegation(producer):
    with pytest.raises(Refused):
        delegate(producer, by(cast.hoa()), user=cast.hoa(), scope=Scope.ALL)


def test_an_officer_opens_help_for_a_producer_of_their_commune_that_nobody_represents(quiet):
    given = assist(quiet, by(cast.lan()), consent="Đến xã ký giấy ngày 05/10/2026")

    assert given.role == Delegation.Role.OFFICER
    assert delegations_of(cast.lan(), TODAY).get() == given


def test_an_officer_of_another_commune_opens_nothing():
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))
    with pytest.raises(Refused):
        assist(beside, by(cast.lan()), consent="Gọi điện")


def test_the_province_opens_no_help(quiet):
    with pytest.raises(Refused):
        assist(quiet, by(cast.tung()), consent="Gọi điện")


def test_an_officer_opens_no_help_where_somebody_represents_the_producer(producer):
    with pytest.raises(Refused, match="uỷ quyền"):
        assist(producer, by(cast.lan()), consent="Gọi điện")


def test_help_needs_a_word_on_how_the_producer_agreed(quiet):
    with pytest.raises(Refused) as refused:
        assist(quiet, by(cast.lan()), consent=" ")
    assert refused.value.field == "consent"


def test_an_officers_help_ends_with_their_post(quiet):
    lan = cast.lan()
    assist(quiet, by(lan), consent="Gọi điện")
    lan.memberships.update(withdrawn_on=TODAY)

    assert not delegations_of(lan, TODAY).exists()


def test_a_relative_may_not_judge_an_officer_who_typed_may_and_neither_may_score(producer):
    child, officer = cast.stranger(), cast.lan()
    delegate(producer, by(cast.hoa()), user=child, scope=Scope.ALL)
    delegate(producer, by(cast.hoa()), user=officer, scope=Scope.ALL)

    assert represents(child, producer, TODAY)
    assert not represents(officer, producer, TODAY)
    assert helps(child, producer, TODAY)
    assert helps(officer, producer, TODAY)
