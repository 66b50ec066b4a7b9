"""What happens when two people do the same thing in the same instant."""

import time
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, OperationalError, connection

from ocop.audit.queries import history
from ocop.base.models import Counter
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations import prepare, receive, submit
from ocop.kernel.errors import Refused
from tests.factories.dossiers import a_dossier, a_product, a_rubric, act_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Do all the works at once, each on a connection of its own, and return what came of them."""
    start, results = Barrier(len(works)), [None] * len(works)

    def one(place, work):
        start.wait(timeout=20)
        try:
            results[place] = patiently(work)
        except (Refused, IntegrityError) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def patiently(work):
    """Do the work again while SQLite's database in memory, which cannot wait, says it is locked."""
    for _ in range(400):
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.02)
    raise AssertionError("The database stayed locked.")


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
        have_read.wait(timeout=20)
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
