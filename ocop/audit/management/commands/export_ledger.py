"""Write the published ledger into a folder that anyone can check."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.audit.export import write_export
from ocop.audit.models import Checkpoint


class Command(BaseCommand):
    help = "Write the published ledger and its verifier into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder, made when it is missing")

    def handle(self, *, folder: Path, **options: object) -> None:
        """Refuse before the first checkpoint: there is nothing that a signature vouches for."""
        if not Checkpoint.objects.exists():
            raise CommandError("Chưa có mốc nào được ký. Hãy chạy publish_checkpoint trước.")
        count = write_export(folder)
        self.stdout.write(
            f"Đã ghi {count} dòng. Kiểm tra: python3 -I {folder}/ocop-verify.py {folder}"
        )
