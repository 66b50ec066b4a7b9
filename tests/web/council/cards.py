"""What the tests of a councillor's room share: a sitting with Vân in it, and her card."""

from ocop.grading.access import my_writing
from ocop.grading.flow import SittingState
from ocop.grading.models import Scorecard, Seat
from tests import cast
from tests.factories.grading import a_council, a_seat, a_sitting

AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}


def seated(state=SittingState.OPEN, items=1, role=Seat.Role.MEMBER):
    """Return a sitting of three seats, one of which is Vân's."""
    council = a_council(seats=2)
    a_seat(council, role, cast.van(), agency="Sở Công Thương")
    return a_sitting(state, council=council, items=items)


def vans(sitting):
    return sitting.council.seats.get(user=cast.van())


def address(sitting, page="phieu/", position=1):
    return f"/hoi-dong/phien/{sitting.code}/{position}/{page}"


def begun(client, sitting, position=1):
    """Open the card, as its button does; return the browser."""
    client.post(address(sitting, "mo/", position))
    return client


def written():
    """Return what Vân wrote on her newest card."""
    card = Scorecard.objects.filter(seat__user=cast.van()).order_by("pk").last()
    return my_writing(card, cast.van())


def filled(version=0, opinion="", choices=None, **notes):
    """Return a sheet as the page sends it."""
    picked = {f"c-{code}": str(n) for code, n in (choices or {"1.1": 2}).items()}
    return {"version": version, "opinion": opinion, **picked, **notes}
