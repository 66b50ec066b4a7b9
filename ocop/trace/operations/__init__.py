"""What may be done about traces: places, material and lots, the diary, recalls."""

from ocop.trace.operations.diary import (
    Taken,
    declare_wrong,
    harvest,
    pack,
    process,
    receive,
    sell,
    ship,
)
from ocop.trace.operations.lots import add_lot, add_source
from ocop.trace.operations.photos import add_diary_photo
from ocop.trace.operations.portal import (
    export_lot,
    keep_failed,
    keep_sent,
    send_parcel_again,
)
from ocop.trace.operations.recalls import (
    close_recall,
    count_lot,
    count_stop,
    drill,
    lift_recall,
    recall,
)
from ocop.trace.operations.sites import (
    add_site_code,
    add_site_standard,
    change_code,
    close_site,
    propose_site,
    refuse_site,
    register_site,
    verify_site,
)

__all__ = [
    "Taken",
    "add_diary_photo",
    "add_lot",
    "add_site_code",
    "add_site_standard",
    "add_source",
    "change_code",
    "close_recall",
    "close_site",
    "count_lot",
    "count_stop",
    "declare_wrong",
    "drill",
    "export_lot",
    "harvest",
    "keep_failed",
    "keep_sent",
    "lift_recall",
    "pack",
    "process",
    "propose_site",
    "recall",
    "receive",
    "refuse_site",
    "register_site",
    "sell",
    "send_parcel_again",
    "ship",
    "verify_site",
]
