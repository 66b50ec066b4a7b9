"""Whom a complaint concerns, and how each of them is told; never who sent it."""

from collections.abc import Iterable

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.certificates.models import Level
from ocop.complaints.models import Complainant, Complaint
from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.queries import people_of


def tell_officers(complaint: Complaint, act: Act, step: str, subject: str) -> None:
    """Tell who deals with it now: its commune, else its province, and the ministry for 5 stars."""
    power = Permission.HANDLE_COMPLAINTS
    if complaint.commune is not None:
        to = officers_of(commune=complaint.commune, permission=power, day=act.day)
    else:
        to = officers_of(province=complaint.province, permission=power, day=act.day)
    _tell(complaint, act, to, step, subject, f"/van-phong/khieu-nai/{complaint.code}/")
    certificate = complaint.certificate
    if certificate is not None and certificate.level == Level.NATIONAL:
        ministry = officers_of(permission=power, day=act.day)
        _tell(complaint, act, ministry, step, subject, f"/van-phong/khieu-nai/{complaint.code}/")


def tell_assignee(complaint: Complaint, act: Act, user: User) -> None:
    """Tell the officer to whom it was given."""
    link = f"/van-phong/khieu-nai/{complaint.code}/"
    _tell(complaint, act, [user], "assigned", "Được giao giải quyết", link)


def tell_sender(complaint: Complaint, act: Act, step: str, subject: str) -> None:
    """Tell the sender, where they have an account; everyone else follows the ticket."""
    sender = Complainant.objects.filter(complaint=complaint).select_related("user").first()
    if sender is None or sender.user is None:
        return
    _tell(complaint, act, [sender.user], f"{step} to sender", subject, link_of(complaint))


def tell_producer(complaint: Complaint, act: Act, step: str, subject: str) -> None:
    """Tell the producer what was found about its product."""
    if complaint.product is None:
        return
    to = people_of(complaint.product.producer, act.day)
    _tell(complaint, act, to, f"{step} to producer", subject, "/chu-the/nhan-hieu/")


def link_of(complaint: Complaint) -> str:
    """Return where the sender follows it."""
    if complaint.kind == Complaint.Kind.REVIEW:
        return f"/chu-the/xem-xet-lai/{complaint.code}/"
    return f"/khieu-nai/{complaint.code}/"


def _tell(
    complaint: Complaint, act: Act, to: Iterable[User], step: str, subject: str, link: str
) -> None:
    about = complaint.product.name if complaint.product else complaint.get_about_display()
    tell(
        act,
        to=to,
        kind=Kind.COMPLAINT,
        subject=f"{subject}: {about}",
        text=f"{complaint.get_kind_display()} {complaint.code}, hạn {complaint.due:%d/%m/%Y}.",
        link=link,
        key=f"complaint {complaint.code} {step}",
    )
