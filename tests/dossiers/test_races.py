"""What happens when two people do the same thing in the same instant."""

from threading import Barrier

import pytest

from ocop.audit.queries import history
from ocop.base.models import Counter
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations import prepare, receive, submit
from ocop.kernel.errors import Refused
from tests.factories.dossiers import a_dossier, a_product, a_rubric, act_of
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)


def copies(dossier, number=2):
    """Return the dossier as so many people have it open."""
    return [Dossier.objects.get(pk=dossier.pk) for _ in range(number)]


def test_officers_who_receive_at_once_take_a_slip_each():
    dossiers = [a_dossier(State.SUBMITTED) for _ in range(8)]

    slips = at_once(*[lambda one=dossier: receive(one, act_of()) for dossier in dossiers])

    numbers = range(1, len(dossiers) + 1)
    assert sorted(map(str, slips)) == [f"{n:03d}-08/PĐK-22-06978-2026" for n in numbers]


def test_without_the_lock_on_the_counter_both_would_take_the_same_number():
    Counter.objects.create(series="unguarded")
    have_read = Barrier(2)

    def unguarded():
        number = patiently(lambda: Counter.objects.get(series="unguarded")).last + 1
        have_read.wait(timeout=60)
        patiently(lambda: Counter.objects.filter(series="unguarded").update(last=number))
        return number

    assert at_once(unguarded, unguarded) == [1, 1]


def test_a_dossier_submitted_twice_at_once_is_filed_once():
    dossier = a_dossier()
    one, two = copies(dossier)

    results = at_once(lambda: submit(one, act_of()), lambda: submit(two, act_of()))

    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert history(dossier).count() == 1


def test_a_dossier_received_twice_at_once_has_one_slip():
    one, two = copies(a_dossier(State.SUBMITTED))

    results = at_once(lambda: receive(one, act_of()), lambda: receive(two, act_of()))

    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert Counter.objects.get(series="slips 06978 2026").last == 1


def test_two_screens_that_prepare_at_once_begin_one_dossier():
    a_rubric()
    product = a_product()

    def begin():
        return prepare(act_of(), product=type(product).objects.get(), kind=Kind.FIRST)

    results = at_once(begin, begin)

    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert Dossier.objects.count() == 1
