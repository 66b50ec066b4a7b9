"""Long work that has ended: a dossier bound for Hoa, and one that the office stopped halfway."""

from django.db.models import Count, QuerySet

from ocop.demo.scene import Scene
from ocop.dossiers.access import my_dossiers
from ocop.dossiers.jobs import BIND, PACK, begin_set
from ocop.dossiers.models import Dossier
from ocop.jobs.models import Job
from ocop.jobs.operations import cancel
from ocop.jobs.worker import Worker
from ocop.kernel.act import Act


def leave_results(scene: Scene) -> None:
    """Ask for two sets on the day before; let the worker make one, and stop the other."""
    if Job.objects.exists():
        return
    mine = smallest(my_dossiers(scene.user("hoa"), scene.on))
    filed = smallest(Dossier.objects.filter(submitted_at__isnull=False))
    if mine is None or filed is None:
        return
    act = scene.act("hoa", day=scene.ago(1), hour=15)
    begin_set(mine, act, kind=BIND)
    worker(act).once()
    act = scene.act("tung", day=scene.ago(1), hour=16)
    begun = begin_set(filed, act, kind=PACK)
    halfway = worker(act)
    halfway.between = lambda: cancel(begun, act) if begun_is_at(begun, 3) else None
    halfway.once()


def smallest(dossiers: QuerySet[Dossier]) -> Dossier | None:
    """Return the dossier with the fewest files that has one."""
    held = dossiers.annotate(files=Count("evidence")).filter(files__gt=0)
    return held.order_by("files", "pk").first()


def worker(act: Act) -> Worker:
    """Return a worker for whom it is always that moment."""
    return Worker(lambda: act.at, name="demo:0:0")


def begun_is_at(job: Job, done: int) -> bool:
    """Tell whether the work has come so far."""
    return Job.objects.filter(pk=job.pk, done=done).exists()
