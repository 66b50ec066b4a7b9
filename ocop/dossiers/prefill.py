"""What a new dossier need not ask again: the record knows it, or the producer said it before."""

from collections.abc import Mapping
from typing import Any

from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.registry.models import Product
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Sheet

# Of any product of the producer.
_OF_PRODUCER = {
    "registration": ("applicant",),
    "self_assessment": ("general", "representative", "papers", "profile"),
}
# Of the same product only.
_OF_PRODUCT = {"self_assessment": ("product", "plan_results", "outlook")}
# Told anew each time: figures of the last years and days of signing.
_ANEW = frozenset({"revenue", "profit", "signed_on"})


def last_filed(product: Product) -> Dossier | None:
    """Return the newest dossier of ``product`` that was filed and not taken back."""
    filed = Dossier.objects.filter(product=product, submitted_at__isnull=False)
    filed = filed.exclude(state=State.WITHDRAWN).select_related("rubric__ruleset")
    return filed.order_by("-submitted_at", "-pk").first()


def first_forms(product: Product, previous: Dossier | None) -> dict[str, Any]:
    """Return the forms of a new dossier, filled from those before it and from the record."""
    forms: dict[str, Any] = {"registration": {}, "self_assessment": {}}
    if beside := _last_of_producer(product):
        _copy(beside, _OF_PRODUCER, forms)
    if previous:
        _copy(previous, _OF_PRODUCER, forms)
        _copy(previous, _OF_PRODUCT, forms)
    for form, section, values in _recorded(product):
        known = {key: value for key, value in values.items() if value}
        forms[form].setdefault(section, {}).update(known)
    return forms


def carried_case(sheet: Sheet, previous: Dossier | None) -> str:
    """Return the case chosen before, where the new sheet prints it too."""
    return previous.case if previous is not None and previous.case in sheet.cases else ""


def carried_codes(sheet: Sheet, previous: Dossier | None) -> frozenset[str]:
    """Return the criteria that mean the same on the new sheet as on the one before."""
    if previous is None:
        return frozenset()
    before = sheet_of(previous.rubric).by_code
    return frozenset(
        c.code for c in sheet.criteria if c.code in before and before[c.code].key == c.key
    )


def _last_of_producer(product: Product) -> Dossier | None:
    filed = Dossier.objects.filter(
        product__producer=product.producer_id, submitted_at__isnull=False
    )
    return filed.order_by("-submitted_at", "-pk").first()


def _copy(last: Dossier, kept: Mapping[str, tuple[str, ...]], forms: dict[str, Any]) -> None:
    for form, sections in kept.items():
        for section in sections:
            told = last.forms.get(form, {}).get(section, {})
            forms[form][section] = {k: v for k, v in told.items() if k not in _ANEW}


def _recorded(product: Product) -> tuple[tuple[str, str, dict[str, str]], ...]:
    producer = product.producer
    founded = f"{producer.founded_on:%d/%m/%Y}" if producer.founded_on else ""
    applicant = {
        "name": producer.name,
        "address": producer.address,
        "phone": producer.phone,
        "email": producer.email,
    }
    general = {
        "legal_form": producer.kind,
        "founded_on": founded,
        "registration_no": producer.registration_no,
    }
    told = {
        "name": product.name,
        "specification": product.specification,
        "standard": product.standard,
    }
    return (
        ("registration", "applicant", applicant),
        ("registration", "product", {"name": product.name}),
        ("self_assessment", "general", general),
        ("self_assessment", "product", told),
    )
