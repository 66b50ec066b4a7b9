"""Every check and every test, one after the other, and a plain summary: what ``bin/test`` runs."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import postgres

TOOLS = Path(sys.executable).parent
CHECKS = {
    "format": [str(TOOLS / "ruff"), "format", "--check", "."],
    "lint": [str(TOOLS / "ruff"), "check", "."],
    "types": [str(TOOLS / "mypy")],
    "import contracts": [str(TOOLS / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
# Seconds for one run of pytest: what takes longer hangs, and the other steps still have their turn.
LONGEST = 40 * 60
HOUSE = "tests/house"
BROWSER = "tests/browser"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Step:
    """One step as it went: how long it took, and what its tests said, where it has tests."""

    name: str
    seconds: float = 0
    failed: bool = False
    passed_tests: int = 0
    skipped_tests: int = 0
    failed_tests: list[str] = field(default_factory=list)
    note: str = ""

    def line(self) -> str:
        """Say in one line how the step went."""
        counted = self.passed_tests + self.skipped_tests + len(self.failed_tests)
        told = "failed" if self.failed else "left out" if self.note else "ok"
        tests = f"{self.passed_tests} of {counted} tests passed" if counted else ""
        skipped = f"{self.skipped_tests} skipped" if self.skipped_tests else ""
        rest = ", ".join(part for part in (tests, skipped, self.note) if part)
        return f"{self.name:<19} {told:<8} {self.seconds:6.1f} s  {rest}".rstrip()


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, go on past what fails, and say how everything went."""
    started = time.monotonic()
    steps = []
    with tempfile.TemporaryDirectory(prefix="ocop-workshop-") as folder:
        for step in chosen(arguments, Path(folder)):
            steps.append(step)
            print(f"    {step.line()}", flush=True)
    return summary(steps, time.monotonic() - started)


def chosen(arguments: Sequence[str], folder: Path):
    """Run the steps one by one: all of them, or only the tests that were named."""
    parser = argparse.ArgumentParser(prog="bin/test", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave PostgreSQL and browsers out")
    parser.add_argument("--coverage", action="store_true", help="tell which lines no test reaches")
    options, only = parser.parse_known_args(arguments)
    everything = not only
    named_browser = [part for part in only if part.startswith(BROWSER)]
    if everything:
        for name, command in CHECKS.items():
            yield check(name, command)
        order = spread()
        yield run_tests("house rules", [HOUSE, *order], folder)
        only = ["--ignore", HOUSE, "--ignore", BROWSER, *order]
    if not named_browser:
        yield run_tests("tests on SQLite", only, folder, coverage=options.coverage)
        if not options.fast:
            yield run_tests_on_postgres(only, folder)
    if named_browser or (everything and not options.fast):
        yield run_browser_tests(named_browser and only, folder)


def spread() -> list[str]:
    """Return how pytest orders the whole suite, by a seed that is told, and spreads it on cores."""
    seed = int(time.time())
    print(f"    in the order of --randomly-seed={seed}", flush=True)
    cores = min(os.cpu_count() or 1, 4)
    return [f"--randomly-seed={seed}", *(["-n", str(cores)] if cores > 1 else [])]


def check(name: str, command: Sequence[str]) -> Step:
    """Run a check that has no tests to count; what it says is shown when it fails."""
    begin(name)
    started = time.monotonic()
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        print((done.stdout + done.stderr).rstrip()[-6000:])
    return Step(name, time.monotonic() - started, failed=bool(done.returncode))


def run_tests(
    name: str, arguments: Sequence[str], folder: Path, *, url: str = "", coverage: bool = False
) -> Step:
    """Run pytest on one database, and count what it says."""
    begin(name)
    started = time.monotonic()
    report = folder / f"{name}.xml"
    measured = ["-m", "coverage", "run"] if coverage else []
    command = [sys.executable, *measured, "-m", "pytest", "-q", "--no-header", "--tb=short"]
    try:
        done = subprocess.run(
            [*command, f"--junitxml={report}", *arguments],
            env=environment(url),
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return Step(name, LONGEST, failed=True, note=f"stopped after {LONGEST // 60} minutes")
    if coverage:
        subprocess.run([sys.executable, "-m", "coverage", "report"], check=False)
    step = counted(Step(name, time.monotonic() - started), report)
    step.failed = done.returncode != 0
    return step


def counted(step: Step, report: Path) -> Step:
    """Fill in what pytest's report says; without a report, pytest itself broke."""
    if not report.exists():
        return step
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            step.failed_tests.append(f"{case.get('classname')}::{case.get('name')}")
        elif "skipped" in kinds:
            step.skipped_tests += 1
        else:
            step.passed_tests += 1
    return step


def run_tests_on_postgres(arguments: Sequence[str], folder: Path) -> Step:
    """Run the same tests on a PostgreSQL of our own, which is gone afterwards."""
    name = "tests on PostgreSQL"
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres.running())
        except postgres.NoServer as reason:
            print(reason)
            return Step(name, failed=True, note="no server could be started")
        return run_tests(name, arguments, folder, url=url)


def run_browser_tests(arguments: Sequence[str], folder: Path) -> Step:
    """Run the tests that need a browser, or say plainly that there is none."""
    name = "browser tests"
    if not any(shutil.which(program) for program in CHROMIUMS):
        begin(name)
        return Step(name, note="there is no Chromium here; on Debian: apt install chromium")
    if not Path(BROWSER).is_dir():
        begin(name)
        return Step(name, note="there are none")
    return run_tests(name, ["-m", "browser", *(arguments or [BROWSER])], folder)


def environment(url: str = "") -> dict[str, str]:
    """Return our environment with the database that is meant, and no other."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return environ | ({"DATABASE_URL": url} if url else {})


def begin(name: str) -> None:
    """Say what comes next."""
    print(f"\n── {name}", flush=True)


def summary(steps: Sequence[Step], seconds: float) -> int:
    """Tell how everything went; the last line counts, a broken step as one failure."""
    print("\n── summary")
    for step in steps:
        print(step.line())
    for step in steps:
        for failed in step.failed_tests:
            print(f"failed: {failed}  ({step.name})")
    passed = sum(step.passed_tests for step in steps)
    failed = sum(max(len(step.failed_tests), int(step.failed)) for step in steps)
    print(f"{seconds:.0f} s in all")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
