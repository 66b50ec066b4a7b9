"""What may be done to certificates: issue, import, revoke. A lapse is no act."""

from ocop.certificates.operations.cases import (
    conclude,
    confirm_stopped,
    decline,
    drop,
    open_case,
    revoke_on_case,
    submit_case,
)
from ocop.certificates.operations.decisions import record_decision
from ocop.certificates.operations.intake import import_certificates
from ocop.certificates.operations.issuing import (
    import_legacy,
    issue,
    move_certificates,
)
from ocop.certificates.operations.revoking import revoke

__all__ = [
    "conclude",
    "confirm_stopped",
    "decline",
    "drop",
    "import_certificates",
    "import_legacy",
    "issue",
    "move_certificates",
    "open_case",
    "record_decision",
    "revoke",
    "revoke_on_case",
    "submit_case",
]
