"""Acts that set up a council."""

from datetime import date
from fractions import Fraction

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.models import Level
from ocop.grading.models import ByLaw, Council, Seat
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province


@transaction.atomic
def adopt_by_law(
    act: Act,
    *,
    province: Province | None,
    name: str,
    quorum: Fraction = Fraction(3, 4),
    spread: int = 10,
    floors: str = ByLaw.Floors.MEAN,
    abstainers_count: bool = False,
    decision_no: str = "",
    adopted_on: date | None = None,
) -> ByLaw:
    """Adopt what the decision leaves to the council: quorum, spread, floors, abstentions.

    Without a province it is the central council's. Refused for a quorum outside (0, 1] or a
    spread above 100 points.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.b names a by-law and prints none; defaults are other provinces'.
    if not 0 < quorum <= 1:
        raise Refused("Tỷ lệ phiếu tối thiểu phải lớn hơn 0 và không quá 1.", field="quorum")
    if not 0 <= spread <= 100:
        raise Refused("Chênh lệch cho phép là từ 0 đến 100 điểm.", field="spread")
    said = {"spread": spread, "floors": str(floors), "abstainers_count": abstainers_count}
    by_law = ByLaw.objects.create(
        province=province,
        name=name,
        decision_no=decision_no,
        quorum_numerator=quorum.numerator,
        quorum_denominator=quorum.denominator,
        adopted_on=adopted_on or act.day,
        created_at=act.at,
        **said,
    )
    record(act, Verb.BY_LAW_ADOPTED, by_law, quorum=quorum, **said)
    return by_law


@transaction.atomic
def establish_council(
    act: Act,
    *,
    province: Province | None,
    name: str,
    by_law: ByLaw,
    decision_no: str,
    established_on: date | None = None,
    level: str = Level.PROVINCE,
) -> Council:
    """Establish a council under a by-law of its own province; refused under another's.

    A central council is of no province, and a council of a province is not central.
    """
    if (level == Level.NATIONAL) != (province is None):
        raise Refused("Hội đồng trung ương không thuộc tỉnh nào, hội đồng tỉnh thuộc một tỉnh.")
    if by_law.province_id != (province.pk if province else None):
        raise Refused("Quy chế này là của tỉnh khác hoặc của trung ương.", field="by_law")
    council = Council.objects.create(
        name=name,
        province=province,
        level=level,
        by_law=by_law,
        decision_no=decision_no,
        established_on=established_on or act.day,
        created_at=act.at,
    )
    record(act, Verb.COUNCIL_ESTABLISHED, council, decision_no=decision_no)
    return council


@transaction.atomic
def seat(
    council: Council,
    act: Act,
    *,
    user: User,
    role: str,
    agency: str = "",
    joined_on: date | None = None,
) -> Seat:
    """Give a person a seat from a day on, today unless said; refused twice, and a second chair.

    Refused for a day before the council was established, and for one that is still to come.
    """
    lock(council)
    first = joined_on or act.day
    if not council.established_on <= first <= act.day:
        raise Refused(
            "Ngày tham gia phải từ ngày thành lập hội đồng đến hôm nay.", field="joined_on"
        )
    try:
        with transaction.atomic():
            taken = Seat.objects.create(
                council=council,
                user=user,
                role=role,
                agency=agency,
                joined_on=first,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(
            "Người này đã có ghế trong hội đồng, hoặc hội đồng đã có chủ tịch.",
            field="user",
        ) from error
    record(act, Verb.SEATED, council, user=user, role=str(role), joined_on=first)
    return taken


@transaction.atomic
def leave(taken: Seat, act: Act) -> None:
    """End a seat from today; refused when it has ended already."""
    lock(taken)
    if taken.left_on is not None:
        raise Refused("Người này đã thôi tham gia hội đồng.")
    taken.left_on = act.day
    taken.save(update_fields=["left_on"])
    record(act, Verb.LEFT, taken.council, user=taken.user)
