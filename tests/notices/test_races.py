"""Two deliverers at once: with the claim each message goes once, and without it twice."""

from threading import Barrier, Lock
from uuid import uuid4

import pytest

from ocop.notices.delivering import deliver_due, send
from ocop.notices.kinds import Channel, Kind
from ocop.notices.models import Delivery, Notice
from ocop.notices.operations import tell
from tests import cast
from tests.factories.notices import a_notice, an_act, reached
from tests.moment import NOW
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = 6


class Shared:
    """A gateway that any number of deliverers may call, and that touches no database."""

    references: list = []
    lock = Lock()

    def send(self, message):
        with self.lock:
            self.references.append(message.reference)
        return "đã nhận"


@pytest.fixture
def gateway(settings):
    Shared.references = []
    settings.NOTICE_GATEWAYS = dict.fromkeys(Channel.values, f"{__name__}.Shared")
    return Shared


@pytest.fixture
def waiting():
    hoa = reached(cast.hoa(), sms=True)
    for number in range(MESSAGES):
        a_notice(hoa, f"k{number}")


def deliver():
    return deliver_due(lambda: NOW)


def test_two_deliverers_at_once_send_each_message_once(gateway, waiting):
    at_once(deliver, deliver, deliver)

    assert sorted(gateway.references) == sorted(map(str, every_reference()))


def test_without_the_claim_two_deliverers_send_each_message_twice(gateway, waiting):
    have_read = Barrier(2)

    def unguarded():
        due = patiently(lambda: list(Delivery.objects.due(NOW).values_list("pk", flat=True)))
        have_read.wait(timeout=60)
        for pk in due:
            patiently(lambda pk=pk: send(pk, uuid4(), lambda: NOW))

    at_once(unguarded, unguarded)

    assert all(gateway.references.count(str(one)) >= 2 for one in every_reference())


def test_the_same_told_twice_at_once_is_told_once(waiting):
    hoa = cast.hoa()

    def told():
        return tell(an_act(), to=[hoa], kind=Kind.MESSAGE, subject="Mời", text="Họp.", key="một")

    assert sorted(at_once(told, told)) == [0, 1]
    assert Notice.objects.filter(key="một").count() == 1
    assert Delivery.objects.filter(notice__key="một").count() == 1


def every_reference():
    return Delivery.objects.values_list("reference", flat=True)
