"""Load the 34 provinces, Quảng Ninh's communes, and what they were before 1 July 2025."""

from datetime import UTC, datetime

from django.core.management.base import BaseCommand

from ocop.kernel.act import Act
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places


class Command(BaseCommand):
    help = "Load the packaged administrative units; safe to run any number of times."

    def handle(self, **options: object) -> None:
        act = Act(by=None, at=datetime.now(UTC), origin="command")
        loaded = load_places(act, data=packaged_places())
        self.stdout.write(
            f"Đơn vị hành chính: {loaded.new} dòng mới, {loaded.changed} dòng sửa, "
            f"{loaded.same} dòng giữ nguyên."
        )
