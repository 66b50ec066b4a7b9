"""Companies' prefixes that captured EPC URNs told, by which links are turned into URNs.

They help to guess where a prefix ends, and no more: which thing is named never hangs on them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from ocop.epcis.identifiers import as_urn
from ocop.epcis.models import CompanyPrefix

_TOLD = re.compile(rb'"urn:epc:(?:id|idpat|class):[a-z]+:([0-9]{6,12})\.')


def prefixes_in(document: bytes) -> list[bytes]:
    """Return the prefixes that the EPC URNs of an event's JSON tell, as often as they do."""
    return _TOLD.findall(document)


def learn(told: Iterable[bytes]) -> None:
    """Keep the prefixes that are not known yet; called inside a capture only, one at a time."""
    found = {prefix.decode() for prefix in set(told)}
    if not found:
        return
    known = CompanyPrefix.objects.filter(digits__in=found).values_list("digits", flat=True)
    new = [CompanyPrefix(digits=digits) for digits in sorted(found.difference(known))]
    CompanyPrefix.objects.bulk_create(new, ignore_conflicts=True)


def to_urn() -> Callable[[str], str]:
    """Return what turns names into EPC URNs by the prefixes known now, asked for at most once."""

    @cache
    def known() -> frozenset[str]:
        return frozenset(CompanyPrefix.objects.values_list("digits", flat=True))

    # What is a URN already needs no guess, and its answer no question.
    return lambda uri: uri if uri.startswith("urn:") else as_urn(uri, known())
