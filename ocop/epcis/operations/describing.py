"""Describing: what a document's header tells of places, parties and goods, as told last."""

from collections.abc import Sequence

from django.db import transaction

from ocop.audit.operations import record
from ocop.epcis.masterdata import Told
from ocop.epcis.models import Attribute, Capture, Element, Within
from ocop.epcis.verbs import Verb
from ocop.kernel.act import Act


@transaction.atomic
def describe(job: Capture, act: Act, *, elements: Sequence[Told]) -> None:
    """Keep what a capture tells of each element, in the place of what the same capturer told."""
    for told in elements:
        element, is_new = Element.objects.update_or_create(
            uri=told.uri,
            type=told.type,
            party=job.party,
            defaults={"attributes": told.attributes},
            create_defaults={"attributes": told.attributes, "created_at": act.at},
        )
        if not is_new:
            element.facts.all().delete()
            element.inside.all().delete()
        Attribute.objects.bulk_create(
            [
                Attribute(element=element, uri=told.uri, name=name, text=text)
                for name, text in told.facts
            ]
        )
        Within.objects.bulk_create(
            [Within(element=element, parent=told.uri, child=child) for child in told.children]
        )
    record(act, Verb.DESCRIBED, job, elements=len(elements))
