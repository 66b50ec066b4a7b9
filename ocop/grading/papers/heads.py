"""What the papers of a council have in common: whose they are, and how they are called."""

from collections.abc import Iterable
from datetime import date

from ocop.certificates.models import Level
from ocop.documents.letters import Signer, long_day, offices
from ocop.documents.letters.offices import Office
from ocop.documents.letters.posts import SIGNED
from ocop.grading.flow import SittingState
from ocop.grading.models import AgendaItem, Council, Seat, Sitting
from ocop.grading.queries import seats_of
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.models import Product, ProductCode

REVEALED = (SittingState.CLOSED, SittingState.MINUTED)


def committee_of(council: Council) -> str:
    """Return the body above the council: the province's committee, or the ministry."""
    if council.province is None:
        return offices.MINISTRY
    return offices.committee(council.province.full_name)


def office_of(level: str, province: Province | None) -> Office:
    """Return the office that decides at a level."""
    if level == Level.NATIONAL or province is None:
        return offices.ministry_office()
    return offices.committee_office(province.full_name, province.name)


def place_of(council: Council) -> str:
    """Return where the council's papers are dated."""
    return office_of(council.level, council.province).place


def refuse_sealed(sitting: Sitting) -> None:
    """Refuse a paper that holds points while the cards are sealed."""
    if sitting.state not in REVEALED:
        raise Refused(
            "Phiếu còn niêm phong nên chưa lập được văn bản có điểm. "
            "Hãy đóng phiếu của phiên họp trước."
        )


def agenda_of(sitting: Sitting) -> list[AgendaItem]:
    """Return the agenda in order, with all that a paper says of each dossier."""
    items = sitting.items.select_related(
        "sitting__council__by_law",
        "sitting__council__province",
        "dossier__product__producer",
        "dossier__product__commune__province",
        "dossier__rubric__ruleset",
        "result",
    )
    return list(items.order_by("position"))


def seats_then(sitting: Sitting) -> list[Seat]:
    """Return the seats of the council on the day that counts for the sitting."""
    return list(seats_of(sitting.council_id, sitting.counted_on))


def signer_in(seats: Iterable[Seat], role: str, post: str) -> Signer:
    """Return the signature of the seat with that role; its name stays open where there is none."""
    holder = next((seat for seat in seats if seat.role == role), None)
    return Signer(post, note=SIGNED, name=str(holder.user) if holder else "")


def product_codes(products: Iterable[Product]) -> dict[int, str]:
    """Return the newest official code of each product that has one."""
    codes = ProductCode.objects.filter(product__in=[p.pk for p in products])
    return dict(codes.order_by("assigned_on", "pk").values_list("product_id", "code"))


def round_of(sitting: Sitting) -> str:
    """Return the round of a sitting as a sentence names it: " đợt 2 năm 2026", or nothing."""
    return f" {str(sitting.round).lower()}" if sitting.round else f" năm {sitting.held_on.year}"


def grounds_of(items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """Return the decisions under which the dossiers were filed, each once."""
    rulesets = {item.dossier.rubric.ruleset for item in items}
    ordered = sorted(rulesets, key=lambda one: one.issued_on, reverse=True)
    return tuple(offices.by_prime_minister(one.number, one.issued_on) for one in ordered)


def established_by(council: Council) -> str:
    """Return the ground that names the decision by which the council was set up."""
    day: date = council.established_on
    return (
        f"Căn cứ Quyết định số {council.decision_no} ngày {long_day(day)} về việc thành lập "
        f"{council.name}"
    )
