"""What may be done to a dossier: one function an act, and no other code writes one."""

from ocop.dossiers.operations.bundles import take_in
from ocop.dossiers.operations.commune import propose, receive, send_back
from ocop.dossiers.operations.drafts import Stale, keep, prepare, renew_sheet
from ocop.dossiers.operations.files import attach, draw_evidence, remove_evidence
from ocop.dossiers.operations.filing import submit, withdraw
from ocop.dossiers.operations.merging import merge_products
from ocop.dossiers.operations.province import assess, decide, reopen

__all__ = [
    "Stale",
    "assess",
    "attach",
    "decide",
    "draw_evidence",
    "keep",
    "merge_products",
    "prepare",
    "propose",
    "receive",
    "remove_evidence",
    "renew_sheet",
    "reopen",
    "send_back",
    "submit",
    "take_in",
    "withdraw",
]
