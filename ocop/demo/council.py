"""The council of the demo province and its by-law, both plainly samples."""

from fractions import Fraction

from ocop.certificates.models import Level
from ocop.demo.scene import Scene, rows
from ocop.grading.models import ByLaw, Council, Seat
from ocop.grading.operations import adopt_by_law, establish_council, seat

OFFICE = "tung"
BY_LAW = "Quy chế mẫu của Hội đồng OCOP"
COUNCIL = "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh (mẫu)"


def seat_council(scene: Scene) -> None:
    """Adopt a by-law, establish the council and fill its seats, unless there is one."""
    if Council.objects.filter(province=scene.province).exists():
        return
    by_law = adopt_by_law(
        scene.act(OFFICE, day=scene.began, hour=13),
        province=scene.province,
        name=BY_LAW,
        quorum=Fraction(3, 4),
        spread=10,
        floors=ByLaw.Floors.MEAN,
        decision_no="01/QĐ-HĐ (mẫu)",
    )
    act = scene.act(OFFICE, day=scene.began, hour=14)
    council = establish_council(
        act,
        province=scene.province,
        name=COUNCIL,
        by_law=by_law,
        decision_no="02/QĐ-UBND (mẫu)",
        level=Level.PROVINCE,
    )
    for person in rows("cast")["seats"]:
        user = scene.user(person["username"])
        seat(council, act, user=user, role=person["role"], agency=person["agency"])


def council_of(scene: Scene) -> Council:
    """Return the council of the demo province."""
    return Council.objects.filter(province=scene.province).order_by("pk")[0]


def scorers(council: Council) -> list[Seat]:
    """Return the seats that score, the chair first."""
    seated = council.seats.filter(role__in=Seat.SCORING, left_on=None)
    return list(seated.select_related("user").order_by("pk"))
