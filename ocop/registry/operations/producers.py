"""Acts on producers and on who represents them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune
from ocop.registry.models import Paper, Producer, Product, Representative
from ocop.registry.verbs import Verb

DESCRIBED = frozenset(
    {
        "kind", "name", "commune", "address", "phone", "email", "website", "tax_code",
        "registration_no", "founded_on", "about", "source",
    }
)  # fmt: skip


@transaction.atomic
def register_producer(
    act: Act,
    *,
    kind: str,
    name: str,
    commune: Commune,
    is_sample: bool = False,
    **details: Any,
) -> Producer:
    """Enter a producer in the record; refused when the name says nothing."""
    if not name.strip():
        raise Refused("Hãy ghi tên chủ thể.", field="name")
    producer = Producer(
        code=f"CT-{take_number('producers'):05d}",
        kind=kind,
        name=name.strip(),
        commune=commune,
        is_sample=is_sample,
        created_at=act.at,
        **_only_described(details),
    )
    producer.fold_names()
    producer.save()
    record(act, Verb.PRODUCER_REGISTERED, producer, kind=kind, commune=commune.code)
    return producer


@transaction.atomic
def describe_producer(producer: Producer, act: Act, **details: Any) -> Producer:
    """Bring a producer's description up to date, and its products' search words with it."""
    lock(producer)
    changed = [
        name for name, value in _only_described(details).items() if getattr(producer, name) != value
    ]
    if "name" in details and not details["name"].strip():
        raise Refused("Hãy ghi tên chủ thể.", field="name")
    for name in changed:
        setattr(producer, name, details[name])
    producer.fold_names()
    producer.save()
    for product in Product.objects.filter(producer=producer).select_related("producer", "commune"):
        product.fold_names()
        product.save(update_fields=Product.FOLDED)
    record(act, Verb.PRODUCER_DESCRIBED, producer, changed=sorted(changed))
    return producer


@transaction.atomic
def appoint(producer: Producer, act: Act, *, user: User, position: str = "") -> Representative:
    """Let ``user`` act for ``producer``; refused for oneself, and when they do already."""
    lock(producer)
    if user == act.by:
        raise Refused(
            "Không tự cử mình làm đại diện của chủ thể được. Hãy nhờ một cán bộ khác ghi, hoặc "
            "mở việc làm thay nếu chủ thể đã đồng ý.",
            field="user",
        )
    try:
        with transaction.atomic():
            representative = Representative.objects.create(
                producer=producer,
                user=user,
                position=position,
                appointed_on=act.day,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Người này đã là đại diện của chủ thể.", field="user") from error
    record(act, Verb.APPOINTED, producer, user=user)
    return representative


@transaction.atomic
def dismiss(representative: Representative, act: Act) -> None:
    """End a representation from today; refused when it has ended already."""
    lock(representative)
    if representative.withdrawn_on is not None:
        raise Refused("Người này đã thôi đại diện từ trước.")
    representative.withdrawn_on = act.day
    representative.save(update_fields=["withdrawn_on"])
    record(act, Verb.DISMISSED, representative.producer, user=representative.user)


@transaction.atomic
def merge_producers(producer: Producer, act: Act, *, into: Producer) -> Producer:
    """Merge a double entry into the one that stays; its products and papers move with it.

    Refused with itself, and with one that is merged already: merging is done once, and told.
    """
    for one in sorted((producer, into), key=lambda row: row.pk):
        lock(one)
    if producer == into:
        raise Refused("Hãy chọn hai chủ thể khác nhau để gộp.")
    if producer.merged_into_id or into.merged_into_id:
        raise Refused("Một trong hai chủ thể đã được gộp từ trước, hãy tải lại trang.")
    producer.merged_into = into
    producer.save(update_fields=["merged_into"])
    Paper.objects.filter(producer=producer).update(producer=into)
    for product in Product.objects.filter(producer=producer).select_related("commune"):
        product.producer = into
        product.fold_names()
        product.save(update_fields=["producer", *Product.FOLDED])
    record(act, Verb.PRODUCERS_MERGED, into, merged=producer.code)
    return into


def _only_described(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``details``; a name that is no part of a producer's description is a bug."""
    if unknown := set(details) - DESCRIBED:
        raise TypeError(f"Not a producer's detail: {sorted(unknown)}")
    return dict(details)
