"""Load a province's official wording over our short labels, from a CSV file."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.rulesets.models import Ruleset
from ocop.rulesets.operations import load_wording

COLUMNS = ("set", "code", "position", "text")


class Command(BaseCommand):
    help = "Load official wording: CSV with the columns set, code, position (0: name) and text."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--province", required=True, help="code of the province, such as 22")
        parser.add_argument("--ruleset", required=True, help="code, such as qd26-2026")
        parser.add_argument("--source", required=True, help="where the wording comes from")

    def handle(
        self, *, file: Path, province: str, ruleset: str, source: str, **options: object
    ) -> None:
        act = Act(by=None, at=datetime.now(UTC), origin="command")
        try:
            texts = load_wording(
                act,
                province=Province.objects.get(code=province),
                ruleset=Ruleset.objects.get(code=ruleset),
                rows=_rows(file),
                source=source,
            )
        except Province.DoesNotExist:
            raise CommandError(f"Không có tỉnh mã {province}.") from None
        except Ruleset.DoesNotExist:
            raise CommandError(f"Chưa nạp bộ tiêu chí {ruleset}.") from None
        except Refused as refused:
            raise CommandError(f"{file.name}: {refused}") from None
        self.stdout.write(f"{texts} lời văn chính thức đã thay nhãn ngắn của {ruleset}.")


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        raise Refused("Không đọc được tệp; cần tệp CSV chữ UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text))
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise Refused(f"Dòng đầu cần có các cột {', '.join(COLUMNS)}.")
    try:
        return list(reader)
    except csv.Error:
        raise Refused("Tệp CSV viết sai, hãy lưu lại từ bảng tính.") from None
