"""What a new dossier need not ask again: the record knows it, or the producer said it before."""

from typing import Any

from ocop.dossiers.models import Dossier
from ocop.registry.models import Producer, Product

# Told anew each time: the pledge, the figures of the last years, the plans.
_KEPT = {
    "registration": ("applicant",),
    "self_assessment": ("general", "representative", "papers", "profile"),
}


def first_forms(product: Product) -> dict[str, Any]:
    """Return the forms of a new dossier, filled from the last one and from the record."""
    forms: dict[str, Any] = {"registration": {}, "self_assessment": {}}
    last = _last_filed(product.producer)
    for form, sections in _KEPT.items() if last else ():
        for section in sections:
            forms[form][section] = dict(last.forms.get(form, {}).get(section, {}))
    for form, section, values in _recorded(product):
        known = {key: value for key, value in values.items() if value}
        forms[form].setdefault(section, {}).update(known)
    return forms


def _last_filed(producer: Producer) -> Any:
    filed = Dossier.objects.filter(product__producer=producer, submitted_at__isnull=False)
    return filed.order_by("-submitted_at", "-pk").first()


def _recorded(product: Product) -> tuple[tuple[str, str, dict[str, str]], ...]:
    producer = product.producer
    founded = f"{producer.founded_on:%d/%m/%Y}" if producer.founded_on else ""
    return (
        (
            "registration",
            "applicant",
            {
                "name": producer.name,
                "address": producer.address,
                "phone": producer.phone,
                "email": producer.email,
            },
        ),
        ("registration", "product", {"name": product.name}),
        (
            "self_assessment",
            "general",
            {
                "legal_form": producer.kind,
                "founded_on": founded,
                "registration_no": producer.registration_no,
            },
        ),
        (
            "self_assessment",
            "product",
            {
                "name": product.name,
                "specification": product.specification,
                "standard": product.standard,
            },
        ),
    )
