"""Which desks a person has: the office by post, a producer's by representation, a council seat."""

from dataclasses import dataclass

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import permissions_of
from ocop.grading.models import Seat
from ocop.registry.access import delegations_of
from ocop.registry.models import Representative


@dataclass(frozen=True, slots=True)
class Desk:
    """A place to work: what it is called, where it is, and what one does there."""

    name: str
    url: str
    icon: str
    line: str


OFFICE = Desk("Bàn làm việc cán bộ", "/van-phong/", "office", "Hồ sơ, chủ thể, giấy chứng nhận")
PRODUCER = Desk("Bàn của chủ thể", "/chu-the/", "producer", "Sản phẩm và hồ sơ của tôi")
HELPING = Desk("Làm thay chủ thể", "/chu-the/lam-thay/", "people", "Chủ thể đã uỷ quyền cho tôi")
COUNCIL = Desk("Phòng chấm điểm", "/hoi-dong/", "score", "Phiên họp và phiếu của tôi")


def desks_of(request) -> list[Desk]:
    """Return the desks of whoever is signed in, in the order they are shown."""
    user, day = request.user, request.act.day
    return [
        desk
        for desk, held in (
            (OFFICE, Permission.VIEW_OFFICE in permissions_of(user, day)),
            (PRODUCER, Representative.objects.acting_on(day).filter(user=user).exists()),
            (HELPING, delegations_of(user, day).exists()),
            (COUNCIL, Seat.objects.filter(user=user, left_on=None).exists()),
        )
        if held
    ]
