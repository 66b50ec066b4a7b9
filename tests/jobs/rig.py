"""A worker in a process of its own, to be killed: ``python -m tests.jobs.rig work`` or ``count``.

Its rows are counters: a row that is done twice stands at two, one that is lost does not stand.
"""

import json
import os
import subprocess
import sys
import time
from threading import Timer
from urllib.parse import quote

from tests.house.source import ROOT
from tests.serving import PATIENCE, with_tables

ROWS, STEP, PACE = 240, 8, 0.003


def work_on(job, args, cursor):
    """Do every row once, slowly enough to be killed within a step."""
    from ocop.base.codes import take_number
    from ocop.jobs.handlers import File, Progress

    at = cursor or 0
    while at < args["rows"]:
        print("step", flush=True)
        for row in range(at, min(at + STEP, args["rows"])):
            take_number(f"row:{row:04}")
            time.sleep(PACE)
        at = min(at + STEP, args["rows"])
        yield Progress(at, args["rows"], at if args["checkpoint"] else None)
    return File("rows.txt", "text/plain", f"{args['rows']} rows".encode())


def counted():
    """Return how often each row was done, and the job's end, as the database has it."""
    from ocop.base.models import Counter
    from ocop.jobs.models import Job

    rows = Counter.objects.filter(series__startswith="row:").order_by("series")
    job = Job.objects.get()
    return {
        "rows": [list(row) for row in rows.values_list("series", "last")],
        "job": [job.state, job.done, job.total, job.result_key, job.failure],
    }


def main(what):
    """Work until killed or done, or print what was counted."""
    import django

    django.setup()
    from django.core.management import call_command

    from ocop.jobs.handlers import job

    job("rig")(work_on)
    if what == "count":
        print(json.dumps(counted()))
        return
    print("ready", flush=True)
    call_command("work", once=True)


def environment(folder, connection):
    """Return what a process needs to work on a copy of (SQLite), or on, the tests' database."""
    known = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    known |= {"OCOP_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "ocop.settings"}
    if connection.vendor == "sqlite":
        folder.mkdir(exist_ok=True)
        with_tables(folder)
        return known
    at = connection.settings_dict
    where = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}@:{at['PORT']}/{quote(at['NAME'])}"
    return known | {"DATABASE_URL": f"postgres://{where}?host={quote(at['HOST'], safe='')}"}


def started(known):
    """Start a worker, and wait until it begins."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.rig", "work"],
        cwd=ROOT, env=known, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert said(worker) == "ready\n"
    return worker


def said(worker):
    """Return the next line; who says none is killed, so that nobody waits for it for ever."""
    watch = Timer(PATIENCE, worker.kill)
    watch.start()
    try:
        return worker.stdout.readline()
    finally:
        watch.cancel()


def ended(worker):
    """Wait until a worker that is left alone has done its work."""
    worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0


def kill(worker):
    """Kill a worker, and wait until it is gone."""
    worker.kill()
    worker.communicate(timeout=PATIENCE)


def count(known):
    """Return what ``counted`` says of that database."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.jobs.rig", "count"],
        cwd=ROOT, env=known, capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    return json.loads(told.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
