"""What the commands that read spreadsheets share: each row told, a JSON line last, no surprise."""

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.intake.plan import Line, Outcome, Plan

REFUSED = 2
EVERY = 100
MARKS = {Outcome.NEW: "+", Outcome.CHANGED: "~", Outcome.SAME: "=", Outcome.ERROR: "!"}


class ImportCommand(BaseCommand, ABC):
    """Shows what a file would do, and does it with ``--commit``; exits 2 when it is refused."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="an .xlsx or .csv file")
        parser.add_argument("--commit", action="store_true", help="write; else only show")
        parser.add_argument(
            "--errors", metavar="OUT.xlsx", type=Path, help="write their sheet with a column “Lỗi”"
        )
        parser.add_argument("--province", metavar="CODE", help="code of the province, such as 22")

    @abstractmethod
    def plan(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Any]:
        """Return what would be done."""

    @abstractmethod
    def carry_out(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Any]:
        """Do it, and return what was done."""

    def handle(
        self,
        *,
        file: Path,
        commit: bool,
        errors: Path | None,
        province: str | None,
        **options: object,
    ) -> None:
        """Tell each row, then the sum in words, then as JSON."""
        self._speak_utf8()
        act = Act(by=None, at=datetime.now(UTC), origin="command")
        try:
            data = contents(file)
            check_folder(errors)
            place = province_of(province)
            self.stdout.write(f"Đang đọc {file.name} cho {place.full_name}…")
            work = self.carry_out if commit else self.plan
            plan = work(data, file.name, place, act)
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(REFUSED)
        self._tell(plan)
        if errors is not None:
            self._write_errors(plan, data, file.name, errors)
        self.stdout.write(summary(plan, commit=commit))
        self.stdout.write(json.dumps(plan.counts))

    def report(self, done: int, total: int) -> None:
        """Tell how far the writing is."""
        if done % EVERY == 0 or done == total:
            self.stdout.write(f"Đang ghi: {done}/{total} dòng")

    def _tell(self, plan: Plan[Any]) -> None:
        table = plan.table
        self.stdout.write(f"Trang “{table.sheet}”, tiêu đề ở dòng {table.header_row}.")
        for note in table.notes:
            self.stdout.write(note)
        if table.unread:
            self.stdout.write(f"Cột không đọc: {', '.join(table.unread)}.")
        for number, reason in sorted(table.skipped.items()):
            self.stdout.write(f"  dòng {number}: bỏ qua, {reason}")
        for line in plan.lines:
            for sentence in told(line):
                self.stdout.write(sentence)

    def _write_errors(self, plan: Plan[Any], data: bytes, filename: str, target: Path) -> None:
        if not plan.counts["errors"]:
            self.stdout.write("Không có dòng lỗi nên không ghi tệp lỗi.")
            return
        try:
            target.write_bytes(plan.error_file(data, filename))
        except (OSError, ValueError):
            self.stderr.write(f"Không ghi được tệp lỗi {target.name}; hãy chọn nơi khác.")
        else:
            self.stdout.write(f"Đã ghi tệp lỗi: {target}")

    def _speak_utf8(self) -> None:
        """Let Vietnamese leave as UTF-8 whatever the terminal's language is."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def contents(file: Path) -> bytes:
    """Return a file's bytes; refused when it cannot be read."""
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        raise Refused("Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc.") from None


def check_folder(target: Path | None) -> None:
    """Refuse a place where no file can be written, before anything else is."""
    if target is not None and not target.parent.is_dir():
        raise Refused(f"Không có thư mục {target.parent} để ghi tệp lỗi.")


def province_of(code: str | None) -> Province:
    """Return the province of a code, or the only one whose communes are loaded."""
    with_communes = Commune.objects.order_by().values("province")
    rows = Province.objects.filter(code=code) if code else Province.objects.filter(
        pk__in=with_communes
    )  # fmt: skip
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    if code:
        raise Refused(f"Không có tỉnh mã {code}.")
    if found:
        raise Refused("Có nhiều tỉnh trong hệ thống, hãy ghi --province và mã tỉnh.")
    raise Refused("Chưa nạp danh mục xã; hãy chạy bin/manage load_communes trước.")


def told(line: Line[Any]) -> Iterator[str]:
    """Return the sentences that tell what becomes of one row."""
    name = f"{line.product or '(không có tên)'} – {line.producer or '(không có chủ thể)'}"
    yield f"{MARKS[line.outcome]} dòng {line.number}: {line.outcome.label} · {name}"
    for sentence in (*line.errors, *line.changes):
        yield f"      {sentence}"
    for flag in line.flags:
        yield f"    ? {flag}"


def summary(plan: Plan[Any], *, commit: bool) -> str:
    """Return the whole in one sentence."""
    counts = plan.counts
    done = "Đã ghi vào sổ" if plan.writes else "Không có gì phải ghi"
    if not commit:
        done = "Chưa ghi gì; thêm --commit để ghi"
    return (
        f"{counts['rows']} dòng: {counts['new']} mới, {counts['changed']} thay đổi, "
        f"{counts['same']} giữ nguyên, {counts['errors']} lỗi, "
        f"{plan.flagged} dòng cần xem lại. {done}."
    )
