"""Allot stamps to a lot and write the printer's file; what happened is printed as JSON."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import Product
from ocop.stamps.models import Batch
from ocop.stamps.operations import approve, order
from ocop.stamps.outputs import CSV, VECTOR, write_file
from ocop.trace.models import Lot
from ocop.trace.operations import add_lot

REASON = "Cấp bằng lệnh của quản trị hệ thống, không qua đối chiếu nguyên liệu."


class Command(BaseCommand):
    help = (
        "Order, approve and write COUNT stamps for one lot; an unknown lot is written down first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--product", required=True, help="code of the product, SP-…")
        parser.add_argument("--lot", required=True, help="code of the lot")
        parser.add_argument("--count", required=True, type=int)
        parser.add_argument("--out", required=True, type=Path, help="file to write")
        parser.add_argument("--format", choices=(CSV, VECTOR), default=CSV)
        parser.add_argument("--pin", action="store_true", help="with a scratch field")
        parser.add_argument(
            "--reason", default=REASON, help="why, where balance or trace fall short"
        )

    def handle(self, *args: object, out: Path, format: str, **options: object) -> None:
        act = Act(by=None, at=timezone.now(), origin="command")
        if not out.parent.is_dir() or out.is_dir():
            raise CommandError(f"Không ghi được vào {out}. Chưa cấp tem nào; hãy chọn nơi khác.")
        try:
            batch = allotted(act, options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        begun = time.perf_counter()
        try:
            size = write_file(batch, format, out)
        except OSError as wrong:
            raise CommandError(
                f"Đã cấp lô tem {batch} nhưng chưa ghi xong tệp ({wrong.strerror}). "
                "Hãy lấy lại tệp ở trang của lô tem."
            ) from wrong
        told = {
            "batch": batch.code,
            "first": batch.first,
            "last": batch.last,
            "bytes": size,
            "seconds": round(time.perf_counter() - begun, 3),
        }
        self.stdout.write(json.dumps(told))


@transaction.atomic
def allotted(act: Act, options: dict[str, object]) -> Batch:
    """Carry out the acts that lead to a batch: lot, order, approval."""
    code, lot_code, count = options["product"], str(options["lot"]), int(str(options["count"]))
    product = Product.objects.filter(code=code, merged_into=None).first()
    if product is None:
        raise Refused(f"Không có sản phẩm {code}.")
    lot = Lot.objects.filter(product=product, code=lot_code.upper()).first()
    if lot is None and count > 0:
        lot = add_lot(act, product=product, code=lot_code, made_on=act.day, units=count)
    if lot is None:
        raise Refused("Số tem phải từ 1.")
    reason = str(options["reason"])
    asked = order(act, lot=lot, count=count, with_pin=bool(options["pin"]), exception=reason)
    return approve(asked, act, reason=reason)
