"""Two administrators who open the same account in the same instant."""

from threading import Barrier

import pytest
from django.db import IntegrityError

from ocop.accounts.models import User
from ocop.accounts.operations import invite
from ocop.kernel.errors import Refused
from tests.factories.dossiers import act_of
from tests.moment import NOW
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_name_invited_twice_at_once_is_one_persons_and_the_other_is_told():
    came = at_once(
        *[
            lambda name=name: invite(act_of(), username="mai", full_name=name)
            for name in ("Mai Một", "Mai Hai", "Mai Ba")
        ]
    )

    refusals = [one for one in came if isinstance(one, Refused)]
    assert len(refusals) == 2
    assert {one.field for one in refusals} == {"username"}
    assert User.objects.filter(username="mai").count() == 1


def test_without_the_guard_the_second_would_meet_the_database():
    have_read = Barrier(2)

    def unguarded():
        taken = patiently(lambda: User.objects.filter(username="mai").exists())
        have_read.wait(timeout=60)
        assert not taken
        patiently(lambda: User.objects.create(username="mai", full_name="Mai", created_at=NOW))

    came = at_once(unguarded, unguarded)

    assert sum(isinstance(one, IntegrityError) for one in came) == 1
