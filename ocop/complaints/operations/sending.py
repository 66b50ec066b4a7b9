"""Acts of whoever complains: to send, to ask for a review, to take back, to be forgotten."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.models import Certificate
from ocop.complaints.floods import Door
from ocop.complaints.flow import COMPLAINT_FLOW, State
from ocop.complaints.models import Attachment, Complainant, Complaint, new_salt
from ocop.complaints.operations.telling import tell_officers
from ocop.complaints.queries import door_for, review_until, terms_of
from ocop.complaints.tickets import new_secret, secret_digest, sender_digest
from ocop.complaints.verbs import Verb
from ocop.files import store
from ocop.files.checking import check
from ocop.files.images import WIDTHS, photo_variants
from ocop.files.kinds import IMAGES, Kind
from ocop.grading.models import Result
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.access import represents
from ocop.registry.models import Product

TAKEN = IMAGES | {Kind.PDF}
MOST_FILES = 5
SHORTEST = 20
Files = Sequence[tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A complaint with the secret that follows it, which is told once and kept nowhere."""

    complaint: Complaint
    secret: str


@transaction.atomic
def receive(
    act: Act,
    *,
    province: Province,
    kind: str,
    about: str,
    text: str,
    product: Product | None = None,
    certificate: Certificate | None = None,
    name: str = "",
    phone: str = "",
    email: str = "",
    files: Files = (),
    origin: str = "",
    is_sample: bool = False,
) -> Ticket:
    """Take a complaint from anybody, with or without a name, and return its ticket and secret.

    Refused in too few words, for a review (which a producer asks for), in a flood from one
    address, and with files that ``files`` refuses.
    """
    if kind == Complaint.Kind.REVIEW:
        raise Refused("Chủ thể đề nghị xem xét lại kết quả từ bàn của chủ thể.", field="kind")
    _refuse_flood(origin, act)
    ticket = _opened(
        act, province, text, kind=kind, about=about, product=product, certificate=certificate,
        origin_digest=origin, is_sample=is_sample,
    )  # fmt: skip
    digest = _keep_sender(ticket.complaint, act, name=name, phone=phone, email=email)
    _keep_files(ticket.complaint, act, files)
    record(
        act, Verb.RECEIVED, ticket.complaint, kind=kind, about=about, sender=digest,
        answer_by=ticket.complaint.answer_by,
    )  # fmt: skip
    tell_officers(ticket.complaint, act, "received", "Có phản ánh, khiếu nại mới")
    return ticket


def _refuse_flood(origin: str, act: Act) -> None:
    if origin and door_for(origin, act.at) == Door.SHUT:
        raise Refused(
            "Trong giờ vừa qua nơi này đã gửi quá nhiều. Hãy gửi lại sau một giờ, hoặc gửi trực "
            "tiếp đến Ủy ban nhân dân xã."
        )


@transaction.atomic
def ask_review(act: Act, *, result: Result, text: str, files: Files = ()) -> Complaint:
    """Ask, as the producer, that a result be looked at again.

    Refused to anybody else, before the result was told, after the province's days, and while
    another review of it is open.
    """
    product = result.item.dossier.product
    if not represents(act.by, product.producer, act.day):
        raise Refused("Chỉ người đại diện của chủ thể đề nghị xem xét lại kết quả.")
    until = review_until(result, act.day)
    if until is None:
        raise Refused("Kết quả chưa được thông báo nên chưa đề nghị xem xét lại được.")
    if act.day > until:
        raise Refused(f"Đã hết hạn đề nghị xem xét lại, hạn là ngày {until:%d/%m/%Y}.")
    try:
        with transaction.atomic():
            ticket = _opened(
                act,
                product.commune.province,
                text,
                kind=Complaint.Kind.REVIEW,
                about=Complaint.About.SCORE,
                product=product,
                result=result,
                is_sample=product.is_sample,
            )
    except IntegrityError as error:
        raise Refused("Kết quả này đang có một đề nghị xem xét lại chưa trả lời.") from error
    complaint = ticket.complaint
    _keep_sender(complaint, act)
    _keep_files(complaint, act, files)
    record(act, Verb.REVIEW_ASKED, complaint, result=result.pk, answer_by=complaint.answer_by)
    tell_officers(complaint, act, "received", "Chủ thể đề nghị xem xét lại kết quả")
    return complaint


@transaction.atomic
def withdraw(complaint: Complaint, act: Act) -> None:
    """Take a complaint back; refused once it has ended."""
    lock(complaint)
    complaint.state = COMPLAINT_FLOW.after("withdraw", State(complaint.state))
    complaint.ended_on = act.day
    complaint.save(update_fields=["state", "ended_on"])
    record(act, Verb.WITHDRAWN, complaint)
    tell_officers(complaint, act, "withdrawn", "Người gửi đã rút")


@transaction.atomic
def erase_sender(complaint: Complaint, act: Act) -> None:
    """Forget who sent an ended complaint: name, numbers, and what explains the digest in history.

    Refused while it is open, for then somebody is still owed an answer, and when done already.
    """
    lock(complaint)
    if complaint.is_open:
        raise Refused("Còn phải trả lời người gửi nên chưa xoá được thông tin.")
    sender = lock(Complainant.objects.get(complaint=complaint))
    if sender.erased_at is not None:
        raise Refused("Thông tin người gửi đã được xoá.")
    sender.name = sender.phone = sender.email = ""
    sender.user, sender.salt, sender.erased_at = None, new_salt(), act.at
    sender.save()
    record(act, Verb.ERASED, complaint)


def _opened(act: Act, province: Province, text: str, **fields: object) -> Ticket:
    words = text.strip()
    if len(words) < SHORTEST:
        raise Refused("Hãy kể rõ hơn: việc gì, ở đâu, khi nào.", field="text")
    terms, secret, salt = terms_of(province, act.day), new_secret(), new_salt()
    complaint = Complaint.objects.create(
        code=f"KN-{act.day.year}-{take_number(f'complaints {act.day.year}'):04d}",
        secret_salt=salt,
        secret_digest=secret_digest(secret, salt),
        province=province,
        text=words,
        acknowledge_by=terms.acknowledge_by(act.day),
        answer_by=terms.answer_by(act.day),
        created_at=act.at,
        **fields,
    )
    return Ticket(complaint, secret)


def _keep_sender(complaint: Complaint, act: Act, **told: str) -> str:
    """Keep how to reach the sender, and return what stands for them in history."""
    user = act.by if isinstance(act.by, User) else None
    given = {field: value.strip() for field, value in told.items()}
    sender = Complainant.objects.create(complaint=complaint, user=user, created_at=act.at, **given)
    return sender_digest(sender.salt, sender.name, sender.phone, sender.email)


def _keep_files(complaint: Complaint, act: Act, files: Files) -> None:
    """Keep what came with it: pictures are drawn anew, so that no camera tells where it was."""
    if len(files) > MOST_FILES:
        raise Refused(f"Mỗi lần gửi nhiều nhất {MOST_FILES} tệp.", field="files")
    for data, filename in files:
        checked = check(data, filename, kinds=TAKEN)
        mime, kept = checked.mime, data
        if checked.kind in IMAGES:
            kept = photo_variants(data, filename)[max(WIDTHS)].data
            mime = Kind.WEBP.mime
        Attachment.objects.create(
            complaint=complaint,
            name=checked.name,
            mime=mime,
            size=len(kept),
            sha256=hashlib.sha256(kept).hexdigest(),
            key=store.save(kept),
            created_at=act.at,
        )
