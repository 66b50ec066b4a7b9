"""Load links of Digital Links from a JSON file: all of it, or nothing."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from ocop.kernel.act import Act
from ocop.links.loading import Sheet, read
from ocop.links.operations import replace_links

REFUSED = 2


class Command(BaseCommand):
    help = "Give GS1 names their links from a JSON file; each name's links replace those it had."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help='{"entries": [{"path": …}]}')

    def handle(self, *, file: Path, **options: object) -> None:
        """Load the file, or name what is wrong with each entry and load nothing."""
        sheet = self._read(file)
        for line in (*sheet.notes, *sheet.faults):
            self.stderr.write(line)
        if sheet.faults:
            self.stderr.write("Chưa ghi gì. Hãy sửa tệp rồi nạp lại.")
            sys.exit(REFUSED)
        act = Act(by=None, at=datetime.now(UTC), origin="command")
        with transaction.atomic():
            for draft in sheet.drafts:
                replace_links(
                    act, name=draft.name, links=draft.links, description=draft.description
                )
        counted = sum(len(draft.links) for draft in sheet.drafts)
        self.stdout.write(json.dumps({"entries": len(sheet.drafts), "links": counted}))

    def _read(self, file: Path) -> Sheet:
        try:
            return read(file.read_text("utf-8-sig"))
        except (OSError, ValueError):
            self.stderr.write("Không đọc được tệp; hãy kiểm tra đường dẫn, quyền đọc và mã UTF-8.")
            sys.exit(REFUSED)
