"""Merging a double entry of a product, with all that hangs on it."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.certificates.operations import move_certificates
from ocop.cycles.operations import move_participations
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.dossiers.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry import operations as registry
from ocop.registry.models import Product


@transaction.atomic
def merge_products(product: Product, act: Act, *, into: Product) -> Product:
    """Merge a double into the entry that stays; its certificates and dossiers follow it.

    Refused as ``registry`` refuses, and while both have a dossier that is not decided.
    """
    ended = (State.DECIDED, State.WITHDRAWN)
    running = Dossier.objects.filter(product__in=[product, into]).exclude(state__in=ended)
    registry.merge_products(product, act, into=into)
    if running.count() > 1:
        raise Refused(
            "Cả hai bản ghi đều đang có hồ sơ. Hãy rút một hồ sơ, hoặc gộp sau khi có kết quả."
        )
    move_participations(product, act, into=into)
    move_certificates(product, act, into=into)
    moved = Dossier.objects.filter(product=product).update(product=into)
    record(act, Verb.MERGED, into, merged=product.code, dossiers=moved)
    return into
