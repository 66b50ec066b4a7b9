"""The act of taking over a spreadsheet: planned and written in one transaction, row by row."""

from collections.abc import Callable

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.intake.plan import CHANGED_SINCE, Line, Plan
from ocop.registry.intake.planning import Intent, plan_registry
from ocop.registry.intake.register import KnownProducer, KnownProduct
from ocop.registry.models import Producer, Product
from ocop.registry.operations.producers import describe_producer, register_producer
from ocop.registry.operations.products import (
    describe_product,
    keep_legacy_code,
    register_product,
)
from ocop.registry.verbs import Verb


@transaction.atomic
def import_registry(
    act: Act,
    *,
    data: bytes,
    filename: str,
    province: Province,
    commune: Commune | None = None,
    seen: str = "",
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Plan[Intent]:
    """Take a register's rows over into the record of ``province``, and return what was done.

    With ``commune`` only its own rows are; those of other communes are errors. Rows with errors
    are left out; the others are written all together or not at all. Refused
    when the file cannot be read, and when ``seen``, the fingerprint of the plan that a person
    agreed to, is no longer what would be done. Nothing to write leaves no trace.
    """
    lock(province)
    plan = plan_registry(data, filename, province=province, day=act.day, commune=commune)
    if seen and seen != plan.fingerprint:
        raise Refused(CHANGED_SINCE)
    hand = _Hand(act)
    for done, line in enumerate(plan.writes, start=1):
        try:
            hand.write(line)
        except Refused as refusal:
            raise Refused(f"Dòng {line.number}: {refusal} Chưa ghi dòng nào.") from refusal
        report(done, len(plan.writes))
    if plan.writes:
        record(act, Verb.IMPORTED, commune or province, **plan.counts)
    return plan


class _Hand:
    """Writes lines through the operations, and remembers what earlier lines brought."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.producers: dict[KnownProducer, Producer] = {}
        self.products: dict[KnownProduct, Product] = {}

    def write(self, line: Line[Intent]) -> None:
        intent = line.intent
        assert intent is not None
        source = f"Nhập từ bảng tính ngày {self.act.day:%d/%m/%Y}, dòng {line.number}."
        producer = self._producer(intent, source)
        product = self._product(intent, producer, source)
        if intent.code:
            keep_legacy_code(product, self.act, code=intent.code)

    def _producer(self, intent: Intent, source: str) -> Producer:
        known, details = intent.producer, intent.producer_details
        producer = self.producers.get(known)
        if producer is None and known.pk is None:
            producer = register_producer(
                self.act, name=known.name, commune=known.commune, source=source, **details
            )
        else:
            producer = producer or Producer.objects.get(code=known.code)
            if details:
                describe_producer(producer, self.act, **details)
        self.producers[known] = producer
        return producer

    def _product(self, intent: Intent, producer: Producer, source: str) -> Product:
        known, details = intent.product, intent.product_details
        product = self.products.get(known)
        if product is None and known.pk is None:
            product = register_product(
                self.act, producer=producer, name=known.name, commune=known.commune,
                source=source, **details,
            )  # fmt: skip
        else:
            rows = Product.objects.select_related("producer", "commune")
            product = product or rows.get(code=known.code)
            if details:
                describe_product(product, self.act, **details)
        self.products[known] = product
        return product
