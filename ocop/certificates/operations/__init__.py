"""What may be done to certificates: issue, import, revoke. A lapse is no act."""

from ocop.certificates.operations.alerts import (
    alert,
    list_lapses,
    remind,
    remind_all,
    send_alerts,
)
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
from ocop.certificates.operations.signing import sign_paper

__all__ = [
    "alert",
    "conclude",
    "confirm_stopped",
    "decline",
    "drop",
    "import_certificates",
    "import_legacy",
    "issue",
    "list_lapses",
    "move_certificates",
    "open_case",
    "record_decision",
    "remind",
    "remind_all",
    "revoke",
    "revoke_on_case",
    "send_alerts",
    "sign_paper",
    "submit_case",
]
