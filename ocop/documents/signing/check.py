"""Checking a PDF file in a process of its own: ``python -m ocop.documents.signing.check``.

The file comes on the standard input, behind the moment and the trusted roots; the findings go out
as JSON. A hostile file can cost no more than this process: its memory and its time are limited.
"""

import logging
import resource
import struct
import sys
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ocop.documents.signing.findings import Findings, Signature

MEMORY = 768 * 1024 * 1024
SECONDS = 15
MOST = 20
_LENGTHS = struct.Struct(">II")
_HARMLESS = {
    ModificationLevel.NONE,
    ModificationLevel.LTA_UPDATES,
    ModificationLevel.FORM_FILLING,
}


def pack(pdf: bytes, moment: datetime, roots: bytes) -> bytes:
    """Return what the checking process reads."""
    told = moment.isoformat().encode()
    return _LENGTHS.pack(len(told), len(roots)) + told + roots + pdf


def findings_on(pdf: bytes, moment: datetime, roots: bytes) -> Findings:
    """Return what stands on the file; what is no readable PDF is a problem, not a fault."""
    try:
        embedded = PdfFileReader(BytesIO(pdf), strict=False).embedded_regular_signatures
        last = len(embedded) - 1
        return Findings(
            tuple(
                _signature(one, moment, roots, is_last=place == last)
                for place, one in enumerate(embedded[:MOST])
            )
        )
    except Exception:
        return Findings(problem=True)


def _signature(one: Any, moment: datetime, roots: bytes, *, is_last: bool) -> Signature:
    claimed = one.self_reported_timestamp
    when = claimed if claimed is not None and claimed <= moment else moment
    status = validate_pdf_signature(
        one,
        signer_validation_context=_trusting(roots, when),
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )
    subject = status.signing_cert.subject.native
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid)
    shown = stamp.timestamp if stamp and stamped else claimed
    return Signature(
        who=_line(subject.get("common_name", "")),
        office=_line(subject.get("organization_name", "")),
        issuer=_line(status.signing_cert.issuer.native.get("common_name", "")),
        at=shown.isoformat() if shown else "",
        stamped=stamped,
        intact=status.intact and status.valid,
        whole=_is_whole(status, is_last=is_last),
        trusted=status.trusted if roots else None,
        in_term=_in_term(status.signing_cert, when),
        reason=_line(one.sig_object.get("/Reason", "")),
    )


def _is_whole(status: Any, *, is_last: bool) -> bool:
    """Tell whether nothing was added, or only what a later signature brought and covers."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if is_last or status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    return status.modification_level in _HARMLESS and bool(status.docmdp_ok)


def _trusting(roots: bytes, when: datetime) -> ValidationContext:
    """Return how a chain is judged: by our roots alone, at the moment, and without the network."""
    certificates = list(load_certs_from_pemder_data(roots)) if roots else []
    return ValidationContext(
        trust_roots=certificates, moment=when, allow_fetching=False, revocation_mode="soft-fail"
    )


def _in_term(certificate: Any, when: datetime) -> bool:
    return bool(certificate.not_valid_before <= when <= certificate.not_valid_after)


def _line(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())[:200]


def main() -> None:
    """Read one file from the standard input and print what stands on it."""
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    given = sys.stdin.buffer.read()
    moment, roots = _LENGTHS.unpack_from(given)
    start = _LENGTHS.size
    when = datetime.fromisoformat(given[start : start + moment].decode())
    start += moment
    found = findings_on(given[start + roots :], when, given[start : start + roots])
    sys.stdout.write(found.as_json())


if __name__ == "__main__":
    main()
