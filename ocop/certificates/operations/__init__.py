"""What may be done to certificates: issue, import, revoke. A lapse is no act."""

from ocop.certificates.operations.decisions import record_decision
from ocop.certificates.operations.intake import import_certificates
from ocop.certificates.operations.issuing import (
    import_legacy,
    issue,
    move_certificates,
)
from ocop.certificates.operations.revoking import revoke

__all__ = [
    "import_certificates",
    "import_legacy",
    "issue",
    "move_certificates",
    "record_decision",
    "revoke",
]
