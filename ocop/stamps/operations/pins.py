"""The scratch field: the first right PIN is remembered once, and guessing is stopped."""

import hmac
from datetime import datetime

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.stamps.keys import key_of
from ocop.stamps.models import Batch, PinUse
from ocop.stamps.serials import pin_of
from ocop.stamps.verbs import Verb

MOST_WRONG = 10


@transaction.atomic
def try_pin(batch: Batch, act: Act, *, counter: int, pin: str) -> tuple[bool, datetime | None]:
    """Compare a PIN; return whether it is right, and when it was first used before, if ever.

    Refused for stamps without a scratch field, outside the batch, and after ten wrong tries.
    """
    lock(batch)
    if not batch.with_pin or not batch.first <= counter <= batch.last:
        raise Refused("Tem này không có mã cào.")
    use, _ = PinUse.objects.get_or_create(
        batch=batch, counter=counter, defaults={"created_at": act.at}
    )
    if use.wrong >= MOST_WRONG:
        raise Refused("Mã cào đã nhập sai quá nhiều lần. Hãy liên hệ chủ thể hoặc cơ quan OCOP.")
    expected = pin_of(key_of(batch.key), batch.number, counter, batch.about)
    right = hmac.compare_digest(expected.encode(), pin.strip().encode())
    before = use.first_used_at
    if not right:
        use.wrong += 1
    elif before is None:
        use.first_used_at = act.at
    use.save(update_fields=["wrong", "first_used_at"])
    record(act, Verb.PIN_TRIED, batch, counter=counter, right=right, first=right and before is None)
    return right, before if right else None
