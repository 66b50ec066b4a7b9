"""Score JSON documents by the law as data, without touching the database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from ocop.rulesets.feed import Answer, answers


class Command(BaseCommand):
    help = "Score one JSON document, or JSON Lines, and print one answer a document."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file of JSON or JSON Lines, or - for standard input")

    def handle(self, *, file: str, **options: object) -> None:
        """Exit with 2 when any document was refused; the other answers still stand."""
        refused = False
        for answer in _answers(file):
            refused = refused or "refused" in answer
            self._write(answer)
        if refused:
            sys.exit(2)

    def _write(self, answer: Answer) -> None:
        line = json.dumps(answer, ensure_ascii=False)
        # Vietnamese leaves as UTF-8 whatever the terminal's language is.
        if self.stdout._out is sys.stdout and (out := getattr(sys.stdout, "buffer", None)):
            out.write(f"{line}\n".encode(errors="replace"))
            out.flush()
        else:
            self.stdout.write(line)


def _answers(file: str) -> list[Answer]:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError):
        return [{"refused": "Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc."}]
    return list(answers(data))
