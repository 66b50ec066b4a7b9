"""Telling whoever is concerned that a certificate lapses: by the calendar, or by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.concerned import Concerned, concerned_by
from ocop.certificates.lapse_words import Lapse, to_commune, to_officer, to_producer, to_province
from ocop.certificates.models import Certificate, CertificateQuerySet, LapseAlert
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.radar import alert_key, due_alert, reminder_key
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell

BATCH = 200
Audience = LapseAlert.Audience
ALONE = {Audience.COMMUNE: to_commune, Audience.PROVINCE: to_province}


@dataclass(slots=True)
class Sent:
    """What a round of telling came to: certificates, and notices that were new."""

    certificates: int = 0
    notices: int = 0

    def add(self, notices: int) -> None:
        """Count one more certificate, where anybody was told of it."""
        self.certificates += bool(notices)
        self.notices += notices


@dataclass(frozen=True, slots=True)
class Waiting:
    """A certificate, the threshold it is at, and whom nobody has told of that yet."""

    certificate: Certificate
    threshold: int
    people: Concerned


def send_alerts(act: Act) -> Sent:
    """Tell producer, commune and province of each certificate at the threshold it reached last.

    Each certificate is an act of its own, and so is each officer's list: a run that was cut short
    is finished by the next, and nobody is told twice.
    """
    sent = Sent()
    for batch in _batches(lapsing_soon(Certificate.objects.all(), act.day)):
        for one in awaiting_alert(batch, act):
            sent.add(alert(one.certificate, act, threshold=one.threshold, people=one.people))
    tell_officers(act)
    return sent


def remind_all(certificates: CertificateQuerySet, act: Act) -> Sent:
    """Tell everybody concerned of these certificates now; once a day, however often asked."""
    sent = remind_each(certificates, act)
    tell_officers(act)
    return sent


def remind_each(certificates: CertificateQuerySet, act: Act) -> Sent:
    """Tell the producers, and note for the officers' lists, which ``tell_officers`` sends."""
    sent = Sent()
    for batch in _batches(lapsing_soon(certificates, act.day)):
        for one in awaiting_reminder(batch, act):
            sent.add(remind(one.certificate, act, threshold=one.threshold, people=one.people))
    return sent


def tell_officers(act: Act) -> None:
    """Send each officer one list of what was noted for them and not sent yet."""
    waiting = LapseAlert.objects.filter(listed_at=None).exclude(audience=Audience.PRODUCER)
    for officer in User.objects.filter(pk__in=waiting.values("user")).order_by("pk"):
        list_lapses(officer, act)


@transaction.atomic
def alert(certificate: Certificate, act: Act, *, threshold: int, people: Concerned) -> int:
    """Tell ``people`` that ``certificate`` has come to a threshold; returns how many were new.

    Officers are told by their list, producers by a notice of its own.
    """
    lock(Certificate(pk=certificate.pk))
    new = _note(certificate, act, people, threshold=threshold, by_hand=False)
    _tell_producer(certificate, act, people, alert_key(certificate.pk, threshold))
    if new:
        record(act, Verb.ALERTED, certificate, threshold=threshold, people=new)
    return new


@transaction.atomic
def remind(certificate: Certificate, act: Act, *, threshold: int, people: Concerned) -> int:
    """Tell ``people`` of a lapse by hand; returns how many were new."""
    lock(Certificate(pk=certificate.pk))
    new = _note(certificate, act, people, threshold=threshold, by_hand=True)
    key = reminder_key(certificate.pk, threshold, act.day)
    _tell_producer(certificate, act, people, key)
    if new:
        record(act, Verb.REMINDED, certificate, threshold=threshold, people=new)
    return new


@transaction.atomic
def list_lapses(officer: User, act: Act) -> int:
    """Tell an officer in one notice of all lapses noted for them; returns how many those were.

    One lapse is told in its own words.
    """
    lock(officer)
    waiting = LapseAlert.objects.filter(user=officer, listed_at=None).exclude(
        audience=Audience.PRODUCER
    )
    rows = list(
        waiting.select_related("certificate__product__producer", "certificate__product__commune")
    )
    if not rows:
        return 0
    lapses = [_lapse(row.certificate) for row in rows]
    if len(rows) > 1:
        letter = to_officer(lapses, act.day)
    else:
        letter = ALONE[Audience(rows[0].audience)](lapses[0], act.day)
    key = f"lapses {act.day.isoformat()} {min(row.pk for row in rows)}"
    tell(
        act, to=[officer], kind=Kind.LAPSE, subject=letter.subject, text=letter.text,
        link=letter.link, key=key,
    )  # fmt: skip
    LapseAlert.objects.filter(pk__in=[row.pk for row in rows]).update(listed_at=act.at)
    record(act, Verb.LAPSES_LISTED, officer, certificates=len(rows))
    return len(rows)


def awaiting_alert(certificates: Sequence[Certificate], act: Act) -> list[Waiting]:
    """Return the certificates of which somebody has not been told at the threshold they are at.

    Who came to represent a producer after its alert is told as well.
    """
    at = _thresholds(certificates, act)
    told = _told(LapseAlert.objects.filter(certificate__in=at, by_hand=False))
    return _waiting(certificates, act, at, lambda key: told[key, at[key]])


def awaiting_reminder(certificates: Sequence[Certificate], act: Act) -> list[Waiting]:
    """Return the certificates of which somebody has not been told today."""
    at = _thresholds(certificates, act)
    told = _told(LapseAlert.objects.filter(certificate__in=at, told_on=act.day))
    return _waiting(certificates, act, at, lambda key: told[key, at[key]])


def _told(alerts: QuerySet[LapseAlert]) -> dict[tuple[int, int], set[int]]:
    """Return who was told of which certificate at which threshold."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for certificate, threshold, user in alerts.values_list("certificate", "threshold", "user"):
        found[certificate, threshold].add(user)
    return found


def _thresholds(certificates: Iterable[Certificate], act: Act) -> dict[int, int]:
    due = ((one.pk, due_alert(one.lapses_on, act.day)) for one in certificates)
    return {key: threshold for key, threshold in due if threshold is not None}


def _waiting(
    certificates: Sequence[Certificate],
    act: Act,
    at: dict[int, int],
    told: Callable[[int], set[int]],
) -> list[Waiting]:
    concerned = concerned_by(certificates, act.day)
    found = [
        Waiting(one, at[one.pk], concerned[one.pk].without(told(one.pk)))
        for one in certificates
        if one.pk in at
    ]
    return [one for one in found if one.people.everyone]


def _note(
    certificate: Certificate, act: Act, people: Concerned, *, threshold: int, by_hand: bool
) -> int:
    """Note who is told; who stands in two audiences is told once, as the first."""
    audiences = {
        user.pk: audience
        for audience, part in (
            (Audience.PROVINCE, people.province),
            (Audience.COMMUNE, people.commune),
            (Audience.PRODUCER, people.producer),
        )
        for user in part
    }
    known = LapseAlert.objects.filter(certificate=certificate, user__in=audiences, by_hand=by_hand)
    known = known.filter(told_on=act.day) if by_hand else known.filter(threshold=threshold)
    told = set(known.values_list("user_id", flat=True))
    fresh = [
        LapseAlert(
            certificate=certificate, user_id=user, audience=audience, threshold=threshold,
            told_on=act.day, by_hand=by_hand, created_at=act.at,
            listed_at=act.at if audience == Audience.PRODUCER else None,
        )
        for user, audience in audiences.items()
        if user not in told
    ]  # fmt: skip
    LapseAlert.objects.bulk_create(fresh)
    return len(fresh)


def _tell_producer(certificate: Certificate, act: Act, people: Concerned, key: str) -> None:
    letter = to_producer(_lapse(certificate), act.day)
    if people.producer:
        tell(
            act, to=people.producer, kind=Kind.LAPSE, subject=letter.subject, text=letter.text,
            link=letter.link, key=key,
        )  # fmt: skip


def _lapse(certificate: Certificate) -> Lapse:
    product = certificate.product
    return Lapse(
        key=certificate.pk,
        number=certificate.number,
        product=product.name,
        product_code=product.code,
        producer=product.producer.name,
        commune=product.commune.full_name,
        stars=certificate.stars,
        lapses_on=certificate.lapses_on,
    )


def _batches(certificates: CertificateQuerySet) -> Iterator[list[Certificate]]:
    """Yield them in batches, those that lapse first first; a batch is read when it is reached."""
    keys = list(certificates.order_by("lapses_on", "pk").values_list("pk", flat=True))
    whole = Certificate.objects.select_related("product__producer", "product__commune")
    for start in range(0, len(keys), BATCH):
        part = whole.filter(pk__in=keys[start : start + BATCH])
        yield list(part.order_by("lapses_on", "pk"))
