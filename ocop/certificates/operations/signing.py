"""The act of signing the paper of a decision or a certificate with the office's key."""

import hashlib

from django.conf import settings
from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.models import Certificate, Decision
from ocop.certificates.verbs import Verb
from ocop.documents.signing.keys import signing_key
from ocop.documents.signing.sign import BELOW, Corner, holder_of, sign
from ocop.kernel.act import Act

REASONS = {Decision: "Ban hành quyết định", Certificate: "Cấp giấy chứng nhận"}


@transaction.atomic
def sign_paper(
    thing: Decision | Certificate, act: Act, *, paper: bytes, corner: Corner = BELOW
) -> bytes:
    """Return the paper signed with the office's key, and remember which bytes were signed.

    Refused where no key is configured, or where it cannot be opened.
    """
    lock(thing)
    key = signing_key()
    signed = sign(
        paper,
        key,
        at=act.at,
        reason=f"{REASONS[type(thing)]} {thing}",
        corner=corner,
        stamped_by=settings.SIGNING_STAMPED_BY,
    )
    digest = hashlib.sha256(signed).hexdigest()
    record(act, Verb.PAPER_SIGNED, thing, sha256=digest, key=holder_of(key))
    return signed
