"""Make the system ready, then run another command: what ``bin/manage`` does."""

import sys

from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand, CommandParser

from ocop.web.ready import make_ready

# They work before there is a database, or make one themselves.
ALONE = {
    "", "check", "compile_texts", "compilemessages", "dbshell", "help", "load_demo",
    "makemessages", "makemigrations", "migrate", "serve", "showmigrations", "sqlmigrate", "test",
    "version", "write_docs",
}  # fmt: skip


class Command(BaseCommand):
    help = "Make the system ready, then run the command after --; safe to run any number of times."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("command", nargs="*", help="a command and its arguments, after --")

    def handle(self, *, command, **options):
        name = command[0] if command else ""
        # What is said on the way goes to stderr: stdout belongs to the command.
        if name not in ALONE and not name.startswith("-"):
            make_ready(self.tell)
        if command:
            execute_from_command_line(["manage", *command])

    def tell(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)
