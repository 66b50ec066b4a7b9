"""Compare the database with everything that was signed."""

from django.core.management.base import BaseCommand, CommandError

from ocop.audit.checking import first_fault
from ocop.audit.models import Checkpoint


class Command(BaseCommand):
    help = "Check every line, place and checkpoint of the ledger; names the first that is wrong."

    def handle(self, **options: object) -> None:
        if fault := first_fault():
            raise CommandError(fault)
        mark = Checkpoint.objects.first()
        told = f"{mark.size} dòng, gốc {mark.root[:16]}" if mark else "chưa có mốc nào"
        self.stdout.write(f"Sổ còn nguyên: {told}.")
