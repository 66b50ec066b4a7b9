"""Write the published ledger into a folder that anyone can check."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from ocop.audit.export import write_export


class Command(BaseCommand):
    help = "Write the published ledger and its verifier into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder, made when it is missing")

    def handle(self, *, folder: Path, **options: object) -> None:
        count = write_export(folder)
        self.stdout.write(
            f"Đã ghi {count} dòng. Kiểm tra: python3 -I {folder}/ocop-verify.py {folder}"
        )
