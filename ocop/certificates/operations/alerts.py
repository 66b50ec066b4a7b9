"""Telling whoever is concerned that a certificate lapses: by the calendar, or by hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from ocop.audit.operations import record
from ocop.certificates.concerned import Concerned, concerned_by
from ocop.certificates.lapse_words import Lapse, to_commune, to_producer, to_province
from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.radar import alert_key, due_alert, reminder_key
from ocop.certificates.verbs import Verb
from ocop.kernel.act import VIETNAM, Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.notices.queries import told_to

BATCH = 200


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

    Each certificate is an act of its own: a run that was cut short is finished by the next, and
    nobody is told twice.
    """
    sent = Sent()
    for batch in _batches(lapsing_soon(Certificate.objects.all(), act.day)):
        for one in awaiting_alert(batch, act):
            sent.add(alert(one.certificate, act, threshold=one.threshold, people=one.people))
    return sent


def remind_all(certificates: CertificateQuerySet, act: Act) -> Sent:
    """Tell everybody concerned of these certificates now; once a day, however often asked."""
    sent = Sent()
    for batch in _batches(lapsing_soon(certificates, act.day)):
        for one in awaiting_reminder(batch, act):
            sent.add(remind(one.certificate, act, threshold=one.threshold, people=one.people))
    return sent


@transaction.atomic
def alert(certificate: Certificate, act: Act, *, threshold: int, people: Concerned) -> int:
    """Tell ``people`` that ``certificate`` has come to a threshold; returns how many were new."""
    new = _tell(certificate, act, people, alert_key(certificate.pk, threshold))
    if new:
        record(act, Verb.ALERTED, certificate, threshold=threshold, people=new)
    return new


@transaction.atomic
def remind(certificate: Certificate, act: Act, *, threshold: int, people: Concerned) -> int:
    """Tell ``people`` of a lapse by hand; returns how many were new."""
    new = _tell(certificate, act, people, reminder_key(certificate.pk, threshold, act.day))
    if new:
        record(act, Verb.REMINDED, certificate, threshold=threshold, people=new)
    return new


def awaiting_alert(certificates: Sequence[Certificate], act: Act) -> list[Waiting]:
    """Return the certificates of which somebody has not been told at the threshold they are at.

    Who came to represent a producer after its alert is told as well.
    """
    at = _thresholds(certificates, act)
    told = told_to(alert_key(key, threshold) for key, threshold in at.items())
    return _waiting(certificates, act, at, lambda key: told[alert_key(key, at[key])])


def awaiting_reminder(certificates: Sequence[Certificate], act: Act) -> list[Waiting]:
    """Return the certificates of which somebody has not been told today."""
    at = _thresholds(certificates, act)
    midnight = datetime.combine(act.day, time.min, VIETNAM)
    alerts = {key: alert_key(key, threshold) for key, threshold in at.items()}
    by_hand = {key: reminder_key(key, threshold, act.day) for key, threshold in at.items()}
    told = told_to([*alerts.values(), *by_hand.values()], since=midnight)
    return _waiting(certificates, act, at, lambda key: told[alerts[key]] | told[by_hand[key]])


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


def _tell(certificate: Certificate, act: Act, people: Concerned, key: str) -> int:
    """Tell each audience in its own words; who stands in two is told once, as the first."""
    lapse = _lapse(certificate)
    return sum(
        tell(
            act, to=to, kind=Kind.LAPSE, subject=letter.subject, text=letter.text,
            link=letter.link, key=key,
        )
        for to, letter in (
            (people.producer, to_producer(lapse, act.day)),
            (people.commune, to_commune(lapse, act.day)),
            (people.province, to_province(lapse, act.day)),
        )
        if to
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
