"""A worker in a process of its own that prints stamps, to be killed: ``whole`` or ``appended``."""

import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT
from tests.jobs import rig

STEP = 400


def slowly(handler):
    """Return the same handler, waiting between a step and its checkpoint to be told to go on."""

    def work(job, args, cursor):
        steps = handler(job, args, cursor)
        while True:
            try:
                told = next(steps)
            except StopIteration as end:
                return end.value
            print("step", flush=True)
            sys.stdin.readline()
            yield told

    return work


def appended(job, args, cursor):
    """Print as one would without pieces: each step behind what is there already."""
    from django.conf import settings

    from ocop.jobs.handlers import File, Progress
    from ocop.stamps.models import Batch
    from ocop.stamps.outputs import heading, pieces

    batch, path = Batch.objects.get(pk=args["batch"]), Path(settings.MEDIA_ROOT) / "appended"
    path.parent.mkdir(exist_ok=True)
    if cursor is None:
        path.write_bytes(heading(batch, args["output"]))
    for start in range(cursor or batch.first, batch.last + 1, STEP):
        end = min(start + STEP - 1, batch.last)
        with path.open("ab") as stream:
            stream.writelines(pieces(batch, args["output"], start, end))
        yield Progress(end, batch.last, end + 1)
    return File("tem", "text/csv", path.read_bytes())


def main(manner):
    """Work until killed or done."""
    import django

    django.setup()
    from django.core.management import call_command

    from ocop.jobs.handlers import job
    from ocop.stamps import jobs

    jobs.STEP = STEP
    handlers = {"whole": jobs.print_file, "appended": appended}
    job("stamps", reads_only=True)(slowly(handlers[manner]))
    print("ready", flush=True)
    call_command("work", once=True)


def started(known, manner):
    """Start a worker, and wait until it begins."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.stamps.rig", manner],
        cwd=ROOT, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert rig.said(worker) == "ready\n"
    return worker


def printed(known):
    """Return what became of the work: state, steps done and to do, digest of the file."""
    return rig.count(known)["job"][:4]


if __name__ == "__main__":
    main(sys.argv[1])
