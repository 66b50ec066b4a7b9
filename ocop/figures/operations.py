"""What may be told for the figures' sake."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.figures.declaring import CONSENT, NO, YES
from ocop.figures.models import Declaration, Trait
from ocop.figures.sealing import seal
from ocop.figures.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune
from ocop.registry.models import Producer


@transaction.atomic
def declare(
    producer: Producer, act: Act, *, is_minority: bool, consent: str, channel: str
) -> Declaration:
    """Keep, sealed, whether a producer is of an ethnic minority; a new answer replaces the old.

    Refused without the consent that is in use today. History tells that it was declared, never
    what.
    """
    lock(producer)
    # Luật 91/2025/QH15, Điều 6: consent is told apart by purpose and is never taken for granted.
    if consent != CONSENT:
        raise Refused(
            "Cần đồng ý với nội dung khai tự nguyện thì mới ghi được. "
            "Không khai cũng không ảnh hưởng đến hồ sơ.",
            field="consent",
        )
    _erase(producer, act)
    declaration = Declaration.objects.create(
        producer=producer,
        sealed=seal(YES if is_minority else NO),
        consent=consent,
        channel=channel,
        created_at=act.at,
    )
    record(act, Verb.DECLARED, producer, consent=consent, channel=channel)
    return declaration


@transaction.atomic
def take_back(producer: Producer, act: Act) -> None:
    """Erase what a producer declared; refused when nothing is declared."""
    lock(producer)
    if not _erase(producer, act):
        raise Refused("Chủ thể chưa khai tự nguyện, hoặc đã rút lời khai.")
    record(act, Verb.TAKEN_BACK, producer)


def _erase(producer: Producer, act: Act) -> int:
    told = Declaration.objects.filter(producer=producer, taken_back_at=None)
    return told.update(sealed="", taken_back_at=act.at)


@transaction.atomic
def give_trait(
    commune: Commune, act: Act, *, kind: str, source: str, since: date, is_sample: bool = False
) -> Trait:
    """Note that a decision calls a commune an island, or remote; refused twice."""
    try:
        with transaction.atomic():
            trait = Trait.objects.create(
                commune=commune,
                kind=kind,
                source=source,
                since=since,
                is_sample=is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"{commune} đã được ghi đặc điểm này.", field="commune") from error
    record(act, Verb.TRAIT_GIVEN, trait, kind=kind, since=since)
    return trait


@transaction.atomic
def end_trait(trait: Trait, act: Act, *, until: date) -> None:
    """End a trait with the first day on which it no longer holds; refused before it began."""
    lock(trait)
    if trait.until is not None:
        raise Refused("Đặc điểm này đã thôi từ trước.")
    if until <= trait.since:
        raise Refused("Ngày thôi phải sau ngày bắt đầu.", field="until")
    trait.until = until
    trait.save(update_fields=["until"])
    record(act, Verb.TRAIT_ENDED, trait, until=until)
