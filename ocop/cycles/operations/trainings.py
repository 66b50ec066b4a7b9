"""Acts on trainings, and on who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.cycles.models import Attendance, Training
from ocop.cycles.operations.ideas import year_of
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.models import Producer

DESCRIBED = frozenset({"kind", "title", "step", "place", "organiser", "content"})
MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody on the list: a name, and whom they come from."""

    name: str
    producer: Producer | None = None
    producer_name: str = ""
    is_present: bool = False


@transaction.atomic
def plan_training(
    act: Act,
    *,
    province: Province,
    starts_on: date,
    ends_on: date,
    host: Commune | None = None,
    communes: Iterable[Commune] = (),
    is_sample: bool = False,
    **details: Any,
) -> Training:
    """Plan a training of the year's cycle; refused when it ends before it begins."""
    _check(starts_on, ends_on, details)
    training = Training.objects.create(
        cycle=year_of(province, act),
        host=host,
        starts_on=starts_on,
        ends_on=ends_on,
        is_sample=is_sample,
        created_at=act.at,
        **details,
    )
    training.communes.set(communes)
    record(act, Verb.TRAINING_PLANNED, training, kind=training.kind, starts_on=starts_on)
    return training


@transaction.atomic
def change_training(
    training: Training,
    act: Act,
    *,
    starts_on: date,
    ends_on: date,
    communes: Iterable[Commune] = (),
    **details: Any,
) -> None:
    """Change a training's day, place or words; refused when it was cancelled."""
    lock(training)
    _refuse_cancelled(training)
    _check(starts_on, ends_on, details)
    training.starts_on, training.ends_on = starts_on, ends_on
    for name, value in details.items():
        setattr(training, name, value)
    training.save()
    training.communes.set(communes)
    record(act, Verb.TRAINING_CHANGED, training, starts_on=starts_on)


@transaction.atomic
def cancel_training(training: Training, act: Act) -> None:
    """Cancel a training; refused twice, and once people were marked present."""
    lock(training)
    _refuse_cancelled(training)
    if training.attendances.filter(is_present=True).exists():
        raise Refused("Buổi này đã có người điểm danh có mặt nên không hủy được.")
    training.cancelled_on = act.day
    training.save(update_fields=["cancelled_on"])
    record(act, Verb.TRAINING_CANCELLED, training)


@transaction.atomic
def add_participants(training: Training, act: Act, *, guests: Iterable[Guest]) -> int:
    """Put people on the list, and return how many were new; who is on it already stays once.

    Refused for an empty list, a name that says nothing, and when the training was cancelled.
    """
    lock(training)
    _refuse_cancelled(training)
    chosen = [guest for guest in guests if guest.name.strip()]
    if not chosen:
        raise Refused("Hãy ghi ít nhất một người.", field="guests")
    if len(chosen) > MOST_AT_ONCE:
        raise Refused("Mỗi lần ghi không quá 1.000 người, hãy chia danh sách.", field="guests")
    before = training.attendances.count()
    Attendance.objects.bulk_create(
        (
            Attendance(
                training=training,
                name=" ".join(guest.name.split())[:120],
                producer=guest.producer,
                producer_name=(guest.producer.name if guest.producer else guest.producer_name)[
                    :200
                ].strip(),
                is_present=guest.is_present,
                created_at=act.at,
            )
            for guest in chosen
        ),
        ignore_conflicts=True,
    )
    added = training.attendances.count() - before
    record(act, Verb.PARTICIPANTS_ADDED, training, added=added)
    return added


@transaction.atomic
def take_attendance(training: Training, act: Act, *, present: Iterable[Attendance]) -> int:
    """Keep who of the list was there, and return how many; refused before the day has come."""
    lock(training)
    _refuse_cancelled(training)
    if act.day < training.starts_on:
        raise Refused(f"Chưa đến ngày {training.starts_on:%d/%m/%Y} nên chưa điểm danh được.")
    keys = [one.pk for one in present]
    training.attendances.exclude(pk__in=keys).update(is_present=False)
    counted = training.attendances.filter(pk__in=keys).update(is_present=True)
    record(act, Verb.ATTENDANCE_TAKEN, training, present=counted)
    return counted


@transaction.atomic
def strike_participant(attendance: Attendance, act: Act) -> None:
    """Strike somebody off the list, name and all."""
    lock(attendance)
    training = attendance.training
    attendance.delete()
    record(act, Verb.PARTICIPANT_STRUCK, training)


def _check(starts_on: date, ends_on: date, details: dict[str, Any]) -> None:
    if unknown := set(details) - DESCRIBED:
        raise TypeError(f"Not a training's detail: {sorted(unknown)}")
    if ends_on < starts_on:
        raise Refused("Ngày kết thúc đang trước ngày bắt đầu.", field="ends_on")


def _refuse_cancelled(training: Training) -> None:
    if training.cancelled_on is not None:
        raise Refused(f"Buổi này đã hủy ngày {training.cancelled_on:%d/%m/%Y}.")
